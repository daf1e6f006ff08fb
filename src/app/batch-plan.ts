// What a batch is about to make: the list read, every entry judged by all that can be known before its key exists, all faults said at once.
import { type LineFault, TlsmithError } from '../errors.js';
import { decodeRecords } from '../formats/record-list.js';
import { checkIssuance } from '../pki/issue.js';
import { issuingCertificate } from '../pki/issuer.js';
import type { EndEntityProfile } from '../pki/profile.js';
import { describePublicKey } from '../pki/public-key.js';
import type { Validity, WantedValidity } from '../pki/validity.js';
import type { Files, KeyType, Random, Templates } from '../ports.js';
import { quote } from '../quote.js';
import type { Store } from '../targets/descriptor-form.js';
import type { WantedHost } from './batch-host.js';
import { type BatchInstance, readInstances } from './batch-instance.js';
import {
  checkIssuerIsVerified,
  checkProfile,
  checkServerNames,
  chooseKeyType,
  containerOf,
  loadConsumers,
  profileOf,
} from './consumers.js';
import { inFile } from './in-file.js';
import { validityBelow } from './issuer-validity.js';
import type { IssuerPorts, LoadedIssuer } from './load-issuer.js';
import {
  type KeyPassword,
  loadNewPassword,
  loadStorePassword,
  type NewPasswordSource,
} from './load-password.js';

/** What holds for every entry that says nothing else. */
export interface BatchDefaults {
  /** YAML, JSON or CSV; `-` is stdin. */
  file: string;
  /** None: what the roles of its products need, or peer. */
  profile?: EndEntityProfile;
  /** Target names of the products that will read all of it. */
  consumers: readonly string[];
  stack?: string;
  keyType?: KeyType;
  validity: WantedValidity;
  formats: readonly Store[];
  password?: NewPasswordSource;
}

export type PlanPorts = IssuerPorts & { random: Random; templates: Templates };

/** What `cert batch` reads at most. */
const LIST_LIMIT = 64 * 1024 * 1024;

/** An entry that has been judged, with its line. */
export interface PlannedHost extends WantedHost {
  line: number;
  validity: Validity;
}

export async function readList(
  file: string,
  { files }: { files: Files },
): Promise<BatchInstance[]> {
  const bytes = await files.read(file, LIST_LIMIT);
  const { records, faults } = await inFile(file, () => decodeRecords(bytes, 'instances'));
  const { instances, faults: others } = readInstances(records);
  refuseFaults(file, [...faults, ...others]);
  if (instances.length > 0) return instances;
  throw new TlsmithError('input-malformed', `${quote(file)} lists no host`, { path: file });
}

/** All of them at once: nobody wants to learn of the next one only when the first is mended. */
function refuseFaults(file: string, faults: readonly LineFault[]): void {
  if (faults.length === 0) return;
  const sorted = faults.toSorted((one, other) => one.line - other.line);
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  throw new TlsmithError(
    'input-malformed',
    `${quote(file)} has ${count}, and nothing was written`,
    { path: file, faults: sorted },
  );
}

/** Asked for once; where it is to be made, every host gets its own. */
export async function sharedPassword(
  { password: source, formats }: BatchDefaults,
  instances: readonly BatchInstance[],
  ports: PlanPorts,
): Promise<KeyPassword | undefined> {
  if (source) {
    return { text: await loadNewPassword(source, ports), isGenerated: source === 'generate' };
  }
  if (!instances.some((one) => (one.formats ?? formats).includes('pkcs12'))) return undefined;
  return loadStorePassword(undefined, 'the stores', ports);
}

/** What can be known of each certificate before its key exists is judged here; every fault is said with its line. */
export async function planHosts(
  request: BatchDefaults,
  instances: readonly BatchInstance[],
  { issuer }: LoadedIssuer,
  password: KeyPassword | undefined,
  now: Date,
  ports: PlanPorts,
): Promise<PlannedHost[]> {
  const faults: LineFault[] = [];
  const planned: PlannedHost[] = [];
  const signer = describePublicKey(issuingCertificate(issuer).subjectPublicKeyInfo);
  const shortened = new Set<string>();
  const quiet = {
    reporter: { ...ports.reporter, note: (line: string) => void shortened.add(line) },
  };
  for (const instance of instances) {
    try {
      const names = [...new Set([...request.consumers, ...instance.consumers])];
      const stack = request.stack === undefined ? {} : { stack: request.stack };
      const consumers = await loadConsumers({ consumers: names, ...stack }, ports);
      const profile = instance.profile ?? request.profile ?? profileOf(consumers.targets) ?? 'peer';
      checkProfile(profile, consumers.targets);
      checkServerNames(profile, instance.subjectAltNames);
      checkIssuerIsVerified(signer, consumers);
      const formats = instance.formats ?? request.formats;
      const containers = formats.map((form) => containerOf(form, password !== undefined));
      const keyType = chooseKeyType(instance.keyType ?? request.keyType, consumers, containers);
      const wanted = instance.validity ?? request.validity;
      const validity = validityBelow(wanted, issuer, now, quiet);
      const { line, stem, subject, subjectAltNames } = instance;
      checkIssuance({ profile, subject, subjectAltNames, validity }, issuer, now);
      const own = password?.isGenerated
        ? { text: await loadNewPassword('generate', ports), isGenerated: true }
        : password;
      planned.push({
        ...{ line, stem, subject, subjectAltNames, profile, keyType, formats, validity },
        password: own,
      });
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      // The CA itself is at fault: that is said once, in its own code.
      if (/^issuer-(?!name-constraints|ext-key-usage)/.test(error.code)) throw error;
      faults.push({ line: instance.line, reason: error.sentence });
    }
  }
  refuseFaults(request.file, faults);
  shortened.forEach((line) => ports.reporter.note(line));
  return planned;
}
