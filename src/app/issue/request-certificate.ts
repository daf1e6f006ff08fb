// `cert request`: a key and a PKCS#10 request, for a CA that is elsewhere.
import { encodePem } from '../../formats/containers/pem.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import { buildRequest } from '../../pki/request/request-building.js';
import type { Crypto, KeyType, Prompter, Templates } from '../../ports.js';
import { defaultSubject, parseCertificateName, warnOfNoSubject } from '../reading/names.js';
import { checkProfile, checkServerNames, loadConsumers, profileOf } from '../making/consumers.js';
import { keyFile } from '../writing/host-files.js';
import { hostKeys } from '../making/keys.js';
import {
  loadNewPassword,
  type NewPasswordSource,
  type PasswordSource,
} from '../reading/key/passwords.js';
import { type PlannedFile, textFile, type WriteSummary } from '../writing/plan.js';
import { SECRETS_FILE } from '../../targets/secret.js';
import { secretOf, secretsFile } from '../writing/secrets.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';
import { refuseForJvm, warnOfNames } from '../making/certified-names.js';

export interface RequestCertificateRequest {
  name: string;
  /** None: what the roles of the consumers need; without consumers the CA decides. */
  profile?: EndEntityProfile | undefined;
  consumers: readonly string[];
  stack?: string | undefined;
  /** None: `CN=NAME`. */
  subject?: DistinguishedName | undefined;
  subjectAltNames: readonly GeneralName[];
  keyType?: KeyType | undefined;
  key?: { file: string; password?: PasswordSource | undefined } | undefined;
  /** Of the key file. */
  password?: NewPasswordSource | undefined;
  /** None: `./STEM`. */
  out?: string | undefined;
  force: boolean;
  dryRun: boolean;
}

export type RequestCertificatePorts = WritingPorts & {
  crypto: Crypto;
  templates: Templates;
  prompter: Prompter;
};

export async function requestCertificate(
  request: RequestCertificateRequest,
  ports: RequestCertificatePorts,
): Promise<WriteSummary> {
  const { stem, commonName } = parseCertificateName(request.name);
  const consumers = await loadConsumers(request, ports);
  const profile = request.profile ?? profileOf(consumers.targets);
  if (profile) {
    checkProfile(profile, consumers.targets);
    checkServerNames(profile, request.subjectAltNames);
  }
  refuseForJvm(request.subjectAltNames, consumers.targets);
  warnOfNames(request.subjectAltNames, ports);
  const password = request.password && {
    text: await loadNewPassword(request.password, ports),
    isGenerated: request.password === 'generate',
  };
  const keys = await hostKeys({ ...request, formats: ['pem'], stem, password, consumers }, ports);
  if (!request.subject) warnOfNoSubject([commonName], ports);
  const der = await buildRequest(
    {
      profile,
      subject: request.subject ?? defaultSubject(commonName),
      subjectAltNames: withoutRepeats(request.subjectAltNames),
    },
    keys,
    ports.crypto,
  );
  const files: PlannedFile[] = [
    textFile(`${stem}.csr`, encodePem('CERTIFICATE REQUEST', der), 'request'),
    await keyFile(`${stem}.key`, keys.privateKeyInfo, keys.password, ports),
  ];
  if (keys.password?.isGenerated) {
    files.push(secretsFile(SECRETS_FILE, [secretOf(stem, 'key', keys.password, `${stem}.key`)]));
  }
  const { force, dryRun, key } = request;
  const folder = request.out ?? `./${stem}`;
  const inputs = key ? [key.file] : [];
  return {
    files: await writeFiles({ folder, files, force, dryRun, inputs }, ports),
    certificates: [],
    dryRun: dryRun || undefined,
  };
}
