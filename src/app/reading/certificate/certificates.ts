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
import {
  chosenEntry,
  type ClosedStore,
  isStore,
  type KeyChoice,
  openForCertificates,
  type ShownStore,
  type StorePorts,
} from '../key/store.js';
import type { KeyEntry } from '../../../formats/pkcs12/store.js';

/**
 * At least one, in the order of the file; of a store the chains of its keys come first. Throws
 * `input-*`, `password-*`; each names the file.
 */
export async function readCertificates(
  path: string,
  password: PasswordSource | undefined,
  ports: StorePorts,
  openedBy?: OpenedBy,
): Promise<[Certificate, ...Certificate[]]> {
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    if (isStore(bytes)) return certificatesOfStore({ path, bytes, password }, ports, { openedBy });
    const { certificates, notes } = decodeBroughtCertificates(bytes);
    sayNotes(path, notes, ports.reporter);
    return certificates;
  });
}

/**
 * What the file holds; a store stands for its certificates. Throws `input-wrong-kind` for what
 * holds nothing that is known.
 */
export async function partsIn(
  { path, bytes, password }: ClosedStore,
  ports: StorePorts,
  choice?: KeyChoice,
): Promise<readonly BundlePart[]> {
  const parts = bundleIn(bytes);
  const [first] = parts;
  sayNotes(path, [...new Set(parts.flatMap(({ notes = [] }) => notes))], ports.reporter);
  if (first?.kind !== 'store') return parts;
  const all = await certificatesOfStore({ path, bytes: first.bytes, password }, ports, choice);
  return all.map(({ der }) => ({ kind: 'certificate', der }));
}

async function certificatesOfStore(
  closed: ClosedStore,
  ports: StorePorts,
  choice: KeyChoice = {},
): Promise<[Certificate, ...Certificate[]]> {
  const shown = await openForCertificates(closed, ports, choice.openedBy);
  const [first, ...rest] = [
    ...inQuestion(shown, choice).flatMap(({ chain }) => chain),
    ...shown.certificates.map(({ certificate }) => certificate),
  ];
  if (first) return [first, ...rest];
  throw new TlsmithError('input-wrong-kind', (it) => `${it} holds no certificate`, {
    expected: 'a certificate',
    found: recognise(closed.bytes),
  });
}

/** One entry is meant where a role or an alias is said: its chain comes first. */
function inQuestion(shown: ShownStore, choice: KeyChoice): readonly KeyEntry[] {
  const { keys } = shown;
  const isAsked = choice.alias !== undefined || (choice.role !== undefined && keys.length > 1);
  if (!isAsked) return keys;
  const chosen = chosenEntry(shown, choice);
  return [chosen, ...keys.filter((key) => key !== chosen)];
}

/**
 * Of a store the chain of the one entry that is meant, as it stands there. Throws `input-*`,
 * `password-*`.
 */
export async function readEntryChain(
  closed: ClosedStore,
  choice: KeyChoice,
  ports: StorePorts,
): Promise<[Certificate, ...Certificate[]]> {
  return inFile(closed.path, async () => {
    const shown = await openForCertificates(closed, ports, choice.openedBy);
    const [first, ...rest] = chosenEntry(shown, choice).chain;
    if (first) return [first, ...rest];
    throw new TlsmithError(
      'input-wrong-kind',
      (it) => `${it} holds no certificate for its private key`,
    );
  });
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
