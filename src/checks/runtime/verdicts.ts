// The table: what each runtime would say to a certificate, with the chain as it is presented.
import { judgeByBeats } from './go/beats.js';
import { judgeByGo } from './go/verdict.js';
import { judgeByJdk } from './jdk/verdict.js';
import { judgeByNode } from './node.js';
import { judgeByOpenssl } from './openssl/verdict.js';
import type { SignatureVerdict } from '../../pki/signature/signature.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PresentedChain, Refusal, RuntimeName, RuntimeVerdict } from './presented-chain.js';
import { judgeByPython } from './python.js';

const JUDGES: readonly (readonly [RuntimeName, (presented: PresentedChain) => Refusal])[] = [
  ['go', judgeByGo],
  ['beats', judgeByBeats],
  ['jdk', judgeByJdk],
  ['openssl', judgeByOpenssl],
  ['node', judgeByNode],
  ['python', judgeByPython],
];

/** What is presented, with signatures that may have cost too much to be verified. */
export interface BoundedChain extends Omit<PresentedChain, 'verdictOf'> {
  /** Undefined where too much work was done already. */
  verdictOf(subject: PathCertificate, issuer: PathCertificate): SignatureVerdict | undefined;
}

export function runtimeVerdicts(presented: BoundedChain): RuntimeVerdict[] {
  return JUDGES.map(([runtime, judge]) => {
    let isCutOff = false;
    const reason = judge({
      ...presented,
      verdictOf: (subject, issuer) => {
        const verdict = presented.verdictOf(subject, issuer);
        isCutOff ||= verdict === undefined;
        return verdict ?? 'unsupported';
      },
    });
    if (reason !== undefined && isCutOff) {
      return notJudged(runtime, 'more signatures than a handshake can have');
    }
    return { runtime, accepts: reason === undefined, reason: reason ?? '' };
  });
}

export function notJudged(runtime: RuntimeName, why: string): RuntimeVerdict {
  return { runtime, accepts: null, reason: `not judged: ${why}` };
}
