// `cert renew --rollback`: what the last renewal replaced comes back into its place, and what it
// brought is kept as that was.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import { quote } from '../../quote.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { previousOf } from '../reading/folder/journal.js';
import { type IdentityFile, identityFilesIn } from '../reading/folder/identity-files.js';
import { NOBODY } from '../reading/folder/small-files.js';
import { issuedEntry } from '../writing/ledger.js';
import { summarizeCertificate } from '../writing/plan.js';
import { holdsKey } from '../writing/renewed-files.js';
import { type ReplacedFile, stageReplacement } from '../writing/replacing/replacement.js';
import { writtenFiles } from '../renewing/written-files.js';
import { isRevoked } from '../renewing/current-entries.js';
import { runHook } from './hook.js';
import { updatePages } from '../renewing/page.js';
import { eachHost, type HostTerms } from './each-host.js';
import type { RenewalGroup, RenewalPlace } from '../renewing/places.js';
import { readSettled } from '../renewing/settled-places.js';
import type { Renewable } from '../renewing/renewable.js';
import { profileOf } from '../renewing/reissued.js';
import type { RenewRequest } from './renew.js';
import { certificateFileOf } from '../renewing/staged-host.js';
import type { RenewedHost, RenewSummary } from './summary.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';
import { uptakeFor } from '../renewing/uptake.js';

export interface RollbackRequest extends Pick<
  RenewRequest,
  'paths' | 'password' | 'hook' | 'dryRun'
> {
  /** CA folders whose ledger may know the certificates, beside those that stand with them. */
  authorities: readonly string[];
}

/** Throws only what concerns the whole call; what fails for one host stands in the answer. */
export async function rollBack(request: RollbackRequest, ports: RenewPorts): Promise<RenewSummary> {
  const hosts = await eachHost(request, ports, rollBackHost);
  const hook = request.dryRun ? undefined : await runHook(request, hosts, ports);
  const ok =
    hosts.every(({ state }) => state !== 'failed') && (hook === undefined || hook.exitCode === 0);
  return {
    ok,
    files: hosts.flatMap((host) => host.files ?? []),
    certificates: hosts.flatMap(({ certificate }) => (certificate ? [certificate] : [])),
    hosts,
    handshakes: [],
    hook,
    dryRun: request.dryRun || undefined,
  };
}

/** Undefined for what was named before. */
async function rollBackHost(
  place: RenewalPlace,
  { request, group, seen }: HostTerms<RollbackRequest>,
  ports: RenewalPorts,
): Promise<RenewedHost | undefined> {
  const { folder, path } = place;
  const renewable = await readSettled(place, request, ports);
  if (!seen.isFirst(renewable)) return undefined;
  const replaced = await previousFiles(renewable, ports.files);
  const old = await previousCertificate(renewable, replaced, ports);
  const ledger = await ledgerOf(old, group, request, ports);
  const { serialNumber } = old;
  if (ledger !== undefined && (await isRevoked(ledger, serialNumber, ports))) {
    throw new TlsmithError(
      'rollback-revoked',
      (it) => `what stood in ${it} before (${serialNumber}) is revoked, and does not come back`,
      { path, serialNumber },
    );
  }
  const name = certificateFileOf(renewable.files);
  const current = renewable.certificate;
  const issuance = {
    certificate: old,
    profile: profileOf(old),
    replaces: current.serialNumber,
    path: pathIn(folder, name),
    event: 'restored' as const,
  };
  const files = renewable.files.filter((file) => replaced.some((one) => one.name === file.name));
  const answer: RenewedHost = {
    path,
    state: request.dryRun ? 'due' : 'restored',
    reason: `ends at ${formatTime(old.notAfter)}; what it replaces is ${previousOf(name)} now`,
    replaces: current.serialNumber,
    certificate: summarizeCertificate(old, pathIn(folder, name), ports.crypto),
    files: await writtenFiles(folder, files, ports.files),
    uptake: uptakeFor(renewable.release),
  };
  if (request.dryRun) return answer;
  // Of a rollover it may be the chain alone that changed.
  const isOther = serialNumber !== current.serialNumber;
  const entries = isOther ? [issuedEntry(issuance, ports.clock.now(), ports)] : [];
  const hook = request.hook !== undefined;
  const replacement = await stageReplacement(
    {
      ...{ folder, act: 'rollback', files: replaced, removed: [], hook },
      ledger: ledger === undefined ? undefined : { path: ledger, entries },
    },
    ports,
  );
  await replacement.publish();
  seen.add(folder, old);
  await updatePages([{ folder, notAfter: old.notAfter }], ports);
  return answer;
}

