// `export cert`: certificates out of any container, as PEM, DER, PKCS#7, or with their key in one
// file.
import { type LoadedFiles, plainSource } from '../../checks/loading/loaded-files.js';
import { TlsmithError } from '../../errors.js';
import { encodeCertificates, encodePem } from '../../formats/containers/pem.js';
import { encodePkcs7 } from '../../formats/containers/pkcs7-encode.js';
import { encodePrivateKey } from '../../formats/keys/private-key.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { FileContainer } from '../../pki/certificate/identity.js';
import { quotePath } from '../../quote.js';
import { checkGivenKeyIsRead, loadConsumers, releasesOf } from '../making/consumers.js';
import { requireLoadable } from '../making/loadable.js';
import { chainByNames, presentedChain } from '../reading/certificate/chain.js';
import { readCertificates, readEntryChain } from '../reading/certificate/certificates.js';
import { certificateFileIn } from '../reading/folder/host.js';
import { loadIdentity } from '../reading/key/identity.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { isStore } from '../reading/key/store.js';
import { describePublicKey } from '../../pki/key/public-key.js';
import { type PlannedFile, summarizeCertificate, textFile } from '../writing/plan.js';
import { type ExportPorts, type ExportRequest, type ExportSummary, writeExport } from './file.js';

export type CertificateForm = 'pem' | 'der' | 'pkcs7' | 'combined';

/** `all`: as the file has them. `chain`: what a server sends, end entity first, no root. */
export type CertificateSelection = 'all' | 'chain' | 'ca-only' | 'leaf-only';

export interface ExportCertificateRequest extends Omit<ExportRequest, 'password'> {
  source: { file: string } | { folder: string };
  sourcePassword?: PasswordSource | undefined;
  /** Which entry of a store. */
  alias?: string | undefined;
  selection: CertificateSelection;
  form: CertificateForm;
}

interface Found {
  certificates: readonly [Certificate, ...Certificate[]];
  /** PKCS#8; only asked for where it is to be written. */
  privateKeyInfo: Uint8Array | undefined;
  inputs: readonly string[];
}

export async function exportCertificate(
  request: ExportCertificateRequest,
  ports: ExportPorts,
): Promise<ExportSummary> {
  const consumers = await loadConsumers(request, ports);
  const found = await find(request, ports);
  const certificates = arranged(select(found.certificates, request.selection), request);
  checkGivenKeyIsRead(describePublicKey(certificates[0].subjectPublicKeyInfo), consumers, []);
  requireLoadable(loadedFilesOf(certificates, request), releasesOf(consumers), ports.reporter);
  const file = encode(certificates, found, request);
  return {
    ...(await writeExport(request, { file, inputs: found.inputs }, ports)),
    certificates: certificates.map((one) => summarizeCertificate(one, request.out, ports.crypto)),
  };
}

/** CAs alone are for those who trust them, all else is a host's own. */
function loadedFilesOf(
  certificates: readonly [Certificate, ...Certificate[]],
  { form, out }: ExportCertificateRequest,
): LoadedFiles {
  const container: FileContainer = form === 'der' || form === 'pkcs7' ? form : 'pem';
  const source = plainSource(out, container);
  if (certificates.every(isAuthority)) return { trust: { source, anchors: certificates } };
  return { certificates: { source, presented: certificates, own: certificates[0] } };
}

async function find(request: ExportCertificateRequest, ports: ExportPorts): Promise<Found> {
  const { source, sourcePassword: password, alias, form, selection } = request;
  if (form === 'combined') {
    const pair = 'file' in source ? { certificateFile: source.file, keyFile: source.file } : source;
    const { chain, privateKeyInfo, inputs } = await loadIdentity(
      { source: pair, password, choice: { alias } },
      ports,
    );
    return { certificates: chain, privateKeyInfo, inputs };
  }
  // A key that is not written need not be opened.
  const { path, known } =
    'file' in source
      ? { path: source.file, known: undefined }
      : await certificateFileIn({ folder: source.folder, password }, ports);
  const bytes = await ports.files.read(path);
  const opened = password ?? known;
  const isOfKey = 'folder' in source || selection === 'chain' || alias !== undefined;
  const certificates =
    isOfKey && isStore(bytes)
      ? await readEntryChain({ path, bytes, password: opened }, { role: 'host', alias }, ports)
      : await readCertificates(path, opened, ports);
  return { certificates, privateKeyInfo: undefined, inputs: [path] };
}

/** For those who are to load a chain: its end entity first, each issuer behind what it issued. */
function arranged(
  selected: readonly [Certificate, ...Certificate[]],
  { consumers }: ExportCertificateRequest,
): readonly [Certificate, ...Certificate[]] {
  const own = selected.find((one) => !isAuthority(one));
  if (consumers.length === 0 || !own) return selected;
  const chain = chainByNames(own, selected);
  const isInChain = ({ der }: Certificate) => chain.some((one) => equalBytes(one.der, der));
  return [...chain, ...selected.filter((one) => !isInChain(one))];
}

const isAuthority = ({ basicConstraints }: Certificate) => basicConstraints?.ca === true;

function select(
  certificates: readonly [Certificate, ...Certificate[]],
  selection: CertificateSelection,
): readonly [Certificate, ...Certificate[]] {
  const [first, ...rest] = selected(certificates, selection);
  if (first) return [first, ...rest];
  const wanted = selection === 'ca-only' ? 'certificate of a CA' : 'end-entity certificate';
  throw new TlsmithError('input-wrong-kind', `no ${wanted} is among those that were found`, {
    expected: wanted,
    found: certificates.length,
  });
}

function selected(
  certificates: readonly [Certificate, ...Certificate[]],
  selection: CertificateSelection,
): readonly Certificate[] {
  if (selection === 'all') return certificates;
  if (selection === 'ca-only') return certificates.filter(isAuthority);
  const [endEntity] = certificates.filter((one) => !isAuthority(one));
  if (!endEntity) return [];
  return selection === 'leaf-only' ? [endEntity] : presentedChain(endEntity, certificates);
}

function encode(
  certificates: readonly [Certificate, ...Certificate[]],
  { privateKeyInfo }: Found,
  { form, out, source }: ExportCertificateRequest,
): PlannedFile {
  switch (form) {
    case 'pem':
      return textFile(out, encodeCertificates(certificates), 'certificate');
    case 'pkcs7': {
      const der = encodePkcs7(certificates.map((one) => one.der));
      return textFile(out, encodePem('PKCS7', der), 'certificate');
    }
    case 'combined': {
      const key = encodePrivateKey(privateKeyInfo as Uint8Array);
      return textFile(out, key + encodeCertificates(certificates), 'private-key');
    }
    case 'der': {
      const [only, ...others] = certificates;
      if (others.length === 0) return { path: out, bytes: only.der, kind: 'certificate' };
      const name = quotePath('file' in source ? source.file : source.folder);
      throw new TlsmithError(
        'input-wrong-kind',
        `${name} holds ${certificates.length} certificates, and a DER file takes one`,
        { expected: 'one certificate', found: certificates.length },
      );
    }
  }
}
