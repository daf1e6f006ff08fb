// How two ends come to trust each other: what is appended to which file. For remedies.ts.
import type { PathFinding } from '../../../checks/finding.js';
import type { Remedy } from '../../../checks/remedy.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { quote, quotePath } from '../../../quote.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import { fileOf } from './placed-finding.js';
import type { RemedyTerms } from './placed-finding.js';
import { issueAgain } from './wanted-certificate.js';

/** One of the two has to change: whose certificate it is, or whom the other one trusts. */
export function trustIt(terms: RemedyTerms, { code }: PathFinding): Remedy {
  const { own, other } = terms;
  const first = other && appended(own, other);
  if (!first || (code === 'signature' && hasIssuer(own))) return issueAgain(terms);
  if (lacksIntermediate(terms)) return appendIntermediate(own);
  const isMutual = code === 'different-authorities' && isSeparate(other, own);
  const second = isMutual ? appended(other, own) : undefined;
  const further = second ? `, and that of ${second}` : '';
  return { kind: 'by-hand', sentence: `append the certificate of ${first}${further}` };
}

/** A signature that its own issuer, sent with it, did not make is of a certificate that is broken. */
export function hasIssuer({ host }: ConfiguredHost): boolean {
  return (host.identity?.chain.length ?? 0) > 1;
}

/** As the end of a sentence: the CA of the one, to the file of the other. */
function appended(own: ConfiguredHost, other: ConfiguredHost): string | undefined {
  const trust = fileOf(other, 'trust-anchors', 'trust-store');
  const top = own.host.identity?.chain.at(-1);
  const shown = fileOf(own, 'certificate', 'key-store');
  if (!trust || !top || !shown) return undefined;
  const authority = quote(formatDistinguishedName(top.issuer));
  return `${authority}, which issued ${quotePath(shown.path)}, to ${quotePath(trust.path)}`;
}

/** Whether the other one knows nobody who could have issued the certificate of the first. */
function isSeparate(own: ConfiguredHost, other: ConfiguredHost): boolean {
  const top = own.host.identity?.chain.at(-1);
  const anchors = other.host.trust?.anchors ?? [];
  return top !== undefined && !anchors.some((one) => equalBytes(one.subjectDer, top.issuerDer));
}

/**
 * Both trust one CA, which did not issue the certificate itself: what stands between is to be sent
 * with it (RFC 8446, 4.4.2).
 */
export function lacksIntermediate({ own, other }: Pick<RemedyTerms, 'own' | 'other'>): boolean {
  const anchors = other?.host.trust?.anchors ?? [];
  const isShared = (own.host.trust?.anchors ?? []).some((one) =>
    anchors.some((it) => equalBytes(it.subjectPublicKeyInfo, one.subjectPublicKeyInfo)),
  );
  // Nodes of a cluster have one file of CAs, and it is that which lacks one.
  const isOneFile = other && trustFileOf(own) === trustFileOf(other);
  return other !== undefined && isOneFile !== true && isShared && isSeparate(own, other);
}

function trustFileOf(host: ConfiguredHost): string | undefined {
  return fileOf(host, 'trust-anchors', 'trust-store')?.path;
}

/** Which of the two it is, nobody can tell who has not seen the issuer's certificate. */
function appendIntermediate(own: ConfiguredHost): Remedy {
  const top = own.host.identity?.chain.at(-1);
  const file = fileOf(own, 'certificate', 'key-store');
  const authority = quote(formatDistinguishedName(top?.issuer ?? []));
  const [shared] = own.host.trust?.anchors ?? [];
  const root = quote(formatDistinguishedName(shared?.subject ?? []));
  return {
    kind: 'by-hand',
    sentence: `append the certificate of ${authority}, which issued it, to ${quotePath(file?.path ?? '')} where that CA stands below ${root}, or have the certificate issued by ${root}`,
  };
}
