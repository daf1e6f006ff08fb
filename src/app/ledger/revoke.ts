// `cert revoke`: a CA no longer stands by a certificate, or does so again where it was on hold; the
// ledger says so, and the next CRL.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { HOLD, type RevocationReason } from '../../pki/crl/revocation-reason.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { encodeLedgerEntry, type LedgerEntry, ledgerEntry } from '../../pki/issuing/ledger.js';
import { type Revocation, revocationAfter } from '../../pki/issuing/revocations.js';
import { pathIn } from '../../path-in.js';
import type { Clock } from '../../ports.js';
import { quote } from '../../quote.js';
import { ledgerOf } from '../reading/ca-folder.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import type { HostPorts } from '../reading/folder/host.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { entriesWith } from '../reading/ledger/search.js';
import { appendLines } from '../writing/ledger.js';
import { fingerprintOf } from '../writing/plan.js';
import { certificateAt } from './certificate-at.js';
import { listed, type ListedCertificate } from './listed.js';
import { eventsOf, isMeant } from './meant.js';

export interface RevokeRequest {
  /** The CA folder; its key is not needed. */
  ca: string;
  /** A file with the certificate, a host's folder, the folder of a CA, or `digits`. */
  certificate: string;
  /** Its serial number, or the fingerprint, as far as it was typed; none: it is neither. */
  digits: string | undefined;
  /** Opens the store that it stands in. */
  password?: PasswordSource | undefined;
  act: 'revoke' | 'release';
  /** None: unspecified, or whatever it was revoked for before. */
  reason?: RevocationReason | undefined;
  dryRun: boolean;
}

export interface RevokeSummary {
  ledger: string;
  certificate: Omit<ListedCertificate, 'state' | 'issuedAt'>;
  /** What the ledger says from now on; null where it said so before. */
  event: 'revoked' | 'released' | null;
  reason: RevocationReason | null;
  revokedAt: string | null;
  dryRun?: true | undefined;
}

export type RevokePorts = HostPorts & { clock: Clock };

/**
 * Throws `input-*`; `revocation-in-vain` for a certificate of another CA, `revocation-final` for
 * what was revoked for good.
 */
export async function revokeCertificate(
  request: RevokeRequest,
  ports: RevokePorts,
): Promise<RevokeSummary> {
  const { ca, act, reason, dryRun } = request;
  const ledger = await ledgerOf(ca, ports.files);
  const entries = await entriesOf(request, ledger, ports);
  const [first] = entries;
  let before: Revocation | undefined;
  for (const entry of entries) before = revocationAfter(before, entry);
  const at = formatTime(ports.clock.now());
  const { replaces: _, reason: __, ...facts } = first;
  const event = act === 'release' ? releaseOf(before, first) : revocationOf(before, reason, first);
  const entry = event && { ...facts, at, event, reason: event === 'revoked' ? reason : undefined };
  if (entry && !dryRun) await appendLines(ledger, [encodeLedgerEntry(entry)], ports);
  const after = entry ? revocationAfter(before, entry) : before;
  const { issuedAt: ___, state: ____, ...certificate } = listed(first, 'revoked');
  return {
    ledger,
    certificate,
    event: event ?? null,
    reason: after?.reason ?? null,
    revokedAt: after?.at ?? null,
    dryRun: dryRun || undefined,
  };
}

/** Undefined where nothing is to be done. */
function revocationOf(
  before: Revocation | undefined,
  reason: RevocationReason | undefined,
  { serialNumber }: LedgerEntry,
): 'revoked' | undefined {
  if (!before) return 'revoked';
  if (before.reason === HOLD) return reason === HOLD ? undefined : 'revoked';
  if (reason === undefined || reason === before.reason) return undefined;
  throw final(serialNumber, before, 'another reason does not take its place');
}

function releaseOf(
  before: Revocation | undefined,
  { serialNumber }: LedgerEntry,
): 'released' | undefined {
  if (!before) return undefined;
  if (before.reason === HOLD) return 'released';
  throw final(serialNumber, before, 'only a hold (certificateHold) can be taken back');
}

