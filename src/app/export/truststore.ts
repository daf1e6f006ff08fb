// `export truststore`: a PKCS#12 trust store that every JVM sees, from trust anchors in any form.
import { plainSource } from '../../checks/loading/loaded-files.js';
import { TlsmithError } from '../../errors.js';
import type { StoreProtection } from '../../formats/pkcs12/seal.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Clock } from '../../ports.js';
import { formatStackVersion } from '../../targets/stack-version.js';
import { trustFormOf } from '../../targets/target.js';
import { type Consumers, loadConsumers, releasesOf } from '../making/consumers.js';
import { requireLoadable } from '../making/loadable.js';
import { type ExportPorts, type ExportRequest, type ExportSummary, writeExport } from './file.js';
import { trustStoreFile } from '../writing/host-files.js';
import { warnOfJvm } from '../making/jvm-certificates.js';
import { loadStorePassword, type PasswordSource } from '../reading/key/passwords.js';
import { readTrust } from '../reading/certificate/trust.js';
import { summarizeCertificate } from '../writing/plan.js';

export interface ExportTruststoreRequest extends ExportRequest {
  /** CA folders, or files of trust anchors in any container. */
  sources: readonly string[];
  sourcePassword?: PasswordSource | undefined;
  compat: StoreProtection['compat'];
}

export type TruststorePorts = ExportPorts & { clock: Clock };

export async function exportTruststore(
  request: ExportTruststoreRequest,
  ports: TruststorePorts,
): Promise<ExportSummary> {
  const consumers = await loadConsumers(request, ports);
  checkTrustStoreIsRead(consumers);
  const inputs: string[] = [];
  const anchors: Certificate[] = [];
  for (const source of request.sources) {
    const trust = await readTrust(source, request.sourcePassword, ports);
    inputs.push(trust.path);
    anchors.push(...trust.anchors);
  }
  const distinct = withoutDuplicates(anchors, ports);
  const trust = { source: plainSource(request.out, 'store'), anchors: distinct };
  requireLoadable({ trust }, releasesOf(consumers), ports.reporter);
  warnOfJvm(distinct, ports.reporter);
  sayExpired(distinct, ports);
  const password = await loadStorePassword(request.password, request.out, ports);
  const { out: path, compat } = request;
  const store = await trustStoreFile({ path, trustAnchors: distinct, password, compat }, ports);
  const secret = { password, purpose: 'trustStore' as const };
  return {
    ...(await writeExport(request, { file: store, inputs, secret }, ports)),
    certificates: distinct.map((anchor) => summarizeCertificate(anchor, request.out, ports.crypto)),
  };
}

function checkTrustStoreIsRead({ targets, version }: Consumers): void {
  const unable = targets.find((target) => trustFormOf({ target, version }, 'pkcs12') !== 'pkcs12');
  if (!unable) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) reads no trust store; it reads trust anchors as PEM, such as ca.crt`,
    { consumer: unable.name, found: 'truststore', possible: ['pem'] },
  );
}

function withoutDuplicates(
  anchors: readonly Certificate[],
  { reporter }: ExportPorts,
): [Certificate, ...Certificate[]] {
  const distinct = anchors.filter(
    (anchor, index) => anchors.findIndex((other) => equalBytes(other.der, anchor.der)) === index,
  );
  const dropped = anchors.length - distinct.length;
  if (dropped > 0) reporter.note(`${dropped} certificate(s) given twice, written once`);
  return distinct as [Certificate, ...Certificate[]];
}

function sayExpired(anchors: readonly Certificate[], { clock, reporter }: TruststorePorts): void {
  const now = clock.now();
  for (const { subject, notAfter } of anchors) {
    if (notAfter >= now) continue;
    reporter.warn(
      `${formatDistinguishedName(subject)} expired at ${formatTime(notAfter)}: nothing below it is accepted any more`,
    );
  }
}
