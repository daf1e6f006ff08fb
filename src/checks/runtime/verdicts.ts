// The table: what each runtime would say to a certificate, with the chain as it is presented.
import { judgeByBeats } from './go/beats.js';
import { judgeByGo } from './go/verdict.js';
import { judgeByJdk } from './jdk/verdict.js';
import { judgeByNode } from './node.js';
import { judgeByOpenssl, USUAL_LEVEL } from './openssl/verdict.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { SignatureVerdict } from '../../pki/signature/signature.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import {
  type PresentedChain,
  type Refusal,
  type RuntimeName,
  RUNTIMES,
  type RuntimeVerdict,
  type VersionVerdict,
} from './presented-chain.js';
import { judgeByPython } from './python.js';
import { isBefore, newestVersion, rowOf, type Version, VERSIONS, versionText } from './versions.js';

const JUDGES: Readonly<Record<RuntimeName, (presented: PresentedChain) => Refusal>> = {
  go: judgeByGo,
  beats: judgeByBeats,
  jdk: judgeByJdk,
  openssl: judgeByOpenssl,
  node: judgeByNode,
  python: judgeByPython,
};

/** What is presented to any version, with signatures that may have cost too much to be verified. */
export interface BoundedChain extends Omit<PresentedChain, 'verdictOf' | 'isSince'> {
  /** Undefined where too much work was done already. */
  verdictOf(subject: PathCertificate, issuer: PathCertificate): SignatureVerdict | undefined;
}

export function runtimeVerdicts(presented: BoundedChain): RuntimeVerdict[] {
  return RUNTIMES.map((runtime) => {
    const [newest, ...older] = VERSIONS[runtime];
    let last = judgeVersion(runtime, newest, presented);
    const all: [VersionVerdict, ...VersionVerdict[]] = [last.verdict];
    for (const version of older) {
      // Judged again only where the answer hung on a version between the two.
      if (last.bounds.some((bound) => isBefore(version, bound))) {
        last = judgeVersion(runtime, version, presented);
      }
      all.push({ ...last.verdict, version: versionText(runtime, version) });
    }
    const { opensslLevel: level = USUAL_LEVEL } = presented;
    return { ...rowOf(runtime, all), ...(runtime === 'openssl' && { level }) };
  });
}

/** `bounds` are the versions that the answer hangs on. */
export function judgeVersion(
  runtime: RuntimeName,
  version: Version,
  presented: BoundedChain,
): { verdict: VersionVerdict; bounds: Version[] } {
  let isCutOff = false;
  const bounds: Version[] = [];
  const reason = JUDGES[runtime]({
    ...presented,
    ...(presented.host && { host: asDialled(presented.host) }),
    isSince: (major, minor = 0) => {
      const bound = [major, minor] as const;
      const isThere = !isBefore(version, bound);
      if (isThere) bounds.push(bound);
      return isThere;
    },
    verdictOf: (subject, issuer) => {
      const verdict = presented.verdictOf(subject, issuer);
      isCutOff ||= verdict === undefined;
      return verdict ?? 'unsupported';
    },
  });
  const said = { version: versionText(runtime, version), accepts: reason === undefined };
  const verdict =
    reason !== undefined && isCutOff
      ? { ...said, ...openVerdict('more signatures than a handshake can have') }
      : { ...said, reason: reason ?? '' };
  return { verdict, bounds };
}

/** Some compare the dot at the end too, others take it off themselves. */
function asDialled(host: GeneralName): GeneralName {
  return host.kind === 'dns' && host.hasFinalDot ? { ...host, value: `${host.value}.` } : host;
}

export function notJudged(runtime: RuntimeName, why: string): RuntimeVerdict {
  return { runtime, version: newestVersion(runtime), ...openVerdict(why) };
}

const openVerdict = (why: string) => ({ accepts: null, reason: `not judged: ${why}` });
