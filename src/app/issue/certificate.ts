// `cert issue`: key and certificate of one host, from a CA or self-signed.
import { TlsmithError } from '../../errors.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import type { InformationUrls } from '../../pki/certificate/information-urls.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { Clock, KeyType, Templates } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import { defaultSubject, parseCertificateName, warnOfNoSubject } from '../reading/names.js';
import {
  checkProfile,
  checkServerNames,
  type Consumers,
  loadConsumers,
  profileOf,
} from '../making/consumers.js';
import { hostKeys } from '../making/keys.js';
import { identityFiles, unmadeFiles } from '../writing/identity-files.js';
import { issueEndEntity } from '../making/identity.js';
import { validityBelow } from '../making/validity.js';
import { warnOfJvm } from '../making/jvm-certificates.js';
import { checkChainIsRead, readBy } from '../making/read-chain.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import {
  type KeyPassword,
  loadNewPassword,
  loadStorePassword,
  type NewPasswordSource,
  type PasswordSource,
} from '../reading/key/passwords.js';
import { pathIn } from '../../path-in.js';
import { summarizeCertificate, type WriteSummary } from '../writing/plan.js';
import { ledgerSteps } from '../writing/ledger.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';
import { refuseForJvm, warnOfNames } from '../making/certified-names.js';

export interface IssueCertificateRequest {
  name: string;
  /** None: what the roles of the consumers need. */
  profile?: EndEntityProfile | undefined;
  /** Target names of the products that will read the files. */
  consumers: readonly string[];
  stack?: string | undefined;
  /** None: `CN=NAME`. */
  subject?: DistinguishedName | undefined;
  subjectAltNames: readonly GeneralName[];
  keyType?: KeyType | undefined;
  /** Use this key instead of making one. */
  key?: { file: string; password?: PasswordSource | undefined } | undefined;
  validity: WantedValidity;
  urls?: InformationUrls | undefined;
  /** None: self-signed. */
  issuer?: IssuerRequest | undefined;
  /** PEM files, PKCS#12 stores, or both. */
  formats: readonly Store[];
  /** Of the stores, and of the key file where there is one. */
  password?: NewPasswordSource | undefined;
  /** None: `./STEM`. */
  out?: string | undefined;
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
  refuseForJvm(request.subjectAltNames, consumers.targets);
  warnOfNames(request.subjectAltNames, ports);
  const issuer = request.issuer && (await loadIssuer(request.issuer, ports));
  if (issuer?.chain) {
    checkChainIsRead(issuer.chain, consumers);
    if (request.formats.includes('pkcs12')) warnOfJvm(issuer.chain, ports.reporter);
  }
  const password = await newPassword(request, stem, ports);
  const keys = await hostKeys({ ...request, stem, password, consumers }, ports);
  if (!request.subject) warnOfNoSubject([commonName], ports);
  const forms = { formats: request.formats, stem, password: keys.password };
  const folder = request.out ?? `./${stem}`;
  const { force, dryRun } = request;
  const inputs = [...(issuer?.inputs ?? []), ...(request.key ? [request.key.file] : [])];
  const plan = { folder, force, dryRun, inputs };
  // Said before a CA issues in vain.
  if (issuer?.by === 'request') {
    await writeFiles({ ...plan, files: unmadeFiles(forms), dryRun: true }, ports);
  }
  const host = await issueEndEntity(
    {
      profile,
      subject: request.subject ?? defaultSubject(commonName),
      subjectAltNames: withoutRepeats(request.subjectAltNames),
      validity: validityBelow(request.validity, issuer?.chain, now, ports),
      ...request.urls,
      keys,
      issuer,
      accept: readBy(consumers),
      isRehearsed: dryRun,
      now,
    },
    ports,
  );
  const files = await identityFiles(forms, host, ports);
  const isPem = request.formats.includes('pem');
  const path = pathIn(folder, isPem ? `${stem}.crt` : 'keystore.p12');
  const issuance = { certificate: host.chain[0], profile, path };
  const steps = ledgerSteps(issuer?.ledger, [issuance], now, ports);
  const written = await writeFiles({ ...plan, files }, ports, steps);
  return {
    files: written,
    certificates: [summarizeCertificate(host.chain[0], path, ports.crypto)],
    dryRun: dryRun || undefined,
  };
}

function decideProfile(request: IssueCertificateRequest, consumers: Consumers): EndEntityProfile {
  const profile = request.profile ?? profileOf(consumers.targets);
  if (!profile) {
    throw new TlsmithError('input-needed', 'it is not said what the certificate is for', {
      answer: 'profile',
    });
  }
  checkProfile(profile, consumers.targets);
  checkServerNames(profile, request.subjectAltNames);
  return profile;
}

/**
 * A store always has a password, since Java opens none without; a key file only where one is asked
 * for.
 */
async function newPassword(
  { password: source, formats }: IssueCertificateRequest,
  stem: string,
  ports: IssueCertificatePorts,
): Promise<KeyPassword | undefined> {
  if (source) {
    return { text: await loadNewPassword(source, ports), isGenerated: source === 'generate' };
  }
  if (!formats.includes('pkcs12')) return undefined;
  return loadStorePassword(undefined, `the stores of ${stem}`, ports);
}
