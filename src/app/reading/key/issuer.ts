// Makes an issuer of what the person has: a CA folder of ours, or certificate and key files of any
// origin.
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { Chain } from '../../../pki/certificate/identity.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { type Issuer, issuerByKey, trustAnchorOf } from '../../../pki/issuing/issuer.js';
import { describePublicKey, keyTypeOf } from '../../../pki/key/public-key.js';
import { checkPublicKey, checkSigningKey } from '../../../pki/key/key-policy.js';
import { quote } from '../../../quote.js';
import type { Crypto, Files, Prompter, Reporter } from '../../../ports.js';
import { ledgerOf } from '../ca-folder.js';
import { chainAbove, warnOfNoRoot } from '../certificate/chain.js';
import { decodeBundle } from '../../../formats/containers/bundle.js';
import { recognise } from '../../../formats/containers/recognise.js';
import { readCertificates } from '../certificate/certificates.js';
import { inFile } from '../in-file.js';
import type { OpenedBy, PasswordSource } from './passwords.js';
import { loadPrivateKey } from './private-key.js';
import { isStore, type KeyChoice, openKeyStore } from './store.js';
import { pathIn } from '../../../path-in.js';

/**
 * A CA folder of ours, files of any origin, a PKCS#12 store with key and certificate, or one that
 * is at hand already.
 */
export type IssuerSource = IssuerFiles | { storeFile: string } | { issuer: Issuer };

type IssuerFiles = { folder: string } | { certificateFile: string; keyFile: string };

export interface IssuerRequest {
  source: IssuerSource;
  password?: PasswordSource | undefined;
  /** Which entry of a store, where it holds the keys of several CAs. */
  alias?: string | undefined;
  /** Whose password it is to the person; none: the CA's. */
  openedBy?: OpenedBy | undefined;
}

export interface IssuerPorts {
  files: Files;
  crypto: Crypto;
  prompter: Prompter;
  reporter: Reporter;
}

/**
 * Throws `input-*`, `password-*`, `issuer-key-mismatch`, `issuer-chain-invalid`; what it may sign
 * is judged when it signs.
 */
export async function loadIssuer(request: IssuerRequest, ports: IssuerPorts): Promise<Issuer> {
  const { source } = request;
  if ('issuer' in source) {
    warnOfLimits(source.issuer.chain ?? [], ports.reporter);
    return source.issuer;
  }
  const material =
    'storeFile' in source
      ? await loadFromStore(source.storeFile, request, ports)
      : await loadFromFiles(source, request, ports);
  const { privateKeyInfo } = material;
  const signer = certificateOf(privateKeyInfo, material.certificates, ports.crypto);
  const chain = chainOf(signer, material.certificates, ports);
  warnOfLimits(chain, ports.reporter);
  await inFile(material.keyPath, () => checkKeyMatches(privateKeyInfo, signer, ports.crypto));
  const { ledger, inputs } = material;
  return issuerByKey({ chain, privateKeyInfo, ledger, inputs }, ports.crypto);
}

/** What is no reason to refuse the CA, but may be one for those who verify what it signs. */
function warnOfLimits(chain: readonly Certificate[], reporter: Reporter): void {
  for (const { subject, keyUsage, subjectPublicKeyInfo } of chain) {
    const name = `the CA ${formatDistinguishedName(subject) || '(without a name)'}`;
    const key = describePublicKey(subjectPublicKeyInfo);
    if (!keyUsage) {
      reporter.warn(
        `${name} has no keyUsage: OpenSSL's strict check and Python 3.13 refuse what it signs`,
      );
    }
    if (key.curve === 'explicit') {
      reporter.warn(`${name} spells out the curve of its key: no JVM and no Go reads it`);
    } else if (key.algorithm === 'EC' && !keyTypeOf(key)) {
      reporter.warn(`${name} has a key on ${key.curve}, a curve that Go and Java's TLS refuse`);
    }
  }
}

interface IssuerMaterial {
  certificates: readonly [Certificate, ...Certificate[]];
  privateKeyInfo: Uint8Array;
  keyPath: string;
  ledger: string | undefined;
  inputs: string[];
}

async function loadFromFiles(
  source: IssuerFiles,
  { password, alias, openedBy = 'issuer-password' }: IssuerRequest,
  ports: IssuerPorts,
): Promise<IssuerMaterial> {
  const paths = await pathsOf(source, ports.files);
  const certificates = await loadCertificates(paths.certificates, password, openedBy, ports);
  const choice: KeyChoice = { openedBy, role: 'issuer', alias };
  const { privateKeyInfo } = await loadPrivateKey(paths.key, password, ports, choice);
  const { ledger, key: keyPath } = paths;
  const inputs = [...paths.certificates, keyPath, ...(ledger ? [ledger] : [])];
  return { certificates, privateKeyInfo, keyPath, ledger, inputs };
}

