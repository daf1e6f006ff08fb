// `cert renew --request`: for a CA that is elsewhere. A new key and a request wait beside the files
// that stand; what is in use stays so until the certificate comes.
import { TlsmithError } from '../../errors.js';
import { encodePem } from '../../formats/containers/pem.js';
import { isDue } from '../../pki/certificate/due.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { buildRequest } from '../../pki/request/request-building.js';
import type { KeyPair } from '../../ports.js';
import { keyFile } from '../writing/host-files.js';
import { type PlannedFile, textFile, unmadeFile } from '../writing/plan.js';
import { writeFiles } from '../writing/write-files.js';
import { eachHost, type HostTerms } from './each-host.js';
import type { RenewalPlace } from '../renewing/places.js';
import { readRenewable, type Renewable } from '../renewing/renewable.js';
import { namesOf, newKeys, profileOf } from '../renewing/reissued.js';
import { requestFilesOf } from './request-files.js';
import type { RenewRequest } from './renew.js';
import type { RenewedHost, RenewSummary } from './summary.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';

export interface RequestRenewal extends Pick<
  RenewRequest,
  'paths' | 'within' | 'key' | 'password' | 'dryRun'
> {
  /** Over a request that waits already. */
  force: boolean;
}

/** Throws only what concerns the whole call. */
export async function requestRenewal(
  request: RequestRenewal,
  ports: RenewPorts,
): Promise<RenewSummary> {
  const hosts = await eachHost(request, ports, requestFor);
  const ok = hosts.every(({ state }) => state !== 'failed');
  const files = hosts.flatMap((host) => host.files ?? []);
  return {
    ok,
    files,
    certificates: [],
    hosts,
    handshakes: [],
    dryRun: request.dryRun || undefined,
  };
}

/** Undefined for what was named before. */
async function requestFor(
  place: RenewalPlace,
  { request: { within, password, key, force, dryRun }, seen }: HostTerms<RequestRenewal>,
  ports: RenewalPorts,
): Promise<RenewedHost | undefined> {
  const renewable = await readRenewable(place, password, ports);
  if (!seen.isFirst(renewable)) return undefined;
  const { certificate } = renewable;
  const { path, folder } = place;
  if (within && !isDue(certificate, within, ports.clock.now())) {
    return {
      path,
      state: 'not-due',
      reason: `ends at ${formatTime(certificate.notAfter)}: not due`,
    };
  }
  const names = requestFilesOf(renewable, ports.files.absolute);
  const planned = dryRun ? unmade(names, key) : await requestFiles(renewable, names, key, ports);
  const plan = { folder, files: planned, force, dryRun, inputs: [] };
  const files = await writeFiles(plan, ports).catch(explain);
  return {
    path,
    state: 'requested',
    reason: `${names.request} goes to the CA; --signed brings back what it sends`,
    key: key === 'keep' ? 'kept' : 'new',
    files,
  };
}

/** To be asked again is one thing, to lose the key of what is being signed another. */
function explain(error: unknown): never {
  if (!(error instanceof TlsmithError) || error.code !== 'output-exists') throw error;
  const details = { ...error.details, hasRequests: true };
  throw new TlsmithError(error.code, error.statement, details, error);
}

type Names = ReturnType<typeof requestFilesOf>;

function unmade(names: Names, key: RequestRenewal['key']): PlannedFile[] {
  const request = unmadeFile(names.request, 'request');
  return key === 'keep' ? [request] : [request, unmadeFile(names.key, 'private-key')];
}

async function requestFiles(
  renewable: Renewable,
  names: Names,
  key: RequestRenewal['key'],
  ports: RenewalPorts,
): Promise<PlannedFile[]> {
  const { certificate, place } = renewable;
  const keys = key === 'keep' ? keptKeys(renewable) : await newKeys(certificate, ports.crypto);
  if (!keys) {
    throw new TlsmithError(
      'input-wrong-kind',
      (it) => `the private key of ${it} does not stand beside it: --new-key makes another`,
      { path: place.path },
    );
  }
  const content = {
    profile: profileOf(certificate),
    subject: certificate.subject,
    subjectAltNames: namesOf(certificate),
  };
  const der = await buildRequest(content, keys, ports.crypto);
  const request = textFile(names.request, encodePem('CERTIFICATE REQUEST', der), 'request');
  if (key === 'keep') return [request];
  const text = passwordOf(renewable);
  const isGenerated = renewable.passwords.isKept(text);
  const password = text === undefined ? undefined : { text, isGenerated };
  return [request, await keyFile(names.key, keys.privateKeyInfo, password, ports)];
}

function keptKeys({ privateKeyInfo, certificate }: Renewable): KeyPair | undefined {
  const { subjectPublicKeyInfo } = certificate;
  return privateKeyInfo && { privateKeyInfo, subjectPublicKeyInfo };
}

/** The waiting key is guarded as the one in use is. */
function passwordOf({ files }: Renewable): string | undefined {
  for (const file of files) {
    if (file.form === 'key-store') return file.password;
    if (file.form === 'der-key') return file.key.password;
    const part = file.form === 'pem' ? file.parts.find(({ kind }) => kind === 'key') : undefined;
    if (part?.kind === 'key') return part.key.password;
  }
  return undefined;
}
