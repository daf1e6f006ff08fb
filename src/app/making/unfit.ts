// Client certificates that a server has to refuse though it trusts their CA: one for servers only,
// and one that has expired. For probing it: they stand in the ledger and are never written.
import { commonNameOnly, type DistinguishedName } from '../../pki/names/distinguished-name.js';
import { checkIssuance } from '../../pki/issuing/issue.js';
import type { IssuerByBytes } from '../../pki/issuing/issuer.js';
import type { Crypto, Files, Random, Reporter, TlsIdentity } from '../../ports.js';
import { ledgerSteps } from '../writing/ledger.js';
import { issueEndEntity, type WantedEndEntity } from './identity.js';
import { tlsIdentity } from './tls-identity.js';
import { validityBelow } from './validity.js';

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
export function checkUnfit(terms: UnfitTerms, ports: UnfitPorts): void {
  for (const unfitness of UNFITNESSES) {
    checkIssuance(wantedOf(unfitness, terms, ports), terms.issuer.chain, terms.now);
  }
}

/** The ledger's line is written before it is answered. Throws what issuing throws, `output-*`. */
export async function unfitIdentity(
  unfitness: Unfitness,
  terms: UnfitTerms,
  ports: UnfitPorts,
): Promise<TlsIdentity> {
  const { issuer, now } = terms;
  const wanted = wantedOf(unfitness, terms, ports);
  const keys = await ports.crypto.generateKeyPair('ec-p256');
  const identity = await issueEndEntity({ ...wanted, keys, issuer, now }, ports);
  const [certificate] = identity.chain;
  const issuance = { certificate, profile: wanted.profile, event: 'probe' } as const;
  await ledgerSteps(issuer.ledger, [issuance], now, ports).record?.();
  return tlsIdentity(identity);
}

const DAY_MS = 86_400_000;

/**
 * Each is right in all but one thing, so that nothing else is a reason to refuse it: it bears the
 * name that the server takes, and no subjectAltName, which no client needs.
 */
function wantedOf(
  unfitness: Unfitness,
  { issuer, subject, now }: UnfitTerms,
  ports: UnfitPorts,
): WantedEndEntity {
  const named = {
    subject: subject.length > 0 ? subject : commonNameOnly('tlsmith probe'),
    subjectAltNames: [],
    mayLackNames: true,
  };
  if (unfitness === 'wrong-purpose') {
    const day = { days: 1, isDefault: true };
    const validity = validityBelow(day, issuer.chain, now, ports);
    return { ...named, profile: 'server', validity };
  }
  return {
    ...named,
    profile: 'client',
    validity: { notBefore: ago(2, now), notAfter: ago(1, now) },
  };
}

/** Days ago, in whole seconds: farther back than clocks go wrong. */
function ago(days: number, now: Date): Date {
  return new Date(Math.floor(now.getTime() / 1_000) * 1_000 - days * DAY_MS);
}
