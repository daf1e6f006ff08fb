// The passwords of a configured host: what its config says in clear text or by a file, and what
// `secrets.env` beside it has. For configured-host.ts.
import { TlsmithError } from '../../../errors.js';
import type { PlacedSetting } from '../../../targets/config/configured-end.js';
import type { ConfigMeaning } from '../../../targets/config/known-settings.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import type { Files } from '../../../ports.js';
import {
  MEANING_OF_SECRET,
  purposeOf,
  type Secret,
  type SecretPurpose,
} from '../../../targets/secret.js';
import type { KnownPasswords } from '../folder/installed.js';
import { readSecretsFile } from '../folder/secrets.js';
import type { NamedFiles } from './named-files.js';

/** Each takes its time. */
const MOST_PASSWORDS = 10;

export async function readHostSecrets(named: NamedFiles): Promise<Secret[]> {
  const inFile = await passwordsInFile(named);
  if (inFile.length > 0) return inFile;
  const { reading, ports } = named;
  const { view, root } = reading;
  const folder = view.end.file.replace(/[^/]*$/, '') || '.';
  const values =
    root === undefined ? await secretsBeside(folder, ports.files) : new Map<string, string>();
  const purposes = Object.entries(MEANING_OF_SECRET) as [SecretPurpose, ConfigMeaning][];
  return purposes.flatMap(([purpose, meaning]): Secret[] => {
    const setting = view.meaning(meaning);
    if (!setting) return keptSecret(named, [purpose, meaning], values);
    const variable = variableIn(setting.value);
    if (variable !== undefined) return [{ purpose, variable, text: values.get(variable) }];
    const text = view.text(meaning);
    return [{ purpose, variable: '', text: text === UNKNOWN ? undefined : text }];
  });
}

/** What a product has in its own keystore, no config says. */
function keptSecret(
  { reading: { view } }: NamedFiles,
  [purpose, meaning]: [SecretPurpose, ConfigMeaning],
  values: ReadonlyMap<string, string>,
): Secret[] {
  const isKept = view.end.target.descriptor.settings.some(
    (rule) => rule.meaning === meaning && rule.form === 'secure',
  );
  if (!isKept) return [];
  const variable = [...values.keys()].find((name) => purposeOf(name) === purpose);
  if (variable !== undefined) return [{ purpose, variable, text: values.get(variable) }];
  // The product's own keystore may have it.
  return purpose === 'key' ? [{ purpose, variable: '', text: undefined }] : [];
}

/** One, or as many as it has lines: what is in the file opens nothing else. */
async function passwordsInFile(named: NamedFiles): Promise<Secret[]> {
  const { view } = named.reading;
  const setting = view.meaning('private-key-password-file');
  const text = view.text('private-key-password-file');
  if (!setting || text === undefined) return [];
  const file = await named.open('private-key-password-file', setting, text);
  if (!file) return [{ purpose: 'key', variable: '', text: undefined }];
  const content = Buffer.from(file.bytes).toString();
  const isOfLines = view.has('passwords-by-line');
  const lines = isOfLines ? content.split(/\r?\n/).filter((line) => line !== '') : [content];
  return lines.slice(0, MOST_PASSWORDS).map((line) => ({
    ...{ purpose: 'key', variable: '', text: line },
  }));
}

async function secretsBeside(folder: string, files: Files): Promise<ReadonlyMap<string, string>> {
  try {
    return await readSecretsFile(folder, files);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    return new Map();
  }
}

/** At least one, which may be unknown. */
export function passwordsOf(
  secrets: readonly Secret[],
  purpose: SecretPurpose,
): readonly [KnownPasswords, ...KnownPasswords[]] {
  const known = secrets.filter((secret) => secret.purpose === purpose);
  const [first = passwordsWith(undefined), ...others] = known.map(({ text }) =>
    passwordsWith(text),
  );
  return [first, ...others];
}

function passwordsWith(known: string | undefined): KnownPasswords {
  return { known, source: undefined, mayStayLocked: true };
}

function variableIn(value: PlacedSetting['value']): string | undefined {
  if (typeof value === 'object' && 'variable' in value) return value.variable;
  return typeof value === 'string' ? /^env:(\w+)$/.exec(value)?.[1] : undefined;
}
