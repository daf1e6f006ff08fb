// The chain that OpenSSL 3 builds (build_chain in crypto/x509/x509_vfy.c): trusted certificates
// first, no way back from a wrong turn.
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { isSame } from '../certificate-traits.js';
import { isLikelyIssued, isSelfSigned } from './certificate.js';
import type { PresentedChain } from '../presented-chain.js';
import type { OpensslLibrary } from './library.js';

export interface OpensslPath {
  /** The end entity first. */
  path: PathCertificate[];
  /** How many of them, from the end entity on, were presented and not trusted. */
  untrusted: number;
  /** The number that X509_verify_cert ends with; 0 where an anchor was reached. */
  error: number;
}

/** X509_V_ERR_* */
export const PATH_ERRORS: Readonly<Record<number, string>> = {
  2: 'unable to get issuer certificate',
  18: 'self-signed certificate',
  19: 'self-signed certificate in certificate chain',
  20: 'unable to get local issuer certificate',
  22: 'certificate chain too long',
};

const MOST_CERTIFICATES = 101;

/** `mayEndEarly` is X509_V_FLAG_PARTIAL_CHAIN: any trusted certificate may be the end. */
export function buildOpensslPath(
  presented: PresentedChain,
  mayEndEarly: boolean,
  library: OpensslLibrary,
): OpensslPath {
  const bestOf = (subject: PathCertificate, pool: readonly PathCertificate[]) =>
    bestIssuer(
      subject,
      pool.filter((one) => isLikelyIssued(subject, one, library)),
      path,
      presented.at,
    );
  const path: PathCertificate[] = [presented.chain[0]];
  const rest: PathCertificate[] = [...presented.chain];
  let untrusted = 1;
  for (;;) {
    const top = path.at(-1) as PathCertificate;
    const issuer = path.length < MOST_CERTIFICATES ? bestOf(top, presented.anchors) : undefined;
    if (issuer && !isSelfSigned(top, library)) {
      path.push(issuer);
      if (mayEndEarly || isSelfSigned(issuer, library)) return { path, untrusted, error: 0 };
      continue;
    }
    if (issuer && untrusted === path.length && isSame(top, issuer)) {
      path.splice(-1, 1, issuer);
      return { path, untrusted: untrusted - 1, error: 0 };
    }
    if (untrusted < path.length)
      return { path, untrusted, error: ending(path, untrusted, library) };
    const next = isSelfSigned(top, library) ? undefined : bestOf(top, rest);
    if (!next || path.length >= MOST_CERTIFICATES) break;
    rest.splice(rest.indexOf(next), 1);
    path.push(next);
    untrusted++;
  }
  const own = mayEndEarly && presented.anchors.some((one) => isSame(one, presented.chain[0]));
  if (own) return { path: [presented.chain[0]], untrusted: 0, error: 0 };
  return { path, untrusted, error: ending(path, untrusted, library) };
}

function ending(
  path: readonly PathCertificate[],
  untrusted: number,
  library: OpensslLibrary,
): number {
  if (path.length >= MOST_CERTIFICATES) return 22;
  if (isSelfSigned(path.at(-1) as PathCertificate, library)) return path.length === 1 ? 18 : 19;
  return untrusted < path.length ? 2 : 20;
}

/** The first that is in date, else the one that ended last. */
function bestIssuer(
  subject: PathCertificate,
  pool: readonly PathCertificate[],
  path: readonly PathCertificate[],
  at: Date,
): PathCertificate | undefined {
  const fitting = pool.filter(
    (one) => isSame(one, subject) || !path.some((two) => isSame(one, two)),
  );
  const inDate = fitting.find(
    ({ certificate }) => at >= certificate.notBefore && at <= certificate.notAfter,
  );
  return inDate ?? fitting.toSorted(byEnd)[0];
}

function byEnd(a: PathCertificate, b: PathCertificate): number {
  return b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime();
}