function final(serialNumber: string, { at, reason }: Revocation, why: string): TlsmithError {
  return new TlsmithError(
    'revocation-final',
    `the certificate ${serialNumber} was revoked at ${at} (${reason}), and that is final: ${why} (RFC 5280, 5.3.1)`,
    { serialNumber, found: reason },
  );
}

type Entries = readonly [LedgerEntry, ...LedgerEntry[]];

/** All that the ledger says of it; of one that it does not know what the certificate says. */
async function entriesOf(
  request: RevokeRequest,
  ledger: string,
  ports: RevokePorts,
): Promise<Entries> {
  const { certificate, digits, ca } = request;
  const isFile = certificate === '-' || (await ports.files.kindBehind(certificate)) !== 'absent';
  const file = await ports.files.open(ledger);
  try {
    if (!isFile) {
      if (digits === undefined) throw noSuchFile(certificate);
      const found = await eventsOf(digits, ledger, file, ports);
      const serial = found.find((entry) => isMeant(entry, digits))?.serialNumber;
      const [first, ...rest] = found.filter(({ serialNumber }) => serialNumber === serial);
      if (first) return [first, ...rest];
      throw notInLedger(ledger, digits);
    }
    const own = await certificateIn(request, ports);
    await checkIsIssuer(own, ca, ports);
    const found: LedgerEntry[] = [];
    await entriesWith(file, own.serialNumber, (entry) => {
      if (entry?.serialNumber === own.serialNumber) found.push(entry);
    });
    const [first, ...rest] = found;
    return first ? [first, ...rest] : [unknownEntry(own, ports)];
  } finally {
    await file.close();
  }
}

function noSuchFile(path: string): TlsmithError {
  return new TlsmithError(
    'input-absent',
    (it) => `${it} does not exist, nor is it a serial number (8 hexadecimal digits or more)`,
    { path, expected: 'a certificate, the folder of a host, or a serial number' },
  );
}

function notInLedger(ledger: string, digits: string): TlsmithError {
  return new TlsmithError('input-absent', (it) => `${it} knows no certificate ${digits}`, {
    path: ledger,
    expected: 'a certificate of this CA',
  });
}

async function certificateIn(
  { certificate, password }: RevokeRequest,
  ports: RevokePorts,
): Promise<Certificate> {
  const { path, known } = await certificateAt(certificate, password, ports);
  const [first] = await readCertificates(path, password ?? known, ports, 'input-password');
  return first;
}

/** Its CRL speaks about what it has issued, and about nothing else. */
async function checkIsIssuer(own: Certificate, ca: string, ports: RevokePorts): Promise<void> {
  const [authority] = await readCertificates(pathIn(ca, 'ca.crt'), undefined, ports);
  const { serialNumber } = own;
  const name = quote(formatDistinguishedName(authority.subject));
  if (equalBytes(own.der, authority.der)) {
    throw new TlsmithError(
      'revocation-in-vain',
      `this is the certificate of ${name} itself, which its own CRL cannot revoke: its issuer does, and a root is taken out of what trusts it`,
      { serialNumber },
    );
  }
  if (isIssuedBy(own, authority, ports.crypto)) return;
  const issuer = formatDistinguishedName(own.issuer);
  throw new TlsmithError(
    'revocation-in-vain',
    `the certificate ${serialNumber} was issued by ${quote(issuer)}, and not by the CA at hand (${name}): only its issuer revokes it`,
    { serialNumber, issuer },
  );
}

/** Issued by the same key, but not into this ledger: what its first line would have said. */
function unknownEntry(certificate: Certificate, { clock, crypto }: RevokePorts): LedgerEntry {
  const { basicConstraints, extKeyUsage } = certificate;
  const isFor = (use: string) => extKeyUsage === undefined || extKeyUsage.includes(use);
  const uses = isFor('clientAuth') ? (isFor('serverAuth') ? 'peer' : 'client') : 'server';
  const profile = basicConstraints?.ca ? 'ca' : uses;
  const sha256Fingerprint = fingerprintOf(certificate, crypto);
  return ledgerEntry({ event: 'issued', certificate, profile, sha256Fingerprint }, clock.now());
}
