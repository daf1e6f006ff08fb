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
import type { IdentityFile } from '../reading/folder/identity-files.js';
import { issuedEntry } from '../writing/ledger.js';
import { summarizeCertificate } from '../writing/plan.js';
import { holdsKey } from '../writing/renewed-files.js';
import { type ReplacedFile, stageReplacement } from '../writing/replacing/replacement.js';
import { writtenFiles } from './answer.js';
import { isRevoked } from './current-entries.js';
import { runHook } from './hook.js';
import { updatePages } from './page.js';
import { attempt } from './attempt.js';
import type { RenewalGroup, RenewalPlace } from './places.js';
import { readSettled, settledPlacesIn } from './settled-places.js';
import type { Renewable } from './renewable.js';
import { profileOf } from './reissued.js';
import type { RenewRequest } from './renew.js';
import { certificateFileOf } from './staged-host.js';
import type { RenewedHost, RenewPorts, RenewSummary } from './summary.js';
import { uptakeFor } from './uptake.js';

export interface RollbackRequest extends Pick<
  RenewRequest,
  'paths' | 'password' | 'hook' | 'dryRun'
> {
  /** CA folders whose ledger may know the certificates, beside those that stand with them. */
  authorities: readonly string[];
}

/** Throws only what concerns the whole call; what fails for one host stands in the answer. */
export async function rollBack(request: RollbackRequest, ports: RenewPorts): Promise<RenewSummary> {
  const hosts: RenewedHost[] = [];
  for (const path of request.paths) {
    await attempt(path, { hosts }, async () => {
      const group = await settledPlacesIn(path, request, ports);
      for (const place of group.places) {
        await attempt(place.path, { hosts }, async () => {
          hosts.push(await rollBackHost(place, group, request, ports));
        });
      }
    });
  }
  const hook = request.dryRun ? undefined : await runHook(request, hosts, ports);
  const ok = hosts.every(({ state }) => state !== 'failed') && (hook?.exitCode ?? 0) === 0;
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

async function rollBackHost(
  place: RenewalPlace,
  group: RenewalGroup,
  request: RollbackRequest,
  ports: RenewPorts,
): Promise<RenewedHost> {
  const { folder, path } = place;
  const renewable = await readSettled(place, request, ports);
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
  const entries = [issuedEntry(issuance, ports.clock.now(), ports)];
  const hook = request.hook !== undefined;
  const replacement = await stageReplacement(
    {
      ...{ folder, act: 'rollback', files: replaced, removed: [], hook },
      ledger: ledger === undefined ? undefined : { path: ledger, entries },
    },
    ports,
  );
  await replacement.publish();
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

/** Throws `input-wrong-kind` where the files that were kept are not of one certificate. */
async function previousCertificate(
  { files, place }: Renewable,
  replaced: readonly ReplacedFile[],
  ports: RenewPorts,
): Promise<Certificate> {
  const found = new Map<string, Certificate>();
  for (const file of files.filter(({ name }) => replaced.some((one) => one.name === name))) {
    if (file.form === 'der-key' || !holdsCertificate(file)) continue;
    const path = pathIn(place.folder, previousOf(file.name));
    const text = 'password' in file ? file.password : undefined;
    const all = await readCertificates(path, text === undefined ? undefined : { text }, ports);
    const own = all.find(({ basicConstraints }) => basicConstraints?.ca !== true) ?? all[0];
    if (own) found.set(own.serialNumber, own);
  }
  const [one, ...others] = found.values();
  if (one && others.length === 0) return one;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) =>
      one
        ? `the *.previous files beside ${it} are not of one certificate: put back by hand what belongs together`
        : `no *.previous file beside ${it} holds a certificate`,
    { path: place.path },
  );
}

function holdsCertificate(file: IdentityFile): boolean {
  return file.form !== 'pem' || file.parts.some(({ kind }) => kind === 'certificate');
}

/** Of the CA that issued it, where that is at hand; its key is not needed. */
async function ledgerOf(
  old: Certificate,
  { ca }: RenewalGroup,
  { authorities }: RollbackRequest,
  ports: RenewPorts,
): Promise<string | undefined> {
  const { files, crypto, reporter } = ports;
  for (const folder of [...authorities, ...(ca === undefined ? [] : [ca])]) {
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
