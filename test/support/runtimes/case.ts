// One question to a runtime: this chain, as it is presented, in this role, for those who trust these anchors.
import { fixtureKey } from '../fixture-keys.js';
import { extKeyUsage, type ForeignKey, keyFromPem } from '../foreign-certificate.js';
import { ca, endEntity, type Made, type MadeOptions, OID, USE } from '../path-builder.js';

export interface RuntimeCase {
  name: string;
  role: 'server' | 'client';
  host?: string;
  chain: readonly Made[];
  anchors: readonly Made[];
}

/** A case without its role; `roles` where it makes sense in one only. */
export interface CaseRow extends Omit<RuntimeCase, 'role'> {
  roles?: readonly RuntimeCase['role'][];
}

/** The real clock: the strangers ask theirs. */
const NOW = Date.now();
export const daysAhead = (days: number) => new Date(NOW + days * 86_400_000);
const DATES = { notBefore: daysAhead(-30), notAfter: daysAhead(300) };
export const BOTH_USES = { [OID.eku]: extKeyUsage(USE.server, USE.client) };

export const EXPIRED = { notBefore: daysAhead(-60), notAfter: daysAhead(-1) };
export const FUTURE = { notBefore: daysAhead(1), notAfter: daysAhead(60) };

/** A CA, root without an issuer. */
export const authority = (name: string, issuer?: Made, options: MadeOptions = {}) =>
  ca(name, issuer, { ...DATES, ...options });

/** For both roles, named host.example. */
export const host = (issuer: Made, options: MadeOptions = {}) =>
  endEntity(issuer, { ...DATES, ...options, changes: { ...BOTH_USES, ...options.changes } });

export interface Parts {
  root?: MadeOptions;
  intermediate?: MadeOptions;
  leaf?: MadeOptions;
}

/** Root, one intermediate CA and an end entity; all right but for what is changed. */
export function threeParts({ root, intermediate, leaf }: Parts = {}): [Made, Made, Made] {
  const top = authority('Root', undefined, root);
  const middle = authority('Intermediate', top, intermediate);
  return [host(middle, leaf), middle, top];
}

/** Presented as it should be: the end entity, then the intermediate. */
export function usual(name: string, parts: Parts, dialled?: string): CaseRow {
  const [leaf, middle, top] = threeParts(parts);
  return {
    ...{ name, chain: [leaf, middle], anchors: [top] },
    ...(dialled !== undefined && { host: dialled, roles: ['server'] as const }),
  };
}

const stored = new Map<string, ForeignKey>();
export function rsa(name: string): ForeignKey {
  const known = stored.get(name) ?? keyFromPem(fixtureKey(name));
  stored.set(name, known);
  return known;
}
