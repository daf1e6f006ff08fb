// What stands of one host of a batch already, compared with what its entry asks for: so that a
// second run does only what is missing.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { comparableName, formatGeneralName } from '../../pki/names/general-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { encodeName } from '../../pki/names/name-encoding.js';
import { namesServer, PROFILES } from '../../pki/issuing/profile.js';
import { describePublicKey, keyTypeOf } from '../../pki/key/public-key.js';
import { isDue, type Within } from '../../pki/certificate/due.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Files } from '../../ports.js';
import { unmadeFiles } from '../writing/identity-files.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import { inFile } from '../reading/in-file.js';
import {
  installedIfPresent,
  readInstalledCertificates,
  readInstalledKey,
} from '../reading/folder/installed.js';
import type { WantedHost } from '../making/planned-host.js';
import { openKeyStore, type StorePorts } from '../reading/key/store.js';
import { variableOf } from '../../targets/secret.js';
import { readSecretsFile } from '../reading/folder/secrets.js';

/** `foreign`: what is there does not come from this CA, and is not ours to replace. */
export type HostState = 'missing' | 'changed' | 'due' | 'current' | 'foreign';
export interface JudgedHost {
  state: HostState;
  /** Why, in half a sentence. */
  reason: string;
  /** Serial number of a certificate of this CA that has to be replaced. */
  replaces?: string | undefined;
}

export type HostPorts = StorePorts;

export interface StateTerms {
  issuer: Issuer;
  now: Date;
  /** What ends sooner is due. */
  within: Within;
}

/** Throws what reading its files throws. */
export async function judgeHost(
  folder: string,
  wanted: WantedHost,
  { issuer, now, within }: StateTerms,
  ports: HostPorts,
): Promise<JudgedHost> {
  if ((await ports.files.kind(ports.files.absolute(folder))) === 'absent') {
    return { state: 'missing', reason: 'is not there' };
  }
  const found = await readHost(folder, wanted, ports);
  if (!found) {
    const names = await presentNames(folder, wanted, ports.files);
    return names.length === 0
      ? { state: 'missing', reason: 'is not there' }
      : { state: 'foreign', reason: `holds ${names[0]} without its certificate` };
  }
  const { certificate } = found;
  if (issuer.chain && !isIssuedBy(certificate, issuer.chain[0], ports.crypto)) {
    return { state: 'foreign', reason: 'holds a certificate of another CA' };
  }
  const change =
    differenceOf(certificate, wanted, issuer) ?? (await lackOf(folder, found, wanted, ports));
  const judged = stateOf(certificate, change, { now, within });
  if (issuer.chain || judged.state === 'current') return judged;
  // Nobody knows whose it is, so it is not replaced by itself.
  return { state: 'foreign', reason: `${judged.reason}, and may be of another CA` };
}

function stateOf(
  certificate: Certificate,
  change: string | undefined,
  { now, within }: Omit<StateTerms, 'issuer'>,
): JudgedHost {
  const { notAfter, serialNumber: replaces } = certificate;
  if (change !== undefined) return { state: 'changed', reason: change, replaces };
  const reason = `ends at ${formatTime(notAfter)}`;
  return isDue(certificate, within, now)
    ? { state: 'due', reason, replaces }
    : { state: 'current', reason };
}

export interface FoundHost {
  certificate: Certificate;
  /** Whether its key is there and fits; true where it is encrypted and cannot be looked at. */
  hasItsKey: boolean;
}

/** Undefined where no certificate of it stands in `folder`. */
export function readHost(
  folder: string,
  wanted: WantedHost,
  ports: HostPorts,
): Promise<FoundHost | undefined> {
  return wanted.formats.includes('pem')
    ? readPem(folder, wanted.stem, ports)
    : readStore(folder, wanted, ports);
}

