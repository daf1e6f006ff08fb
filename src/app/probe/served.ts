// What a server showed: its chain, of whom it asks for certificates, and what is to be said of it.
import type { PathFinding } from '../../checks/finding.js';
import { SERVED_RULES } from '../../checks/peer/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { decodeCertificate } from '../../pki/certificate/certificate-encoding.js';
import type { Chain } from '../../pki/certificate/identity.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import { decodeName } from '../../pki/names/name-encoding.js';
import type { Crypto } from '../../ports.js';
import { MOST_CERTIFICATES } from '../reading/peer/served-chain.js';
import { judgePath } from '../judging/path.js';
import { judgeRuntimes } from '../judging/runtimes.js';

export interface ServedTerms {
  served: Chain;
  anchors: readonly Certificate[];
  host: GeneralName;
  at: Date;
}

export interface ServedJudgement {
  findings: PathFinding[];
  runtimes: RuntimeVerdict[];
}

/** Without trust anchors nothing is judged: nobody would be believed. */
export function judgeServed(terms: ServedTerms, crypto: Crypto): ServedJudgement {
  const { served, anchors, host, at } = terms;
  if (anchors.length === 0) return { findings: [], runtimes: [] };
  const [target, ...untrusted] = served;
  const judged = { at, purpose: 'server', host } as const;
  const { findings } = judgePath({ target, anchors, untrusted, crls: [] }, judged, crypto);
  const runtimes = judgeRuntimes({ presented: served, anchors, ...judged }, crypto);
  return { findings, runtimes };
}

/** The certificate at hand, and where it stands. */
export interface FiledCertificate {
  path: string;
  filed: Certificate;
}

export function compareServed(
  endpoint: string,
  served: Certificate,
  { path, filed }: FiledCertificate,
): PathFinding[] {
  return findingsBy(SERVED_RULES, { endpoint, served, filed, path });
}

const MOST_ISSUERS = 500;

/** As far as they can be read: a peer may send anything. */
export function certificatesIn(ders: readonly Uint8Array[]): Certificate[] {
  return readable(ders.slice(0, MOST_CERTIFICATES), decodeCertificate);
}

/** RFC 4514. */
export function issuersIn(ders: readonly Uint8Array[]): string[] {
  return readable(ders.slice(0, MOST_ISSUERS), (der) => formatDistinguishedName(decodeName(der)));
}

function readable<T>(ders: readonly Uint8Array[], read: (der: Uint8Array) => T): T[] {
  return ders.flatMap((der) => {
    try {
      return [read(der)];
    } catch (error) {
      if (error instanceof TlsmithError) return [];
      throw error;
    }
  });
}
