// The table: what each runtime would say to a certificate, with the chain as it is presented.
import { judgeByGo } from './go/verdict.js';
import { judgeByJdk } from './jdk/verdict.js';
import { judgeByNode } from './node.js';
import { judgeByOpenssl } from './openssl/verdict.js';
import type { PresentedChain, Refusal, RuntimeName, RuntimeVerdict } from './presented-chain.js';
import { judgeByPython } from './python.js';

const JUDGES: readonly (readonly [RuntimeName, (presented: PresentedChain) => Refusal])[] = [
  ['go', judgeByGo],
  ['jdk', judgeByJdk],
  ['openssl', judgeByOpenssl],
  ['node', judgeByNode],
  ['python', judgeByPython],
];

export function runtimeVerdicts(presented: PresentedChain): RuntimeVerdict[] {
  return JUDGES.map(([runtime, judge]) => {
    const reason = judge(presented);
    return { runtime, accepts: reason === undefined, reason: reason ?? '' };
  });
}
