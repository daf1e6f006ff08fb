// The certificates and CRLs among what `inspect` describes, each once, also those in stores: for
// the timeline and the drawing of a page.
import type { CertificateFacts, CrlFacts, InspectedItem } from '../../../app/inspect/items.js';
import { shownFile } from '../inspection/rows.js';
import { stateOf } from '../inspection/state.js';
import { shortName } from './names.js';
import type { Entry, State } from './page.js';

const TONES = { red: 'bad', yellow: 'warning', green: 'good' } as const;

export function stateFor(item: InspectedItem, at: string): State {
  const { word, colour } = stateOf(item, at);
  return { word, tone: colour ? TONES[colour] : 'plain' };
}

/** The first to end comes first. */
export function inspectedEntries(items: readonly InspectedItem[], at: string): Entry[] {
  const found = items.flatMap((item, index) => datedParts(item, `item-${index + 1}`));
  const certificates = found.flatMap(({ facts }) => ('subject' in facts ? [facts] : []));
  const issuerOf = issuers(certificates);
  const entries = new Map<string, Entry>();
  for (const { facts, place } of found) {
    const file = { path: shownFile(place.path), alias: place.alias, namedBy: [] };
    const known = entries.get(facts.sha256Fingerprint);
    if (known) entries.set(facts.sha256Fingerprint, { ...known, files: [...known.files, file] });
    else {
      const own = 'subject' in facts ? ofCertificate(facts, at) : ofCrl(facts, at);
      const issuedBy = issuerOf(facts);
      const entry = { ...own, anchor: place.anchor, issuedBy, files: [file], commands: [] };
      entries.set(facts.sha256Fingerprint, entry);
    }
  }
  const endOf = ({ notAfter }: Entry) => (notAfter === null ? Infinity : Date.parse(notAfter));
  return [...entries.values()].sort((one, other) => Math.sign(endOf(one) - endOf(other)) || 0);
}

type Facts = CertificateFacts | CrlFacts;

interface DatedPart {
  facts: Facts;
  place: { anchor: string; path: string; alias: string | undefined };
}

function datedParts(item: InspectedItem, anchor: string): DatedPart[] {
  const place = { anchor, path: item.file, alias: undefined };
  if (item.type === 'certificate' || item.type === 'crl') return [{ facts: item, place }];
  if (!('entries' in item)) return [];
  return item.entries.flatMap(({ alias, certificates }) =>
    certificates.map((facts) => ({ facts, place: { ...place, alias: alias ?? undefined } })),
  );
}

type Own = Omit<Entry, 'anchor' | 'issuedBy' | 'files' | 'commands'>;

function ofCertificate(facts: CertificateFacts, at: string): Own {
  const { subject, issuer, subjectAltNames, serialNumber, sha256Fingerprint } = facts;
  const { notBefore, notAfter, basicConstraints } = facts;
  return {
    ...{ type: 'certificate', isAuthority: basicConstraints?.ca === true },
    ...{ name: shortName(subject, subjectAltNames), subject, issuer, subjectAltNames },
    ...{ serialNumber, sha256Fingerprint, notBefore, notAfter },
    state: stateFor({ file: '', type: 'certificate', ...facts }, at),
  };
}

function ofCrl(facts: CrlFacts, at: string): Own {
  const { issuer, sha256Fingerprint, thisUpdate, nextUpdate } = facts;
  return {
    ...{ type: 'crl', isAuthority: false, name: shortName(issuer), subject: issuer, issuer },
    ...{ subjectAltNames: [], serialNumber: undefined, sha256Fingerprint },
    ...{ notBefore: thisUpdate, notAfter: nextUpdate },
    state: stateFor({ file: '', type: 'crl', ...facts }, at),
  };
}

/** Whose subject is the issuer's, and whose key identifier, where both say one, is the same. */
function issuers(certificates: readonly CertificateFacts[]): (facts: Facts) => string | null {
  const bySubject = new Map<string, CertificateFacts[]>();
  for (const one of certificates) {
    bySubject.set(one.subject, [...(bySubject.get(one.subject) ?? []), one]);
  }
  return ({ issuer, authorityKeyIdentifier: wanted, sha256Fingerprint }) => {
    const named = bySubject.get(issuer) ?? [];
    const fits = named.filter(
      ({ subjectKeyIdentifier: own }) => own === null || wanted === null || own === wanted,
    );
    const itself = fits.find((one) => one.sha256Fingerprint === sha256Fingerprint);
    return (itself ?? fits[0])?.sha256Fingerprint ?? null;
  };
}
