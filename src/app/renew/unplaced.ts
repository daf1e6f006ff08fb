// Certificates of which a ledger says no file, as those of an archive: they are issued anew, with
// new keys, each into a folder of its own.
import { TlsmithError } from '../../errors.js';
import { isDue } from '../../pki/certificate/due.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { parseDistinguishedName } from '../../pki/names/name-parser.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import { pathIn } from '../../path-in.js';
import { issueEndEntity } from '../making/identity.js';
import { validityBelow } from '../making/validity.js';
import { identityFiles, unmadeFiles } from '../writing/identity-files.js';
import { ledgerSteps } from '../writing/ledger.js';
import { summarizeCertificate } from '../writing/plan.js';
import { writeFiles } from '../writing/write-files.js';
import type { RenewalGroup } from '../renewing/places.js';
import type { RenewRequest } from './renew.js';
import type { Issuers } from './issuers.js';
import { attempt } from '../renewing/attempt.js';
import { validityOf } from '../renewing/current-entries.js';
import { lifeLike, nameOf } from '../renewing/reissued.js';
import type { RenewedHost } from './summary.js';
import type { RenewPorts } from '../renewing/ports.js';

interface UnplacedRun {
  request: RenewRequest;
  now: Date;
  issuers: Issuers;
  ports: RenewPorts;
  hosts: RenewedHost[];
}

export async function issueUnplaced(
  { unplaced, authorities: [ca], path }: RenewalGroup,
  run: UnplacedRun,
): Promise<void> {
  const { within } = run.request;
  for (const entry of unplaced) {
    const name = `${path}: ${entry.serialNumber}`;
    if (within && !isDue(validityOf(entry), within, run.now)) {
      const reason = `ends at ${entry.notAfter}: not due`;
      run.hosts.push({ path: name, state: 'not-due', reason });
      continue;
    }
    await attempt(name, run, () => issueAnew(entry, ca, run));
  }
}

async function issueAnew(
  entry: LedgerEntry,
  ca: string | undefined,
  { request, now, issuers, ports, hosts }: UnplacedRun,
): Promise<void> {
  const { out, dryRun } = request;
  const { subject, serialNumber: replaces } = entry;
  if (request.key === 'keep') {
    throw new TlsmithError(
      'input-absent',
      `the ledger does not say in which file ${subject} stands, so its key cannot be kept`,
    );
  }
  if (out === undefined) {
    throw new TlsmithError(
      'input-needed',
      `the ledger does not say in which file ${subject} stands: where the new one goes is not said either`,
      { answer: 'out', flag: '--out' },
    );
  }
  const issuer = await issuers(ca);
  const old = { notBefore: new Date(entry.notBefore), notAfter: new Date(entry.notAfter) };
  const validity = validityBelow(lifeLike(old, issuer.chain ?? []), issuer.chain, now, ports);
  const stem = stemOf(entry);
  const forms = { formats: ['pem' as const], stem, password: undefined };
  const profile = entry.profile as EndEntityProfile;
  const folder = pathIn(out, stem);
  const plan = { folder, force: false, inputs: issuer.inputs };
  if (dryRun) {
    const files = await writeFiles({ ...plan, files: unmadeFiles(forms), dryRun }, ports);
    const reason = `would end at ${formatTime(validity.notAfter)}`;
    hosts.push({ path: folder, state: 'due', reason, replaces, files });
    return;
  }
  const keys = await ports.crypto.generateKeyPair('ec-p256');
  const subjectAltNames = entry.subjectAltNames.map(nameOf);
  const names = { subject: parseDistinguishedName(subject), subjectAltNames };
  const mayLackNames = subjectAltNames.length === 0;
  const terms = { profile, validity, keys, issuer, now, mayLackNames };
  const identity = await issueEndEntity({ ...names, ...terms }, ports);
  const [certificate] = identity.chain;
  const path = pathIn(folder, `${stem}.crt`);
  const steps = ledgerSteps(issuer.ledger, [{ certificate, profile, path, replaces }], now, ports);
  const files = await identityFiles(forms, identity, ports);
  hosts.push({
    path: folder,
    state: 'renewed',
    reason: `until ${formatTime(certificate.notAfter)}`,
    key: 'new',
    replaces,
    certificate: summarizeCertificate(certificate, path, ports.crypto),
    files: await writeFiles({ ...plan, files, dryRun }, ports, steps),
  });
}

/** Of its common name what may be a file's; else its serial number. */
function stemOf({ subject, serialNumber }: LedgerEntry): string {
  const [, name = ''] = /(?:^|,)CN=([^,+\\]+)/.exec(subject) ?? [];
  const stem = name.replace(/^\*\./, '_wildcard.');
  return /^[\w-][\w.-]{0,200}$/.test(stem) ? stem : serialNumber;
}
