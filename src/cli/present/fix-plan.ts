// The commands that mend what `doctor` has found: a person can run them as they stand. Lines of
// configs are left to who owns the config, and said as comments.
import { basename, dirname } from 'node:path/posix';
import type { MendedFinding } from '../../app/doctor/mending.js';
import type { Conversion, WantedCertificate } from '../../checks/remedy.js';
import { shellFile, shellWord } from '../../shell-word.js';

/** What mends a finding, in order; empty where it is a matter of a config, or of a decision. */
export function commandsFor({ remedy }: Pick<MendedFinding, 'remedy'>): string[] {
  switch (remedy.kind) {
    case 'issue':
      return issuing(remedy.certificate);
    case 'convert':
      return converting(remedy.conversion);
    case 'mode':
      return [`chmod ${remedy.mode} ${word(remedy.path)}`];
    default:
      return [];
  }
}

/** One sentence: what the commands do, or what is to be done by hand. */
export function adviceFor(finding: Pick<MendedFinding, 'remedy' | 'advice'>): string {
  const { advice } = finding;
  const [first, ...others] = commandsFor(finding);
  if (first === undefined || finding.remedy.kind === 'mode') return advice ?? '';
  return `run ${[first, ...others].join(' && ')}`;
}

function issuing({
  target,
  profile,
  names,
  certificate,
  authority,
  keyType,
}: WantedCertificate): string[] {
  const file = certificate ?? `${target}/${target}.crt`;
  const stem = basename(file).replace(/\.[^.]*$/, '');
  const words = [
    'tlsmith cert issue',
    word(stem),
    `--profile ${profile}`,
    ...(names.length > 0 ? names : [profile === 'client' ? stem : 'HOST']).map(
      (name) => `--san ${word(name)}`,
    ),
    ...(keyType === undefined ? [] : [`--key-type ${keyType}`]),
    `--ca ${word(authority ?? 'CADIR')}`,
    `--out ${word(dirname(file))}`,
    '--force',
  ];
  return [words.join(' ')];
}

function converting(conversion: Conversion): string[] {
  const path = word(conversion.path);
  const staged = word(`${conversion.path}.new`);
  if (conversion.what === 'key') {
    const password = conversion.isEncrypted ? ' --in-password-file PASSWORDFILE' : '';
    return [`tlsmith export key --in ${path}${password} --out ${staged}`, `mv ${staged} ${path}`];
  }
  if (conversion.what === 'certificate') {
    return [
      `tlsmith export cert --in ${path} --chain --form pem --out ${staged}`,
      `mv ${staged} ${path}`,
    ];
  }
  return [
    `tlsmith export truststore --ca-cert ${word(conversion.from ?? 'ca.crt')} --password-file PASSWORDFILE --out ${path} --force`,
  ];
}

function word(text: string): string {
  return text.startsWith('-') ? shellFile('linux', text) : shellWord('linux', text);
}

/** The whole plan as a script of a shell. */
export function fixPlan(findings: readonly MendedFinding[]): string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap((finding) => {
      const { place, message } = finding;
      const line = place.line === undefined ? '' : `:${place.line}`;
      const commands = commandsFor(finding);
      return [
        `# ${place.file}${line}: ${message}`,
        ...(commands.length > 0 ? commands : [`# ${finding.advice ?? ''}`]),
      ];
    });
}
