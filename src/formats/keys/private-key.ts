// Private keys in files: finds the key in any container, bounds its work factors, writes PKCS#8 PEM.
import { TlsmithError } from '../../errors.js';
import type { Crypto, EncodedPrivateKey, Random } from '../../ports.js';
import { ifNormalised } from '../../pki/der/ber.js';
import { type DerElement, membersOf, readDer, TAG } from '../../pki/der/der.js';
import { MalformedStructure } from '../../pki/der/malformed-structure.js';
import { encodeDer } from '../../pki/der/der-encoding.js';
import { BER_NOTE, readBareBase64, readBroughtPem } from '../containers/brought-pem.js';
import { decodePem, encodePem, type PemBlock } from '../containers/pem.js';
import { quote } from '../../quote.js';
import { checkKeyEncryption, encryptPrivateKeyInfo } from './key-encryption.js';
import { decodeOpenSshKey } from './openssh.js';
import { keyContainerOf, memberTags, recognise } from '../containers/recognise.js';

export type KeyContainer = 'pkcs8' | 'pkcs8-encrypted' | 'pkcs1' | 'sec1' | 'openssh';

/**
 * `installed`: as products load it. `brought`: also what people have and products do not read, with
 * a note: BER, OpenSSH's own form, mangled PEM.
 */
export type Bringing = 'installed' | 'brought';

/** A private key as found in a file, not yet opened. */
export interface StoredPrivateKey {
  container: KeyContainer;
  isEncrypted: boolean;
  encoded: EncodedPrivateKey;
  /** The label of its PEM block, where that is not the one of its form. */
  otherLabel?: string | undefined;
  /** What a person should know of how it was read; sentences that follow the file's name. */
  notes?: readonly string[];
}

/** In a form that some product loads. */
export type InstalledKey = StoredPrivateKey & { container: Exclude<KeyContainer, 'openssh'> };

/**
 * The first private key in `bytes` (PEM with anything around it, or DER). Throws
 * `input-wrong-kind`, `input-malformed`, `input-limit`.
 */
export function findPrivateKey(bytes: Uint8Array, bringing?: 'installed'): InstalledKey;
export function findPrivateKey(bytes: Uint8Array, bringing: Bringing): StoredPrivateKey;
export function findPrivateKey(
  bytes: Uint8Array,
  bringing: Bringing = 'installed',
): StoredPrivateKey {
  const { blocks, notes } = bringing === 'brought' ? broughtBlocks(bytes) : blocksOf(bytes);
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  const der = block ? block.der : blocks.length === 0 ? withoutLineEnds(bytes) : undefined;
  const read = der && bringing === 'brought' ? readBer(der, block) : { der, notes: [] };
  const found = block && { ...block, der: read.der ?? block.der };
  const key = found
    ? (bringing === 'brought' && underOtherLabel(found)) || fromBlock(found, bringing)
    : read.der && fromDer(read.der);
  if (!key) throw wrongKind(bytes, block?.label);
  if (key.container === 'pkcs8-encrypted' && 'der' in key.encoded) {
    checkKeyEncryption(key.encoded.der);
  }
  const all = [...notes, ...read.notes, ...(key.notes ?? [])];
  return all.length > 0 ? { ...key, notes: all } : key;
}

interface Blocks {
  blocks: PemBlock[];
  notes: readonly string[];
}

function blocksOf(bytes: Uint8Array): Blocks {
  return { blocks: decodePem(bytes), notes: [] };
}

/** Throws the first fault of a file in which no key is whole. */
function broughtBlocks(bytes: Uint8Array): Blocks {
  if (bytes[0] === TAG.sequence) return { blocks: [], notes: [] };
  const { found, notes } = readBroughtPem(bytes, MAXIMUM_BLOCKS);
  const blocks = found.filter((one): one is PemBlock => !(one instanceof TlsmithError));
  const fault = found.find((one) => one instanceof TlsmithError);
  if (fault && !blocks.some(({ label }) => label.endsWith('PRIVATE KEY'))) throw fault;
  const bare = found.length === 0 ? readBareBase64(bytes) : undefined;
  if (!bare) return { blocks, notes };
  return { blocks: [bareBlock(bare.der)], notes: [bare.note] };
}

/**
 * Under the label that fits what the octets are; of something else than a key under none that is
 * one.
 */
function bareBlock(der: Uint8Array): PemBlock {
  const container = keyContainerOf(memberTags(ifNormalised(der)?.der ?? der));
  const label = container === undefined ? 'DATA' : LABELS[container];
  return { label, headers: [], der, text: '' };
}

const LABELS = {
  pkcs8: 'PRIVATE KEY',
  'pkcs8-encrypted': 'ENCRYPTED PRIVATE KEY',
  pkcs1: 'RSA PRIVATE KEY',
  sec1: 'EC PRIVATE KEY',
} as const;

/** Behind DER, as an editor leaves them. */
function withoutLineEnds(bytes: Uint8Array): Uint8Array {
  const isLineEnd = (octet: number) => octet === 0x0a || octet === 0x0d;
  const length = ifNormalised(bytes)?.length ?? bytes.length;
  return bytes.subarray(length).every(isLineEnd) ? bytes.subarray(0, length) : bytes;
}

/**
 * A key whose octets are encrypted, or OpenSSH's, is no BER. The key inside PKCS#8 may be BER of
 * its own.
 */
