// One entry of a batch list as what is to be issued. Field names and rules are certutil's
// (instances.yml), and ours beside them.
import { type LineFault, TlsmithError } from '../../errors.js';
import {
  type ListRecord,
  type RecordField,
  valuesOfCell,
} from '../../formats/lists/record-list.js';
import { nearestName } from '../../nearest-name.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  commonNameAsOther,
  type GeneralName,
  parseGeneralName,
  withoutRepeats,
} from '../../pki/names/general-name.js';
import { looksLikeIp } from '../../pki/names/ip-address.js';
import { parseDistinguishedName } from '../../pki/names/name-parser.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import { parseDuration } from '../../pki/certificate/duration.js';
import { parseUntil, type WantedValidity } from '../../pki/certificate/validity.js';
import { KEY_TYPES, type KeyType } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import { defaultSubject, LONGEST_STEM } from './names.js';

export interface BatchInstance {
  /** Of the entry, counted from 1. */
  line: number;
  /** As the entry has it. */
  name: string;
  /** Folder and stem of the files. */
  stem: string;
  subject: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
  /** These four: none said, what holds for the whole batch. */
  profile?: EndEntityProfile | undefined;
  keyType?: KeyType | undefined;
  validity?: WantedValidity | undefined;
  formats?: readonly Store[] | undefined;
  /** Target names of the products that will read the files. */
  consumers: readonly string[];
}

/** How one field is read. */
interface Reader {
  /**
   * Puts a value of the field into the entry. Throws a `TlsmithError` whose sentence becomes the
   * fault.
   */
  read(value: string, entry: Draft): void;
  takesSeveral: boolean;
}

interface Draft {
  name?: string;
  filename?: string;
  names: GeneralName[];
  consumers: string[];
  profile?: EndEntityProfile;
  keyType?: KeyType;
  validity?: WantedValidity;
  formats?: readonly Store[];
}

const one = (read: (value: string, entry: Draft) => void): Reader => ({
  read,
  takesSeveral: false,
});
const several = (read: (value: string, entry: Draft) => void): Reader => ({
  read,
  takesSeveral: true,
});

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['name', one((value, entry) => (entry.name = value))],
  ['filename', one((value, entry) => (entry.filename = value))],
  ['ip', several((value, { names }) => names.push(addressIn(value)))],
  ['dns', several((value, { names }) => names.push(parseGeneralName(`dns:${value}`)))],
  ['cn', several((value, { names }) => names.push(commonNameAsOther(value)))],
  ['san', several((value, { names }) => names.push(parseGeneralName(value)))],
  ['for', several((value, { consumers }) => consumers.push(value))],
  ['profile', one((value, entry) => (entry.profile = oneOf(['server', 'client', 'peer'], value)))],
  ['key-type', one((value, entry) => (entry.keyType = oneOf(KEY_TYPES, value)))],
  [
    'days',
    one((value, entry) => setValidity(entry, { ...parseDuration(value), isDefault: false })),
  ],
  ['until', one((value, entry) => setValidity(entry, { until: parseUntil(value) }))],
  [
    'format',
    several((value, entry) => {
      entry.formats = [...(entry.formats ?? []), oneOf(['pem', 'pkcs12'], value)];
    }),
  ],
]);

/**
 * Takes the entries of a list one after the other; keeps those that are right, and the faults of
 * the others. With `isStrict` a name
 * that would be taken with a warning is a fault.
 */
export function instanceReader(isStrict = false): {
  readonly instances: readonly BatchInstance[];
  readonly faults: LineFault[];
  take(record: ListRecord): void;
} {
  const faults: LineFault[] = [];
  const instances: BatchInstance[] = [];
  const lineOfStem = new Map<string, number>();
  return {
    instances,
    faults,
    take(record) {
      const instance = readInstance(record, faults, isStrict);
      if (!instance) return;
      // File systems differ in case; hosts that differ in nothing else would share a folder on
      // some.
      const taken = lineOfStem.get(instance.stem.toLowerCase());
      if (taken === undefined) {
        lineOfStem.set(instance.stem.toLowerCase(), record.line);
        instances.push(instance);
        return;
      }
      const reason = `would have the folder ${quote(instance.stem)} in common with the entry at line ${taken}: each needs a filename of its own`;
      faults.push({ line: record.line, reason });
    },
  };
}

/** Of one entry: somebody who put something else there need not learn of each line. */
const MOST_FAULTS = 100;

