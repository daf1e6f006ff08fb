// `certutil csr`: keys and PKCS#10 requests of one instance or of many, for a CA that is elsewhere.
import { TlsmithError } from '../../errors.js';
import { encodePem } from '../../formats/containers/pem.js';
import { buildRequest } from '../../pki/request/request-building.js';
import type { KeyType } from '../../ports.js';
import { quote } from '../../quote.js';
import { writeArchive } from '../writing/archive.js';
import type { BatchInstance } from '../reading/instances.js';
import { readList, sayWhoIsNamed } from '../making/planned-hosts.js';
import type { CertutilPorts, CertutilSummary } from './ca.js';
import { keyFile } from '../writing/host-files.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { askInstances, instanceOf, type InstanceSource } from './named-instance.js';
import { chooseOutput } from './output-choice.js';
import { type PlannedFile, textFile } from '../writing/plan.js';
import { loadKeyFilePassword, type StackPassword } from './stack-password.js';

export interface CertutilCsrRequest {
  instances: InstanceSource;
  keyType: KeyType;
  password?: StackPassword | undefined;
  out?: string | undefined;
  dryRun: boolean;
}

const AT_ONCE = 16;

export async function certutilCsr(
  request: CertutilCsrRequest,
  ports: CertutilPorts,
): Promise<CertutilSummary> {
  const { instances: source, dryRun } = request;
  const instances = await listed(source, ports);
  instances.forEach(checkIsNamed);
  sayWhoIsNamed(instances, ports);
  const out = await chooseOutput(request.out, 'csr-bundle.zip', ports);
  const password = await loadKeyFilePassword(request.password, out, ports);
  const files: PlannedFile[] = [];
  for (let at = 0; at < instances.length; at += AT_ONCE) {
    const group = instances.slice(at, at + AT_ONCE);
    const made = group.map((instance) => requestFiles(instance, request.keyType, password, ports));
    files.push(...(await Promise.all(made)).flat());
  }
  const inputs = 'list' in source && source.list !== '-' ? [source.list] : [];
  const writing = { out, files, now: ports.clock.now(), dryRun, inputs };
  const written = await writeArchive(writing, ports);
  return { ...written, certificates: [], dryRun: dryRun || undefined };
}

async function listed(source: InstanceSource, ports: CertutilPorts): Promise<BatchInstance[]> {
  if ('list' in source) return readList(source.list, ports);
  return 'single' in source ? [instanceOf(source.single)] : askInstances(ports);
}

/**
 * RFC 2986 lets a request name nobody, but no CA could tell for whom it is. A common name that is
 * too long is left out of the subject.
 */
function checkIsNamed({ name, subject, subjectAltNames }: BatchInstance): void {
  if (subject.length > 0 || subjectAltNames.length > 0) return;
  throw new TlsmithError(
    'name-invalid',
    `the request for ${quote(name)} would name nobody: the name is too long for a subject, and there is no other`,
  );
}

/**
 * As certutil it asks for no keyUsage and no extKeyUsage, unless the entry has a profile: the CA
 * decides.
 */
async function requestFiles(
  { stem, subject, subjectAltNames, profile, keyType: own }: BatchInstance,
  keyType: KeyType,
  password: KeyPassword | undefined,
  ports: CertutilPorts,
): Promise<PlannedFile[]> {
  const keys = await ports.crypto.generateKeyPair(own ?? keyType);
  const wanted = { profile, subject, subjectAltNames };
  const der = await buildRequest(wanted, keys, ports.crypto);
  return [
    textFile(`${stem}/${stem}.csr`, encodePem('CERTIFICATE REQUEST', der), 'request'),
    await keyFile(`${stem}/${stem}.key`, keys.privateKeyInfo, password, ports),
  ];
}
