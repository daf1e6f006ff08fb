// Single values of certutil's flags as the use-cases want them, judged by what can be known from
// the call alone.
import type { InstanceSource } from '../../app/certutil/named-instance.js';
import type { IssuerRequest } from '../../app/reading/key/issuer.js';
import type { StackPassword } from '../../app/certutil/stack-password.js';
import { TlsmithError } from '../../errors.js';
import { parseDistinguishedName } from '../../pki/names/name-parser.js';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import type { KeyType } from '../../ports.js';
import { escaped, quote } from '../../quote.js';
import { refuseTogether } from '../flag-rules.js';
import { passwordSource } from '../flags/passwords.js';
import type { CertutilValues } from './parse-flags.js';

export function textOf(values: CertutilValues, name: string): string | undefined {
  const value = values[name];
  return value === true ? undefined : value;
}

/** The members of a list with commas. */
export function listOf(values: CertutilValues, name: string): string[] {
  const words = textOf(values, name)?.split(',') ?? [];
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

export function lifetimeOf(values: CertutilValues, name: string, usualDays: number): Duration {
  const text = textOf(values, name);
  return text === undefined ? { days: usualDays } : parseDuration(text);
}

/** In the form that goes into a request as it is. */
export function subjectOf(values: CertutilValues, name: string) {
  const text = textOf(values, name);
  return text === undefined ? {} : { subject: parseDistinguishedName(text) };
}

const KEY_SIZES: ReadonlyMap<string, KeyType> = new Map([
  ['2048', 'rsa-2048'],
  ['3072', 'rsa-3072'],
  ['4096', 'rsa-4096'],
]);

/** Throws `key-weak` below 2048 bits, `number-invalid` for all others that are not possible. */
export function keyTypeOf(values: CertutilValues, name: string): KeyType {
  const text = textOf(values, name) ?? '2048';
  const keyType = KEY_SIZES.get(text);
  if (keyType) return keyType;
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) < 2048) {
    throw new TlsmithError(
      'key-weak',
      `an RSA key of ${text} bits is too weak: today's TLS libraries refuse RSA below 2048 bits`,
      { found: Number(text) },
    );
  }
  const possible = [...KEY_SIZES.keys()];
  throw new TlsmithError(
    'number-invalid',
    `${quote(text)} is no size of an RSA key here: possible are ${possible.join(', ')}`,
    { value: escaped(text), possible },
  );
}

/** `pass` or `ca-pass` among the arguments, or a file or variable beside them. */
export function passwordOf(
  values: CertutilValues,
  [plain, stem]: readonly ['pass', 'password'] | readonly ['ca-pass', 'ca-password'],
): StackPassword | undefined {
  refuseTogether(values, plain, `${stem}-file`);
  refuseTogether(values, plain, `${stem}-env`);
  const value = values[plain];
  if (value === undefined) return passwordSource(sourcesIn(values), stem);
  if (value === true) return 'ask';
  return value === '' ? 'none' : { text: value };
}

function sourcesIn(values: CertutilValues) {
  const names = ['password-file', 'password-env', 'ca-password-file', 'ca-password-env'] as const;
  return Object.fromEntries(names.map((name) => [name, textOf(values, name)]));
}

/** The CA that was named, in a store or in two files; undefined where none was. */
export function issuerOf(values: CertutilValues): IssuerRequest | undefined {
  for (const other of ['ca-cert', 'ca-key']) refuseTogether(values, 'ca', other);
  const [storeFile, certificateFile, keyFile] = ['ca', 'ca-cert', 'ca-key'].map((name) =>
    textOf(values, name),
  );
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    throw new TlsmithError('flags-conflict', '--ca-cert and --ca-key belong together', {
      flags: ['--ca-cert', '--ca-key'],
    });
  }
  const password = passwordOf(values, ['ca-pass', 'ca-password']);
  // Asked for only where the CA turns out to be encrypted.
  const opening = typeof password === 'object' ? { password } : {};
  if (storeFile !== undefined) return { source: { storeFile }, ...opening };
  if (certificateFile === undefined || keyFile === undefined) return undefined;
  return { source: { certificateFile, keyFile }, ...opening };
}

/** As certutil a list comes before all else. */
export function instancesOf(values: CertutilValues): InstanceSource {
  const list = textOf(values, 'in');
  if (list !== undefined) return { list };
  if (values.multiple) {
    for (const other of ['name', 'dns', 'ip']) refuseTogether(values, 'multiple', other);
    return { asked: true };
  }
  const name = textOf(values, 'name') ?? 'instance';
  return { single: { name, dns: listOf(values, 'dns'), ip: listOf(values, 'ip') } };
}
