// Client certificates that a server has to refuse though it trusts their CA: one for servers only,
// and one that has expired. For probing it: they stand in the ledger and are never written.
import { commonNameOnly, type DistinguishedName } from '../../pki/names/distinguished-name.js';
import { checkIssuance } from '../../pki/issuing/issue.js';
import type { IssuerByBytes } from '../../pki/issuing/issuer.js';
import type { Crypto, Files, Random, Reporter, TlsIdentity } from '../../ports.js';
import { ledgerSteps } from '../writing/ledger.js';
import { issueEndEntity, type WantedEndEntity } from './identity.js';
import { tlsIdentity } from './tls-identity.js';

export const UNFITNESSES = ['wrong-purpose', 'expired'] as const;
export type Unfitness = (typeof UNFITNESSES)[number];

export interface UnfitTerms {
  issuer: IssuerByBytes;
  /** Empty: a name of their own. */
  subject: DistinguishedName;
  now: Date;
}

export interface UnfitPorts {
  files: Files;
  crypto: Crypto;
  random: Random;
  reporter: Reporter;
}

/** Whether the CA may issue them, before one exists. Throws `issuer-*`, `outlives-issuer`. */
export function checkUnfit(terms: UnfitTerms): void {
  for (const unfitness of UNFITNESSES) {
    checkIssuance(wantedOf(unfitness, terms), terms.issuer.chain, terms.now);
  }
}

/** The ledger's line is written before it is answered. Throws what issuing throws, `output-*`. */
export async function unfitIdentity(
  unfitness: Unfitness,
  terms: UnfitTerms,
  ports: UnfitPorts,
): Promise<TlsIdentity> {
  const { issuer, now } = terms;
  const wanted = wantedOf(unfitness, terms);
  const keys = await ports.crypto.generateKeyPair('ec-p256');
  const identity = await issueEndEntity({ ...wanted, keys, issuer, now }, ports);
  const [certificate] = identity.chain;
  const issuance = { certificate, profile: wanted.profile, event: 'probe' } as const;
  await ledgerSteps(issuer.ledger, [issuance], now, ports).record?.();
  return tlsIdentity(identity);
}

/**
 * Each is right in all but one thing, so that nothing else is a reason to refuse it: it bears the
 * name that the server takes, and no subjectAltName, which no client needs.
 */
function wantedOf(unfitness: Unfitness, { issuer, subject, now }: UnfitTerms): WantedEndEntity {
  const named = {
    subject: subject.length > 0 ? subject : commonNameOnly('tlsmith probe'),
    subjectAltNames: [],
    mayLackNames: true,
  };
  if (unfitness === 'expired') {
    const validity = { notBefore: daysFrom(now, -2), notAfter: daysFrom(now, -1) };
    return { ...named, profile: 'client', validity };
  }
  const ends = issuer.chain.map(({ notAfter }) => notAfter.getTime());
  const notAfter = new Date(Math.min(daysFrom(now, 1).getTime(), ...ends));
  return { ...named, profile: 'server', validity: { notBefore: daysFrom(now, -1), notAfter } };
}

/** Farther than clocks go wrong; certificates know no fractions of a second. */
export function daysFrom(now: Date, days: number): Date {
  return new Date((Math.floor(now.getTime() / 1_000) + days * 86_400) * 1_000);
}
