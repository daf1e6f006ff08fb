// The certificates of whatever file a person brings: PEM with anything around it, DER, PKCS#7, key and trust stores. Content decides, never the name.
import { TlsmithError } from '../../errors.js';
import { type BundlePart, decodeBundle } from '../../formats/containers/bundle.js';
import { recognise } from '../../formats/containers/recognise.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { parseCertificate } from '../../pki/certificate/certificate-encoding.js';
import { inFile } from './in-file.js';
import type { OpenedBy, PasswordSource } from './passwords.js';
import type { StorePorts } from './store.js';

/** At least one, in the order of the file; of a store the chains of its keys come first. Throws `input-*`, `password-*`; each names the file. */
export async function readCertificates(
  path: string,
  password: PasswordSource | undefined,
  ports: StorePorts,
  answer: OpenedBy = 'input-password',
): Promise<[Certificate, ...Certificate[]]> {
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    const certificates = (await partsIn(path, bytes, password, ports, answer)).flatMap((part) => {
      if (part.kind === 'fault') throw part.error;
      return part.kind === 'certificate' ? [parseCertificate(part.der)] : [];
    });
    const [first, ...rest] = certificates;
    if (first) return [first, ...rest];
    throw wrongKind('a certificate', bytes);
  });
}

/** What the file holds; a store stands for its certificates. Throws `input-wrong-kind` for what holds nothing that is known. */
export async function partsIn(
  path: string,
  bytes: Uint8Array,
  password: PasswordSource | undefined,
  ports: StorePorts,
  answer: OpenedBy = 'input-password',
): Promise<readonly BundlePart[]> {
  const parts = bundleIn(bytes);
  const [first] = parts;
  if (first?.kind !== 'store') return parts;
  // What opens stores costs more than the rest: it is loaded for them alone.
  const { openStore } = await import('./store.js');
  const { store } = await openStore(path, first.bytes, password, ports, answer);
  const all = [
    ...store.keys.flatMap(({ chain }) => chain),
    ...store.certificates.map(({ certificate }) => certificate),
  ];
  if (all.length === 0) {
    throw new TlsmithError('input-wrong-kind', 'holds no certificate', {
      expected: 'a certificate',
      found: recognise(bytes),
    });
  }
  return all.map(({ der }) => ({ kind: 'certificate', der }));
}

function bundleIn(bytes: Uint8Array): BundlePart[] {
  try {
    return decodeBundle(bytes);
  } catch (error) {
    const isOther = error instanceof TlsmithError && error.code === 'input-wrong-kind';
    throw isOther ? wrongKind('a certificate', bytes) : error;
  }
}

/** What was found, and what was needed. */
export function wrongKind(expected: string, bytes: Uint8Array): TlsmithError {
  const found = recognise(bytes);
  return new TlsmithError('input-wrong-kind', `is ${found}, not ${expected}`, { expected, found });
}