/** Throws `input-absent` where nothing was renewed. */
async function previousFiles({ files, place }: Renewable, ports: Files): Promise<ReplacedFile[]> {
  const replaced: ReplacedFile[] = [];
  for (const file of files) {
    const path = pathIn(place.folder, previousOf(file.name));
    if ((await ports.kind(ports.absolute(path))) !== 'file') continue;
    const after = await ports.read(path);
    replaced.push({ name: file.name, before: file.bytes, after, isSecret: holdsKey(file) });
  }
  if (replaced.length > 0) return replaced;
  throw new TlsmithError(
    'input-absent',
    (it) => `there is nothing to go back to: no *.previous stands beside ${it}`,
    { path: place.path },
  );
}

/**
 * Throws `input-wrong-kind` where the files that were kept, with those that stay, are not of one
 * certificate and its key.
 */
async function previousCertificate(
  { files, place, passwords }: Renewable,
  replaced: readonly ReplacedFile[],
  ports: RenewalPorts,
): Promise<Certificate> {
  const view = previousView(place, replaced, ports);
  const found = new Map<string, Certificate>();
  for (const file of files.filter(({ name }) => replaced.some((one) => one.name === name))) {
    if (!holdsCertificate(file)) continue;
    const path = pathIn(place.folder, file.name);
    const all = await passwords.open('password' in file, (text) =>
      readCertificates(path, text === undefined ? undefined : { text }, view),
    );
    const own = all?.find(({ basicConstraints }) => basicConstraints?.ca !== true) ?? all?.[0];
    if (own) found.set(own.serialNumber, own);
  }
  const [certificate, ...others] = found.values();
  if (!certificate) {
    throw new TlsmithError(
      'input-wrong-kind',
      (it) => `no *.previous file beside ${it} holds a certificate`,
      { path: place.path },
    );
  }
  const wanted = { folder: place.folder, certificate, passwords };
  const back = await identityFilesIn(wanted, view);
  const isBack = ({ name }: { name: string }) => back.files.some((one) => one.name === name);
  const isWhole = files.every(isBack) && back.files.some(holdsKey) === files.some(holdsKey);
  if (others.length === 0 && isWhole) return certificate;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `the *.previous files beside ${it} are not of one certificate and its key: put back by hand what belongs together`,
    { path: place.path },
  );
}

/** The folder as it will be. Reading alone. */
function previousView(
  { folder }: RenewalPlace,
  replaced: readonly ReplacedFile[],
  ports: RenewPorts,
): RenewPorts {
  const { files } = ports;
  const names = new Map(
    replaced.map(({ name }) => [files.absolute(pathIn(folder, name)), previousOf(name)]),
  );
  const placeOf = (path: string) => {
    const name = names.get(files.absolute(path));
    return name === undefined ? path : pathIn(folder, name);
  };
  const view = {
    ...files,
    read: (path: string, limit?: number) => files.read(placeOf(path), limit),
  };
  return { ...ports, files: view, prompter: NOBODY };
}

function holdsCertificate(file: IdentityFile): boolean {
  if (file.form === 'der-key') return false;
  return file.form !== 'pem' || file.parts.some(({ kind }) => kind === 'certificate');
}

/** Of the CA that issued it, where that is at hand; its key is not needed. */
async function ledgerOf(
  old: Certificate,
  { authorities: own }: RenewalGroup,
  { authorities }: RollbackRequest,
  ports: RenewalPorts,
): Promise<string | undefined> {
  const { files, crypto, reporter } = ports;
  for (const folder of [...authorities, ...own]) {
    const ledger = pathIn(folder, 'ledger.jsonl');
    if ((await files.kindBehind(ledger)) !== 'file') continue;
    const [authority] = await readCertificates(pathIn(folder, 'ca.crt'), undefined, ports);
    if (isIssuedBy(old, authority, crypto)) return ledger;
  }
  reporter.note(
    `no ledger at hand knows the certificate ${quote(old.serialNumber)}: whether it was revoked is not known`,
  );
  return undefined;
}
