// Makes an issuer of what the person has: a CA folder of ours, or certificate and key files of any origin.
import { TlsmithError } from '../../errors.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { describePublicKey, keyTypeOf, signatureHashFor } from '../../pki/key/public-key.js';
import { checkPublicKey, checkSigningKey } from '../../pki/key/key-policy.js';
import { quote } from '../../quote.js';
import type { Crypto, Files, Prompter, Reporter } from '../../ports.js';
import { chainAbove, warnOfNoRoot } from './certificate-chain.js';
import { inFile } from './in-file.js';
import type { OpenedBy, PasswordSource } from './passwords.js';
import { loadPrivateKey } from './private-key.js';
import { openKeyStore } from './store.js';
import { pathIn } from '../writing/plan.js';

/** A CA folder of ours, files of any origin, or a PKCS#12 store with key and certificate. */
export type IssuerSource =
  { folder: string } | { certificateFile: string; keyFile: string } | { storeFile: string };

export interface IssuerRequest {
  source: IssuerSource;
  password?: PasswordSource;
  /** Whose password it is to the person; none: the CA's. */
  openedBy?: OpenedBy;
}

export interface LoadedIssuer {
  issuer: Issuer;
  /** Only a CA folder has one. */
  ledger: string | undefined;
  /** Every path that was read. */
  inputs: string[];
}

export interface IssuerPorts {
  files: Files;
  crypto: Crypto;
  prompter: Prompter;
  reporter: Reporter;
}

/** Throws `input-*`, `password-*`, `issuer-key-mismatch`, `issuer-chain-invalid`; what it may sign is judged when it signs. */
export async function loadIssuer(
  request: IssuerRequest,
  ports: IssuerPorts,
): Promise<LoadedIssuer> {
  const { source } = request;
  const material =
    'storeFile' in source
      ? await loadFromStore(source.storeFile, request, ports)
      : await loadFromFiles(source, request, ports);
  const chain = chainOf(material.certificates, ports);
  const [signer] = chain as [Certificate];
  const { privateKeyInfo } = material;
  warnOfLimits(chain, ports.reporter);
  await inFile(material.keyPath, () => checkKeyMatches(privateKeyInfo, signer, ports.crypto));
  const hash = signatureHashFor(describePublicKey(signer.subjectPublicKeyInfo));
  return {
    issuer: { chain, sign: (data) => ports.crypto.sign(privateKeyInfo, hash, data) },
    ledger: material.ledger,
    inputs: material.inputs,
  };
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
  certificates: Certificate[];
  privateKeyInfo: Uint8Array;
  keyPath: string;
  ledger: string | undefined;
  inputs: string[];
}

async function loadFromFiles(
  source: Exclude<IssuerSource, { storeFile: string }>,
  { password, openedBy = 'issuer-password' }: IssuerRequest,
  ports: IssuerPorts,
): Promise<IssuerMaterial> {
  const paths = await pathsOf(source, ports.files);
  const certificates = await loadCertificates(paths.certificates, ports.files);
  const { privateKeyInfo } = await loadPrivateKey(paths.key, password, ports, openedBy);
  const { ledger, key: keyPath } = paths;
  const inputs = [...paths.certificates, keyPath, ...(ledger ? [ledger] : [])];
  return { certificates, privateKeyInfo, keyPath, ledger, inputs };
}

/** certutil writes CAs so, with key and certificate under one alias; further certificates may be the rest of the chain. */
async function loadFromStore(
  path: string,
  { password, openedBy = 'issuer-password' }: IssuerRequest,
  ports: IssuerPorts,
): Promise<IssuerMaterial> {
  const bytes = await ports.files.read(path);
  return inFile(path, async () => {
    const { key, store } = await openKeyStore(path, bytes, password, ports, openedBy);
    if (key.chain.length === 0) {
      throw new TlsmithError('input-wrong-kind', 'holds no certificate for its private key');
    }
    const others = store.certificates
      .map(({ certificate }) => certificate)
      .filter((other) => !key.chain.some(({ der }) => equalBytes(der, other.der)));
    return {
      certificates: [...key.chain, ...others],
      privateKeyInfo: key.privateKeyInfo,
      keyPath: path,
      ledger: undefined,
      inputs: [path],
    };
  });
}

interface IssuerPaths {
  certificates: string[];
  key: string;
  ledger: string | undefined;
}

async function pathsOf(
  source: Exclude<IssuerSource, { storeFile: string }>,
  files: Files,
): Promise<IssuerPaths> {
  if ('certificateFile' in source) {
    return { certificates: [source.certificateFile], key: source.keyFile, ledger: undefined };
  }
  const { folder } = source;
  await checkIsFolder(folder, files);
  const chain = pathIn(folder, 'chain.crt');
  const hasChain = (await files.kindBehind(chain)) !== 'absent';
  const ledger = pathIn(folder, 'ledger.jsonl');
  // Only looked for, not read: it grows with every certificate.
  if ((await files.kindBehind(ledger)) !== 'file') throw absent(ledger);
  return {
    certificates: [pathIn(folder, 'ca.crt'), ...(hasChain ? [chain] : [])],
    key: pathIn(folder, 'ca.key'),
    ledger,
  };
}

async function checkIsFolder(folder: string, files: Files): Promise<void> {
  switch (await files.kindBehind(folder)) {
    case 'folder':
      return;
    case 'absent':
      throw new TlsmithError('input-absent', `the CA folder ${quote(folder)} does not exist`, {
        path: folder,
        expected: 'a CA folder',
      });
    default:
      throw new TlsmithError(
        'input-wrong-kind',
        `${quote(folder)} is a file, not a CA folder with ca.crt, ca.key and ledger.jsonl`,
        { path: folder, expected: 'a CA folder' },
      );
  }
}

function absent(path: string): TlsmithError {
  return new TlsmithError(
    'input-absent',
    `${quote(path)} does not exist, so this is no CA folder`,
    {
      path,
      expected: 'a CA folder',
    },
  );
}

async function loadCertificates(paths: string[], files: Files): Promise<Certificate[]> {
  const all: Certificate[] = [];
  for (const path of paths) {
    const bytes = await files.read(path);
    all.push(...(await inFile(path, () => decodeCertificates(bytes, 'brought'))));
  }
  return all;
}

/** From the first certificate upwards, as far as the given ones lead. */
function chainOf(certificates: Certificate[], { crypto, reporter }: IssuerPorts): Certificate[] {
  const [signer, ...others] = certificates as [Certificate, ...Certificate[]];
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
  warnOfNoRoot(chain[chain.length - 1] as Certificate, reporter);
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
    `is not the key of the CA certificate ${quote(subject)}`,
    { issuer: subject },
  );
}
