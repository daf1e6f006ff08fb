// `cert issue`: key and certificate of one host, from a CA or self-signed.
import { TlsmithError } from '../errors.js';
import type { DistinguishedName } from '../pki/distinguished-name.js';
import { type GeneralName, withoutRepeats } from '../pki/general-name.js';
import { issuingCertificate } from '../pki/issuer.js';
import { type EndEntityProfile, namesServer } from '../pki/profile.js';
import { describePublicKey, keyTypeOf, nameOfPublicKey } from '../pki/public-key.js';
import type { WantedValidity } from '../pki/validity.js';
import type { Clock, KeyType, Templates } from '../ports.js';
import { parseStackVersion } from '../targets/stack-version.js';
import { findTarget } from '../targets/target.js';
import { defaultSubject, parseCertificateName } from './certificate-name.js';
import {
  checkIssuerIsVerified,
  checkKeyIsRead,
  checkProfile,
  chooseKeyType,
  type Consumers,
  profileOf,
} from './consumers.js';
import { hostFiles, type KeyPassword } from './host-files.js';
import { issueEndEntity } from './issue-end-entity.js';
import { validityBelow } from './issuer-validity.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from './load-issuer.js';
import { loadNewPassword, type NewPasswordSource, type PasswordSource } from './load-password.js';
import { loadPrivateKey } from './load-private-key.js';
import { loadTargets } from './load-targets.js';
import { pathIn, summarizeCertificate, type WriteSummary } from './plan.js';
import { ledgerSteps } from './record-issuance.js';
import { secretsFile, secretVariable } from './secrets-file.js';
import { writeFiles, type WritingPorts } from './write-files.js';

export interface IssueCertificateRequest {
  name: string;
  /** None: what the roles of the consumers need. */
  profile?: EndEntityProfile;
  /** Target names of the products that will read the files. */
  consumers: readonly string[];
  stack?: string;
  /** None: `CN=NAME`. */
  subject?: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
  keyType?: KeyType;
  /** Use this key instead of making one. */
  key?: { file: string; password?: PasswordSource };
  validity: WantedValidity;
  /** None: self-signed. */
  issuer?: IssuerRequest;
  /** Encrypts the key file. */
  password?: NewPasswordSource;
  /** None: `./STEM`. */
  out?: string;
  force: boolean;
  dryRun: boolean;
}

export type IssueCertificatePorts = IssuerPorts &
  WritingPorts & { clock: Clock; templates: Templates };

export async function issueCertificate(
  request: IssueCertificateRequest,
  ports: IssueCertificatePorts,
): Promise<WriteSummary> {
  const now = ports.clock.now();
  const { stem, commonName } = parseCertificateName(request.name);
  const consumers = await loadConsumers(request, ports);
  const profile = decideProfile(request, consumers);
  const loaded = request.issuer && (await loadIssuer(request.issuer, ports));
  if (loaded) {
    const signer = describePublicKey(issuingCertificate(loaded.issuer).subjectPublicKeyInfo);
    checkIssuerIsVerified(keyTypeOf(signer), consumers);
  }
  const keys = await keysFor(request, stem, consumers, ports);
  const host = await issueEndEntity(
    {
      profile,
      subject: request.subject ?? defaultSubject(commonName),
      subjectAltNames: withoutRepeats(request.subjectAltNames),
      validity: validityBelow(request.validity, loaded?.issuer, now, ports),
    },
    keys,
    loaded?.issuer,
    now,
    ports,
  );
  const files = await hostFiles(stem, host, keys.password, ports);
  const secrets = keys.password?.isGenerated
    ? [secretsFile('secrets.env', { [secretVariable(stem, 'KEY')]: keys.password.text })]
    : [];
  const folder = request.out ?? `./${stem}`;
  const written = await writeFiles(
    {
      folder,
      files: [...files, ...secrets],
      force: request.force,
      dryRun: request.dryRun,
      inputs: [...(loaded?.inputs ?? []), ...(request.key ? [request.key.file] : [])],
    },
    ports,
    ledgerSteps(loaded?.ledger, [{ certificate: host.certificate, profile }], now, ports),
  );
  if (loaded?.ledger === undefined) {
    ports.reporter.note('no ledger is kept: only a CA folder has one');
  }
  const path = pathIn(folder, `${stem}.crt`);
  return {
    files: written,
    certificates: [summarizeCertificate(host.certificate, path, ports.crypto)],
    ...(request.dryRun && { dryRun: true }),
  };
}

async function loadConsumers(
  request: IssueCertificateRequest,
  ports: IssueCertificatePorts,
): Promise<Consumers> {
  const { version, warning } = parseStackVersion(request.stack ?? '9');
  if (warning) ports.reporter.warn(warning);
  if (request.consumers.length === 0) return { targets: [], version };
  const known = await loadTargets(ports.templates);
  return { targets: request.consumers.map((name) => findTarget(known, name)), version };
}

function decideProfile(request: IssueCertificateRequest, consumers: Consumers): EndEntityProfile {
  const profile = request.profile ?? profileOf(consumers.targets);
  if (!profile) {
    throw new TlsmithError('input-needed', 'it is not said what the certificate is for', {
      answer: 'profile',
    });
  }
  checkProfile(profile, consumers.targets);
  if (namesServer(profile) && request.subjectAltNames.length === 0) {
    throw new TlsmithError(
      'input-needed',
      'a server certificate needs at least one subjectAltName: clients no longer look at the common name',
      { answer: 'san' },
    );
  }
  return profile;
}

interface Keys {
  privateKeyInfo: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  password: KeyPassword | undefined;
}

/** A new key, or the given one; a given key that was encrypted stays so, under its own password. */
async function keysFor(
  request: IssueCertificateRequest,
  stem: string,
  consumers: Consumers,
  ports: IssueCertificatePorts,
): Promise<Keys> {
  const password = request.password && (await newPassword(request.password, ports));
  if (!request.key) {
    const keyType = chooseKeyType(request.keyType, consumers, password !== undefined);
    return { ...(await ports.crypto.generateKeyPair(keyType)), password };
  }
  const loaded = await loadPrivateKey(request.key.file, request.key.password, ports);
  const subjectPublicKeyInfo = ports.crypto.publicKeyOf(loaded.privateKeyInfo);
  const described = describePublicKey(subjectPublicKeyInfo);
  const kept =
    loaded.password === undefined ? undefined : { text: loaded.password, isGenerated: false };
  if (kept && !password) {
    ports.reporter.note(`${stem}.key stays encrypted under the password of the given key`);
  }
  const keyType = keyTypeOf(described);
  if (!keyType && described.size === undefined) {
    throw new TlsmithError(
      'key-unsupported',
      `a key of type ${nameOfPublicKey(described)} is not one that TLS consumers load`,
      { found: nameOfPublicKey(described) },
    );
  }
  if (keyType) checkKeyIsRead(keyType, consumers, (password ?? kept) !== undefined);
  return { ...loaded, subjectPublicKeyInfo, password: password ?? kept };
}

async function newPassword(
  source: NewPasswordSource,
  ports: IssueCertificatePorts,
): Promise<KeyPassword> {
  return { text: await loadNewPassword(source, ports), isGenerated: source === 'generate' };
}