async function readPem(
  folder: string,
  stem: string,
  ports: HostPorts,
): Promise<FoundHost | undefined> {
  const chain = await installedIfPresent(`${folder}/${stem}.crt`, ports.files);
  if (!chain) return undefined;
  const [certificate] = (await readInstalledCertificates(chain, 'ignored')).certificates;
  const key = await installedIfPresent(`${folder}/${stem}.key`, ports.files);
  if (!key) return { certificate, hasItsKey: false };
  const locked = { known: undefined, source: undefined, mayStayLocked: true };
  const { privateKeyInfo } = await readInstalledKey(key, locked, ports);
  // Whose a locked key is nobody knows: it is left where it is.
  const publicKey = privateKeyInfo && ports.crypto.publicKeyOf(privateKeyInfo);
  const { subjectPublicKeyInfo } = certificate;
  const hasItsKey = !publicKey || ports.crypto.isSamePublicKey(publicKey, subjectPublicKeyInfo);
  return { certificate, hasItsKey };
}

async function readStore(
  folder: string,
  { stem, password }: WantedHost,
  ports: HostPorts,
): Promise<FoundHost | undefined> {
  const path = `${folder}/keystore.p12`;
  const bytes = await ports.files.readIfPresent(path);
  if (!bytes) return undefined;
  const given = password?.isGenerated ? undefined : password?.text;
  const kept = await readSecretsFile(folder, ports.files);
  const text = kept.get(variableOf(stem, 'keyStore')) ?? given;
  return inFile(path, async () => {
    const known = text === undefined ? undefined : { text };
    const { key } = await openKeyStore({ path, bytes, password: known }, ports);
    const [certificate] = key.chain;
    return certificate && { certificate, hasItsKey: true };
  });
}

/** The first difference that calls for a new certificate. */
function differenceOf(
  certificate: Certificate,
  { subject, subjectAltNames, profile, keyType }: WantedHost,
  { by }: Issuer,
): string | undefined {
  // A CA that is asked decides for itself. What it changed and the product bears was told when it
  // was issued, and asking again brings nothing else.
  const isAsked = by === 'request';
  const isEnough = isAsked ? hasAll : isSameSet;
  if (!isAsked && !equalBytes(encodeName(subject), certificate.subjectDer)) {
    return 'has another subject';
  }
  const names = certificate.subjectAltNames.map(comparableName);
  const needsNames = !isAsked || namesServer(profile);
  if (needsNames && !isEnough(names, subjectAltNames.map(formatGeneralName))) {
    return 'has other names';
  }
  const uses = PROFILES[profile].extKeyUsage;
  if (!isEnough(certificate.extKeyUsage ?? (isAsked ? uses : []), uses)) {
    return 'is for another use';
  }
  return keyTypeOf(describePublicKey(certificate.subjectPublicKeyInfo)) === keyType
    ? undefined
    : 'has a key of another type';
}

/** What is missing beside the certificate. */
async function lackOf(
  folder: string,
  { hasItsKey }: FoundHost,
  wanted: WantedHost,
  { files }: HostPorts,
): Promise<string | undefined> {
  if (!hasItsKey) return 'has not its own key beside it';
  const present = await presentNames(folder, wanted, files);
  const lacking = fileNames(wanted).find((name) => !present.includes(name));
  return lacking === undefined ? undefined : `lacks ${lacking}`;
}

async function presentNames(folder: string, wanted: WantedHost, files: Files): Promise<string[]> {
  const present: string[] = [];
  for (const name of fileNames(wanted)) {
    if ((await files.kindBehind(`${files.absolute(folder)}/${name}`)) === 'file')
      present.push(name);
  }
  return present;
}

/**
 * What nobody needs any more once it is installed may have been taken away: passwords are not
 * missed.
 */
function fileNames(host: WantedHost): string[] {
  return unmadeFiles(host)
    .filter(({ kind }) => kind !== 'secrets')
    .map(({ path }) => path);
}

function hasAll(found: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((one) => found.includes(one));
}

function isSameSet(found: readonly string[], wanted: readonly string[]): boolean {
  return found.length === wanted.length && found.every((one) => wanted.includes(one));
}