function readBer(
  der: Uint8Array,
  block: PemBlock | undefined,
): { der: Uint8Array; notes: string[] } {
  const isOther = block && (block.headers.length > 0 || block.label === 'OPENSSH PRIVATE KEY');
  const outer = isOther ? undefined : ifNormalised(der);
  if (!outer) return { der, notes: [] };
  const inner = innerNormalised(outer.der);
  return inner || outer.isBer ? { der: inner ?? outer.der, notes: [BER_NOTE] } : { der, notes: [] };
}

function innerNormalised(der: Uint8Array): Uint8Array | undefined {
  if (keyContainerOf(memberTags(der)) !== 'pkcs8') return undefined;
  const [version, algorithm, octets, ...rest] = membersOf(readDer(der)) as [
    ...[DerElement, DerElement, DerElement],
    ...DerElement[],
  ];
  const inner = ifNormalised(octets.content);
  if (inner?.isBer !== true) return undefined;
  const parts = rest.map(({ whole }) => whole);
  const key = encodeDer(TAG.octetString, inner.der);
  return encodeDer(TAG.sequence, version.whole, algorithm.whole, key, ...parts);
}

/** PKCS#8 PEM, plain: the one form that every consumer reads. */
export function encodePrivateKey(privateKeyInfo: Uint8Array): string {
  return encodePem('PRIVATE KEY', privateKeyInfo);
}

/** PKCS#8 PEM under a password, in the one scheme that Logstash and Beats both read. */
export async function encodeEncryptedPrivateKey(
  privateKeyInfo: Uint8Array,
  password: string,
  iterations: number,
  ports: { crypto: Crypto; random: Random },
): Promise<string> {
  const der = await encryptPrivateKeyInfo(privateKeyInfo, password, iterations, ports);
  return encodePem('ENCRYPTED PRIVATE KEY', der);
}

function fromBlock(block: PemBlock, bringing: Bringing): StoredPrivateKey | undefined {
  const isDekEncrypted = block.headers.some((header) => /^Proc-Type:.*ENCRYPTED/i.test(header));
  const plain = (container: 'pkcs1' | 'sec1' | 'pkcs8'): StoredPrivateKey => ({
    container,
    isEncrypted: isDekEncrypted,
    encoded: isDekEncrypted ? { pem: block.text } : { der: block.der, container },
  });
  switch (block.label) {
    case 'PRIVATE KEY':
      return plain('pkcs8');
    case 'RSA PRIVATE KEY':
      return plain('pkcs1');
    case 'EC PRIVATE KEY':
      return plain('sec1');
    case 'ENCRYPTED PRIVATE KEY':
      return encrypted(block.der);
    case 'OPENSSH PRIVATE KEY':
      return bringing === 'brought' ? openSsh(block.der) : undefined;
    default:
      return undefined;
  }
}

/**
 * What its octets are decides, whatever its label says; undefined where both agree, and where the
 * octets tell nothing. A DSA key in its own old form looks like one of RSA.
 */
function underOtherLabel({ label, headers, der }: PemBlock): StoredPrivateKey | undefined {
  if (headers.length > 0 || label === 'DSA PRIVATE KEY') return undefined;
  const container = keyContainerOf(memberTags(der));
  if (container === undefined || LABELS[container] === label) return undefined;
  const key = fromDer(der);
  return key && { ...key, otherLabel: label };
}

function openSsh(bytes: Uint8Array): StoredPrivateKey {
  return {
    container: 'openssh',
    isEncrypted: false,
    encoded: { der: decodeOpenSshKey(bytes), container: 'pkcs8' },
    notes: ['is an OpenSSH private key'],
  };
}

function encrypted(der: Uint8Array): StoredPrivateKey {
  return { container: 'pkcs8-encrypted', isEncrypted: true, encoded: { der, container: 'pkcs8' } };
}

function fromDer(bytes: Uint8Array): StoredPrivateKey | undefined {
  const container = keyContainerOf(memberTags(bytes));
  if (container === undefined) return undefined;
  if (container === 'pkcs8-encrypted') return encrypted(bytes);
  return { container, isEncrypted: false, encoded: { der: bytes, container } };
}

/** As many as are read of any file. */
const MAXIMUM_BLOCKS = 2_000;

const FORMS = 'PKCS#8, PKCS#1 or SEC1';

/** What was found, and what would do: a private key of another form is not called none. */
function wrongKind(bytes: Uint8Array, label: string | undefined): TlsmithError {
  const found = recognise(bytes);
  const expected = 'a private key';
  if (found === 'the beginning of a private key') {
    return new TlsmithError(
      'input-malformed',
      (it) => `${it} has the beginning of a private key, and not what follows it in ${FORMS}`,
      { expected, found },
      new MalformedStructure('unknown', bytes),
    );
  }
  if (label === 'OPENSSH PRIVATE KEY') return openSshKey();
  if (label !== undefined) {
    return new TlsmithError(
      'input-wrong-kind',
      (it) =>
        `${it} holds a private key of a form that is not read, ${quote(label)}; what is needed is an RSA, EC or Ed25519 key in ${FORMS}`,
      { expected, found: label },
    );
  }
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}, not a private key`, {
    expected,
    found,
  });
}

/** Where a product is to load it. */
function openSshKey(): TlsmithError {
  const found = 'an OpenSSH private key';
  return new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `${it} is ${found}, a form that no product of TLS loads; exported as PKCS#8 it is one that all load`,
    { expected: `a private key in ${FORMS}`, found },
  );
}
