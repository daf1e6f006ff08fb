// The certificates of whatever file a person brings: PEM with anything around it, DER, PKCS#7, key
// and trust stores. Content decides, never the name.
import { TlsmithError } from '../../../errors.js';
import { type BundlePart, decodeBundle } from '../../../formats/containers/bundle.js';
import { decodeBroughtCertificates } from '../../../formats/containers/certificate-file.js';
import { recognise } from '../../../formats/containers/recognise.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { inFile } from '../in-file.js';
import { sayNotes } from '../notes.js';
import type { OpenedBy, PasswordSource } from '../key/passwords.js';
import { chosenKey, isStore, type KeyChoice, openStore, type StorePorts } from '../key/store.js';
import type { StoredKey } from '../../../formats/pkcs12/store.js';

/**
 * At least one, in the order of the file; of a store the chains of its keys come first. Throws
 * `input-*`, `password-*`; each names the file.
 */
export async function readCertificates(
  path: string,
  password: PasswordSource | undefined,
  ports: StorePorts,
  answer: OpenedBy = 'input-password',
): Promise<[Certificate, ...Certificate[]]> {
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    if (!isStore(bytes)) {
      const { certificates, notes } = decodeBroughtCertificates(bytes);
      sayNotes(path, notes, ports.reporter);
      return certificates;
    }
    const [first, ...rest] = await certificatesOfStore(path, bytes, password, ports, {
      openedBy: answer,
    });
    return [first, ...rest];
  });
}

/**
 * What the file holds; a store stands for its certificates. Throws `input-wrong-kind` for what
 * holds nothing that is known.
 */
export async function partsIn(
  path: string,
  bytes: Uint8Array,
  password: PasswordSource | undefined,
  ports: StorePorts,
  choice?: KeyChoice,
): Promise<readonly BundlePart[]> {
  const parts = bundleIn(bytes);
  const [first] = parts;
  sayNotes(path, [...new Set(parts.flatMap(({ notes = [] }) => notes))], ports.reporter);
  if (first?.kind !== 'store') return parts;
  const all = await certificatesOfStore(path, first.bytes, password, ports, choice);
  return all.map(({ der }) => ({ kind: 'certificate', der }));
}

async function certificatesOfStore(
  path: string,
  bytes: Uint8Array,
  password: PasswordSource | undefined,
  ports: StorePorts,
  choice: KeyChoice = {},
): Promise<[Certificate, ...Certificate[]]> {
  const { store } = await openStore(path, bytes, password, ports, choice.openedBy);
  const [first, ...rest] = [
    ...inQuestion(store.keys, choice).flatMap(({ chain }) => chain),
    ...store.certificates.map(({ certificate }) => certificate),
  ];
  if (first) return [first, ...rest];
  throw new TlsmithError('input-wrong-kind', (it) => `${it} holds no certificate`, {
    expected: 'a certificate',
    found: recognise(bytes),
  });
}

/** One key is meant where a role or an alias is said: its chain comes first. */
function inQuestion(keys: readonly StoredKey[], choice: KeyChoice): readonly StoredKey[] {
  const isAsked = choice.alias !== undefined || (choice.role !== undefined && keys.length > 1);
  if (!isAsked) return keys;
  const chosen = chosenKey(keys, choice);
  return [chosen, ...keys.filter((key) => key !== chosen)];
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
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}, not ${expected}`, {
    expected,
    found,
  });
}