/** Undefined where anything is wrong with it. */
export function readInstance(
  record: ListRecord,
  faults: LineFault[],
  isStrict = false,
): BatchInstance | undefined {
  const before = faults.length;
  const entry: Draft = { names: [], consumers: [] };
  for (const [name, field] of record.fields) {
    if (faults.length - before >= MOST_FAULTS) break;
    for (const { value, line, read } of valuesIn(name, field, faults)) {
      if (faults.length - before >= MOST_FAULTS) break;
      collect(faults, line, () => {
        const known = entry.names.length;
        read(value, entry);
        if (isStrict) entry.names.slice(known).forEach(refuseDoubtful);
      });
    }
  }
  const stem = collect(faults, record.line, () => stemOf(entry));
  const subject = collect(faults, record.line, () => subjectOf(entry));
  if (faults.length > before || stem === undefined || subject === undefined) return undefined;
  const { name = stem, names, consumers, profile, keyType, validity, formats } = entry;
  return {
    line: record.line,
    name,
    stem,
    subject,
    consumers,
    subjectAltNames: withoutRepeats(names),
    profile,
    keyType,
    validity,
    formats: formats && formats.length > 0 ? formats : undefined,
  };
}

/** Runs `act`; what it refuses becomes a fault of this line. */
function collect<T>(faults: LineFault[], line: number, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    faults.push({ line, reason: error.sentence });
    return undefined;
  }
}

interface FieldValue extends Pick<Reader, 'read'> {
  value: string;
  line: number;
}

/**
 * Each is judged by itself, so that of several that are wrong none hides another. None of a field
 * that cannot be read at all, which is a fault.
 */
function valuesIn(name: string, field: RecordField, faults: LineFault[]): FieldValue[] {
  const { line, lines, isCell } = field;
  const reader = READERS.get(name);
  if (!reader) {
    const nearest = nearestName(name, [...READERS.keys()]);
    const advice = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    faults.push({ line, reason: `there is no field ${quote(name)}${advice}` });
    return [];
  }
  const { read, takesSeveral } = reader;
  const values = isCell && takesSeveral ? field.values.flatMap(valuesOfCell) : field.values;
  if (values.length > 1 && !takesSeveral) {
    faults.push({ line, reason: `${name} is one value, not a list` });
    return [];
  }
  return values.map((value, index) => ({ value, read, line: lines?.[index] ?? line }));
}

/**
 * certutil's characters of a file name. One length for all files, as for the names of single
 * certificates.
 */
const FILE_NAME = /^[A-Za-z0-9 !@#$%^&{}[\]()_+\-=,.~'`]+$/;

function stemOf({ name, filename }: Draft): string {
  if (filename !== undefined) return checkedStem(filename, `the filename ${quote(filename)}`, '');
  if (name === undefined) return '';
  const stem = name.startsWith('*.') ? `_wildcard.${name.slice(2)}` : name;
  return checkedStem(stem, `the name ${quote(name)}`, ' as a file name: give a filename');
}

function checkedStem(stem: string, what: string, advice: string): string {
  const reason = reasonAgainst(stem);
  if (reason === undefined) return stem;
  throw refusal(`${what} ${reason}${advice}`);
}

function reasonAgainst(stem: string): string | undefined {
  if (stem.length > LONGEST_STEM) return `is longer than ${LONGEST_STEM} characters`;
  if (!FILE_NAME.test(stem)) {
    return "has a character other than letters, digits, blank and !@#$%^&{}[]()_+-=,.~'`";
  }
  if (stem.startsWith('.')) return 'begins with a dot';
  if (stem.trim() !== stem) return 'begins or ends with a blank';
  if (stem.endsWith('.')) return 'ends in a dot';
  if (/^ca$/i.test(stem)) return 'is "ca", and ca.crt is the trust anchor';
  if (/^sha256sums$/i.test(stem)) return 'is that of the checksums in an archive';
  return undefined;
}

/** certutil: a name with an equals sign is a whole distinguished name. */
function subjectOf({ name }: Draft): DistinguishedName {
  if (name === undefined) throw refusal('has no name');
  if (/^ca$/i.test(name)) throw refusal('"ca" is the name of the trust anchor, and of no host');
  if (/\p{Cc}/u.test(name)) throw refusal(`the name ${quote(name)} has a control character in it`);
  return name.includes('=') ? parseDistinguishedName(name) : defaultSubject(name);
}

function refuseDoubtful({ kind, value, isFromDns }: GeneralName): void {
  if (isFromDns) throw refusal(`${quote(value)} is an IP address, and belongs under ip`);
  if (kind === 'dns' && value.includes('_')) {
    throw refusal(`${quote(value)} has an underscore, and the JDK refuses such a host`);
  }
}

function addressIn(text: string): GeneralName {
  if (looksLikeIp(text)) return parseGeneralName(`ip:${text}`);
  throw refusal(`${quote(text)} is not an IP address`);
}

function setValidity(entry: Draft, validity: WantedValidity): void {
  if (entry.validity) throw refusal('days and until are given, and only one can hold');
  entry.validity = validity;
}

function oneOf<const T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw refusal(`${quote(text)} is none of ${values.join(', ')}`);
}

function refusal(sentence: string): TlsmithError {
  return new TlsmithError('input-malformed', sentence);
}
