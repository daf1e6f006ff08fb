// What mends the findings of `doctor`, in commands that a person can run. Lines of configs are left
// to who owns the config, and said as comments.
import type { MendedFinding } from '../../../app/judging/config/mending.js';
import type { Remedy } from '../../../checks/remedy.js';
import { TlsmithError } from '../../../errors.js';
import { quote } from '../../../quote.js';
import { converting, issuing, permitting, placeholdersIn } from './remedy-commands.js';

/** What mends a finding, in order; empty where it is a matter of a config, or of a decision. */
export function commandsFor({ remedy }: Pick<MendedFinding, 'remedy'>): string[] {
  try {
    return commandsOf(remedy);
  } catch (error) {
    // No shell takes a name with a control character as one word of a line.
    if (error instanceof TlsmithError && error.code === 'name-invalid') return [];
    throw error;
  }
}

function commandsOf(remedy: Remedy): string[] {
  switch (remedy.kind) {
    case 'issue':
      return issuing(remedy.certificate);
    case 'convert':
      return converting(remedy.conversion);
    case 'mode':
      return permitting(remedy);
    default:
      return [];
  }
}

const UNWRITABLE: Partial<Record<Remedy['kind'], string>> = {
  issue: 'issue the certificate again, for a file without control characters in its name',
  convert: 'write the file anew, under a name without control characters',
  mode: 'give the file another mode, and a name without control characters',
};

/** One sentence: what the commands do, or what is to be done by hand. */
export function adviceFor(finding: Pick<MendedFinding, 'remedy' | 'advice'>): string {
  const { advice } = finding;
  const commands = commandsFor(finding);
  if (commands.length === 0) return advice ?? UNWRITABLE[finding.remedy.kind] ?? '';
  const named = namedIn(finding);
  const run = `run ${commands.join(' && ')}`;
  const told = named.length > 0 ? `${run}, where ${named.join(' and ')}` : run;
  return advice === undefined ? told : `${told}; then ${advice}`;
}

/** What the words in capitals are. */
function namedIn(finding: Pick<MendedFinding, 'remedy'>): string[] {
  const { remedy } = finding;
  const issuer = remedy.kind === 'issue' ? remedy.certificate.issuer : undefined;
  return placeholdersIn(commandsFor(finding), issuer === undefined ? undefined : quote(issuer));
}

/** The whole plan as a script of a shell. */
export function fixPlan(findings: readonly MendedFinding[]): string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap((finding) => {
      const { place, message } = finding;
      const line = place.line === undefined ? '' : `:${place.line}`;
      return [
        `# ${place.file}${line}: ${message}`,
        ...namedIn(finding).map((named) => `# ${named}`),
        ...commandsFor(finding),
        ...(finding.advice === undefined ? [] : [`# ${finding.advice}`]),
      ];
    });
}
