// Reads a PKCS#12 store of any origin: recognises other kinds, checks the MAC, decrypts, and puts
// the entries together.
import * as asn1js from 'asn1js';
import { TlsmithError } from '../../errors.js';
import { parseCertificate } from '../../pki/certificate/certificate-encoding.js';
import { MalformedStructure, readingStructure } from '../../pki/der/malformed-structure.js';
import type { Crypto } from '../../ports.js';
import { decodePem } from '../containers/pem.js';
import { count, members, parse } from './asn1.js';
import { checkedPrivateKeyInfo, decrypt, schemeOf } from './encryption.js';
import { type PasswordForm, passwordForms } from './kdf.js';
import { checkEntries, Work } from './limits.js';
import { macScheme } from './mac.js';
import type { Encrypted, Scheme } from './scheme.js';
import { arrange, type FoundCertificate, type FoundKey, type Store } from './store.js';
import type { Bag, Pfx } from './structure.js';
import { asVersion1, checkPrivateKey } from '../keys/private-key-fault.js';
import { recognise } from '../containers/recognise.js';

/** One store being opened. */
interface Opening {
  crypto: Crypto;
  work: Work;
  /** The readings of the password; of one alone once the MAC has shown which is right. */
  forms: readonly PasswordForm[];
  isPasswordGiven: boolean;
  isMacRight: boolean;
  schemes: Scheme[];
}

/**
 * Without a password the empty one is tried, as Java and OpenSSL do. Throws `input-wrong-kind`
 * (says what it is, and for JKS the line that converts it), `password-missing`, `password-wrong`,
 * `input-malformed`, `input-limit`, `key-unsupported`.
 */
export async function decodeStore(
  bytes: Uint8Array,
  password: string | undefined,
  { crypto }: { crypto: Crypto },
): Promise<Store> {
  const der = derOf(bytes);
  const { decodeAuthenticatedSafe, decodeBags, decodePfx } = await import('./structure.js');
  const pfx = readingStructure('pkcs12', der, () => decodePfx(der));
  const opening: Opening = {
    crypto,
    work: new Work(),
    forms: passwordForms(password ?? ''),
    isPasswordGiven: password !== undefined,
    isMacRight: false,
    schemes: [],
  };
  const mac = await checkMac(pfx, opening);
  const bags: Bag[] = [];
  const safes = readingStructure('pkcs12', der, () =>
    decodeAuthenticatedSafe(pfx.authenticatedSafe),
  );
  for (const part of safes) {
    const content = 'content' in part ? part.content : await open(part.encrypted, opening);
    bags.push(...decodeBags(content));
    checkEntries(bags.length);
  }
  const keys = await keysOf(bags, opening);
  const { schemes } = opening;
  return {
    ...arrange(keys, certificatesOf(bags), crypto),
    others: bags.flatMap((bag) => (bag.kind === 'other' ? [bag.name] : [])),
    protection: {
      mac: mac?.name,
      macIterations: mac?.iterations,
      encryption: [...new Set(schemes.map(({ name }) => name))],
      iterations:
        schemes.length > 0 ? Math.min(...schemes.map(({ iterations }) => iterations)) : undefined,
    },
  };
}

async function checkMac({ mac, authenticatedSafe }: Pfx, opening: Opening) {
  if (!mac) return undefined;
  const scheme = macScheme(mac, opening.crypto);
  for (const form of opening.forms) {
    opening.work.spend(scheme.cost);
    if (!(await scheme.isRight(form, authenticatedSafe))) continue;
    opening.isMacRight = true;
    return scheme;
  }
  throw refusal(opening);
}

async function open({ algorithm, data }: Encrypted, opening: Opening): Promise<Uint8Array> {
  const scheme = schemeOf(algorithm, opening.crypto);
  opening.schemes.push(scheme);
  const plain = await decrypt(scheme, data, opening.forms, opening.work);
  if (!plain) throw refusal(opening);
  return plain;
}

async function keysOf(bags: readonly Bag[], opening: Opening): Promise<FoundKey[]> {
  const keys: FoundKey[] = [];
  for (const bag of bags) {
    if (bag.kind !== 'key' && bag.kind !== 'encrypted-key') continue;
    const der = bag.kind === 'key' ? bag.privateKeyInfo : await open(bag.encrypted, opening);
    const key = { der: checkedPrivateKeyInfo(der), container: 'pkcs8' as const };
    await checkPrivateKey(key, opening.crypto);
    const privateKeyInfo = asVersion1(key).der;
    const { friendlyName, localKeyId } = bag;
    keys.push({
      privateKeyInfo,
      isInTheClear: bag.kind === 'key' || undefined,
      friendlyName,
      localKeyId,
    });
  }
  return keys;
}

function certificatesOf(bags: readonly Bag[]): FoundCertificate[] {
  return bags.flatMap((bag) =>
    bag.kind === 'certificate'
      ? [
          {
            certificate: parseCertificate(bag.der),
            friendlyName: bag.friendlyName,
            localKeyId: bag.localKeyId,
            isTrustedByJava: bag.isTrustedByJava ?? false,
          },
        ]
      : [],
  );
}

function refusal({ isPasswordGiven, isMacRight }: Opening): TlsmithError {
  if (!isPasswordGiven) {
    return new TlsmithError(
      'password-missing',
      'the PKCS#12 store is protected and no password was given',
    );
  }
  return new TlsmithError(
    'password-wrong',
    isMacRight
      ? 'the password opens the PKCS#12 store, but a part of it has another password'
      : 'the password does not open the PKCS#12 store',
  );
}

/** GnuTLS writes PEM around a store unless told otherwise. */
function derOf(bytes: Uint8Array): Uint8Array {
  checkNoJavaStore(bytes);
  const block =
    bytes[0] === 0x30 ? undefined : decodePem(bytes).find(({ label }) => label === 'PKCS12');
  const der = block?.der ?? bytes;
  // RFC 7292, 4: version 3 comes first, where keys have 0 or 1 and all else a SEQUENCE.
  if (der[0] !== 0x30) throw wrongKind(bytes);
  const [version] = readingStructure('pkcs12', der, () => members(parse(der)));
  if (!(version instanceof asn1js.Integer) || count(version) !== 3) {
    throw wrongKind(bytes, new MalformedStructure('unknown', der));
  }
  return der;
}

const JAVA_STORES = [
  { magic: 0xfeedfeed, name: 'JKS', option: '' },
  { magic: 0xcececece, name: 'JCEKS', option: ' -srcstoretype jceks' },
];

/** Java's own formats before JDK 9: told by their first four octets, and left to keytool. */
function checkNoJavaStore(bytes: Uint8Array): void {
  if (bytes.length < 4) return;
  const magic = Buffer.from(bytes.subarray(0, 4)).readUInt32BE();
  const store = JAVA_STORES.find((one) => one.magic === magic);
  if (!store) return;
  const found = `a Java key store (${store.name})`;
  const line = `keytool -importkeystore -srckeystore FILE${store.option} -destkeystore FILE.p12 -deststoretype pkcs12`;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} is ${found}, not a PKCS#12 store; this converts it: ${line}`,
    { expected: 'a PKCS#12 store', found },
  );
}

function wrongKind(bytes: Uint8Array, cause?: MalformedStructure): TlsmithError {
  const found = recognise(bytes);
  const expected = 'a PKCS#12 store';
  const said = (it: string) => `${it} is ${found}, not ${expected}`;
  return new TlsmithError('input-wrong-kind', said, { expected, found }, cause);
}
