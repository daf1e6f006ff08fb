// `secrets.env`: the passwords of one host's files, readable as a systemd EnvironmentFile.
import { encodeAssignment } from '../../formats/environment-file.js';
import { type SecretPurpose, variableOf } from '../../targets/secret.js';
import { type PlannedFile, type PlannedSecret, textFile } from './plan.js';

/** The password of a planned file of a host. */
export function secretOf(
  name: string,
  purpose: SecretPurpose,
  { text }: { text: string },
  opens: string,
): PlannedSecret {
  return { variable: variableOf(name, purpose), text, opens };
}

/** Merged into one that stands there. */
export function secretsFile(path: string, secrets: readonly PlannedSecret[]): PlannedFile {
  const lines = secrets.map(({ variable, text }) => encodeAssignment(variable, text));
  return { ...textFile(path, lines.join(''), 'secrets'), secrets };
}