/**
 * certutil writes CAs so, with key and certificate under one alias; further certificates may be the
 * rest of the chain.
 */
async function loadFromStore(
  path: string,
  request: IssuerRequest,
  ports: IssuerPorts,
): Promise<IssuerMaterial> {
  const { password, alias, openedBy = 'issuer-password' } = request;
  const choice: KeyChoice = { openedBy, role: 'issuer', alias };
  const bytes = await ports.files.read(path);
  if (!isStore(bytes)) {
    // Key and certificate in one text file are as good as a store.
    await inFile(path, () => checkHoldsKey(bytes));
    return loadFromFiles({ certificateFile: path, keyFile: path }, request, ports);
  }
  return inFile(path, async () => {
    const { key, store } = await openKeyStore({ path, bytes, password }, ports, choice);
    const [own, ...above] = key.chain;
    if (!own) {
      throw new TlsmithError(
        'input-wrong-kind',
        (it) => `${it} holds no certificate for its private key`,
      );
    }
    const others = store.certificates
      .map(({ certificate }) => certificate)
      .filter((other) => !key.chain.some(({ der }) => equalBytes(der, other.der)));
    return {
      certificates: [own, ...above, ...others],
      privateKeyInfo: key.privateKeyInfo,
      keyPath: path,
      ledger: undefined,
      inputs: [path],
    };
  });
}

function checkHoldsKey(bytes: Uint8Array): void {
  if (decodeBundle(bytes).some(({ kind }) => kind === 'private-key')) return;
  const found = recognise(bytes);
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} is ${found}, without the private key of the CA`,
    {
      answer: 'ca-key',
      found,
    },
  );
}

interface IssuerPaths {
  certificates: [string, ...string[]];
  key: string;
  ledger: string | undefined;
}

async function pathsOf(source: IssuerFiles, files: Files): Promise<IssuerPaths> {
  if ('certificateFile' in source) {
    return { certificates: [source.certificateFile], key: source.keyFile, ledger: undefined };
  }
  const { folder } = source;
  const ledger = await ledgerOf(folder, files);
  const chain = pathIn(folder, 'chain.crt');
  const hasChain = (await files.kindBehind(chain)) !== 'absent';
  return {
    certificates: [pathIn(folder, 'ca.crt'), ...(hasChain ? [chain] : [])],
    key: pathIn(folder, 'ca.key'),
    ledger,
  };
}

async function loadCertificates(
  [first, ...others]: readonly [string, ...string[]],
  password: PasswordSource | undefined,
  openedBy: OpenedBy,
  ports: IssuerPorts,
): Promise<[Certificate, ...Certificate[]]> {
  const all = await readCertificates(first, password, ports, openedBy);
  for (const path of others) all.push(...(await readCertificates(path, password, ports, openedBy)));
  return all;
}

/**
 * The key says which certificate is the issuer's, wherever it stands; the first is taken for it
 * where none fits, and then refused.
 */
function certificateOf(
  privateKeyInfo: Uint8Array,
  certificates: readonly [Certificate, ...Certificate[]],
  crypto: Crypto,
): Certificate {
  const publicKey = crypto.publicKeyOf(privateKeyInfo);
  const own = certificates.find(({ subjectPublicKeyInfo }) =>
    crypto.isSamePublicKey(subjectPublicKeyInfo, publicKey),
  );
  return own ?? certificates[0];
}

/** From its certificate upwards, as far as the given ones lead. */
function chainOf(
  signer: Certificate,
  certificates: readonly Certificate[],
  { crypto, reporter }: IssuerPorts,
): Chain {
  const others = certificates.filter((other) => other !== signer);
  const chain = chainAbove(signer, others, crypto);
  const superfluous = others.filter(
    (other) => !chain.some((member) => equalBytes(member.der, other.der)),
  );
  if (superfluous.length > 0) {
    const names = superfluous.map(({ subject }) => quote(formatDistinguishedName(subject)));
    throw new TlsmithError(
      'issuer-chain-invalid',
      `${names.join(', ')} stands in the CA's file but does not continue its chain`,
      { superfluous: names },
    );
  }
  warnOfNoRoot(trustAnchorOf(chain), reporter);
  return chain;
}

function checkKeyMatches(privateKeyInfo: Uint8Array, signer: Certificate, crypto: Crypto): void {
  checkPublicKey(signer.subjectPublicKeyInfo);
  if (crypto.isSamePublicKey(crypto.publicKeyOf(privateKeyInfo), signer.subjectPublicKeyInfo)) {
    checkSigningKey(signer.subjectPublicKeyInfo);
    return;
  }
  const subject = formatDistinguishedName(signer.subject);
  throw new TlsmithError(
    'issuer-key-mismatch',
    (it) => `${it} is not the key of the CA certificate ${quote(subject)}`,
    { issuer: subject },
  );
}
