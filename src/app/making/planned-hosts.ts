// What a batch is about to make: the list read, every entry judged by all that can be known before
// its key exists, all faults said at once.
import { type LineFault, TlsmithError } from '../../errors.js';
import { decodeRecords } from '../../formats/lists/record-list.js';
import type { Files, Reporter } from '../../ports.js';
import { type BatchInstance, instanceReader } from '../reading/instances.js';
import { warnOfNoSubject } from '../reading/names.js';
import { inFile } from '../reading/in-file.js';
import {
  type KeyPassword,
  loadNewPassword,
  loadStorePassword,
  type NewPasswordSource,
} from '../reading/key/passwords.js';
import {
  type HostDefaults,
  type HostTerms,
  type PlannedHost,
  planHost,
  type PlanPorts,
} from './planned-host.js';
import { warnOfNames } from './certified-names.js';

/** What holds for every entry that says nothing else. */
export interface BatchDefaults extends HostDefaults {
  /** YAML, JSON or CSV; `-` is stdin. */
  file: string;
  password?: NewPasswordSource | undefined;
  /** A name that would be taken with a warning is a fault of its entry. */
  isStrict?: boolean | undefined;
}

/** What `cert batch` reads at most. */
const LIST_LIMIT = 64 * 1024 * 1024;

export async function readList(
  file: string,
  { files }: { files: Files },
  isStrict = false,
): Promise<BatchInstance[]> {
  const bytes = await files.read(file, LIST_LIMIT);
  const { instances, faults, isCut } = await inFile(file, () => instancesIn(bytes, isStrict));
  refuseFaults(file, faults, isCut);
  if (instances.length > 0) return [...instances];
  throw new TlsmithError('input-malformed', (it) => `${it} lists no host`, { path: file });
}

/**
 * So many faults are enough to see what is wrong with a list: what stands behind them is not read.
 */
const ENOUGH_FAULTS = 1_000;

async function instancesIn(bytes: Uint8Array, isStrict: boolean) {
  const reader = instanceReader(isStrict);
  const { instances, faults } = reader;
  for await (const { records, faults: ofPiece } of decodeRecords(bytes, 'instances')) {
    for (const fault of ofPiece) faults.push(fault);
    for (const record of records) {
      if (faults.length < ENOUGH_FAULTS) reader.take(record);
    }
    if (faults.length >= ENOUGH_FAULTS) return { instances, faults, isCut: true };
  }
  return { instances, faults, isCut: false };
}

/**
 * All of them at once: nobody wants to learn of the next one only when the first is mended. With
 * `isCut` there may be more.
 */
function refuseFaults(file: string, faults: readonly LineFault[], isCut = false): void {
  if (faults.length === 0) return;
  const sorted = faults.toSorted((one, other) => one.line - other.line);
  const count =
    faults.length === 1 ? 'one fault' : `${faults.length} faults${isCut ? ' or more' : ''}`;
  throw new TlsmithError('input-malformed', (it) => `${it} has ${count}, and nothing was written`, {
    path: file,
    faults: sorted,
  });
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

/**
 * What is to be said of all names at once. One that is a whole distinguished name is a subject as
 * it stands.
 */
export function sayWhoIsNamed(
  instances: readonly BatchInstance[],
  ports: { reporter: Reporter },
): void {
  const names = instances.filter(({ subject }) => subject.length === 0).map(({ name }) => name);
  warnOfNoSubject(names, ports);
  warnOfNames(
    instances.flatMap(({ subjectAltNames }) => subjectAltNames),
    ports,
  );
}

/** A list that was read. */
export interface HostList {
  /** Its path, which faults name. */
  file: string;
  instances: readonly BatchInstance[];
}

/**
 * What can be known of each certificate before its key exists is judged here; every fault is said
 * with its line.
 */
export async function planHosts(
  { file, instances }: HostList,
  terms: HostTerms,
  ports: PlanPorts,
): Promise<PlannedHost[]> {
  const faults: LineFault[] = [];
  const planned: PlannedHost[] = [];
  const shortened = new Set<string>();
  const quiet = {
    ...ports,
    reporter: { ...ports.reporter, note: (line: string) => void shortened.add(line) },
  };
  for (const instance of instances) {
    try {
      planned.push(await planHost(instance, terms, quiet));
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      // The CA itself is at fault: that is said once, in its own code.
      if (/^issuer-(?!name-constraints|ext-key-usage)/.test(error.code)) throw error;
      // So is the call: the list says nothing of the dates.
      if (error.code === 'outlives-issuer' && instance.validity === undefined) throw error;
      faults.push({ line: instance.line, reason: error.sentence });
    }
  }
  refuseFaults(file, faults);
  shortened.forEach((line) => ports.reporter.note(line));
  sayWhoIsNamed(instances, ports);
  return planned;
}
