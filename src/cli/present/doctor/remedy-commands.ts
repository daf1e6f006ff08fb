// The commands that mend a certificate, a key or a store: what is made stands beside the old file
// first, and is copied into it, so that owner and mode of the file stay. For fix-plan.ts.
import { basename, dirname } from 'node:path/posix';
import type { Conversion, Remedy, WantedCertificate } from '../../../checks/remedy.js';
import { shellFile, shellWord } from '../../../shell-word.js';

/** What stands for what only the person knows. */
const CA = 'CADIR';
const PASSWORD = 'PASSWORDFILE';

export function issuing(wanted: WantedCertificate): string[] {
  if (wanted.isRenewal === true && wanted.certificate !== undefined) return [renewing(wanted)];
  const { target, profile, subject, names, isStore, hasPassword, keyType } = wanted;
  const file = wanted.certificate ?? `${target}/${target}.crt`;
  const stem = stemOf(file, target);
  const staging = `${dirname(file)}/${stem}.new`;
  const shown = profile === 'client' ? names : names.length > 0 ? names : ['HOST'];
  const words = [
    `tlsmith cert issue ${word(stem)} --profile ${profile}`,
    ...(subject === undefined || subject === `CN=${stem}` ? [] : [`--subject ${word(subject)}`]),
    ...shown.map((name) => `--san ${word(name)}`),
    ...(keyType === undefined ? [] : [`--key-type ${keyType}`]),
    ...(isStore ? ['--format pkcs12'] : []),
    ...(hasPassword ? [`--password-file ${PASSWORD}`] : []),
    `--ca ${wanted.authority === undefined ? CA : word(wanted.authority)} --out ${word(staging)} --force`,
  ];
  const made: [string, string | undefined][] = isStore
    ? [['p12', file]]
    : [
        ['crt', file],
        ['key', wanted.key ?? `${dirname(file)}/${stem}.key`],
      ];
  return [words.join(' '), ...putting(made, `${staging}/${stem}`), `rm -r ${word(staging)}`];
}

/** The files keep their form, their owner and their mode. */
function renewing({ certificate = '', hasPassword, authority }: WantedCertificate): string {
  const ca = authority === undefined ? CA : word(authority);
  const opening = hasPassword ? ` --in-password-file ${PASSWORD}` : '';
  return `tlsmith cert renew ${word(certificate)} --ca ${ca}${opening}`;
}

/** Several that go into one file follow each other in it. */
function putting(made: readonly [string, string | undefined][], stem: string): string[] {
  const places = new Set(made.flatMap(([, to]) => to ?? []));
  return [...places].map((to) => {
    const parts = made.filter(([, one]) => one === to).map(([end]) => word(`${stem}.${end}`));
    const [only] = parts;
    return parts.length === 1 ? `cp ${only} ${word(to)}` : `cat ${parts.join(' ')} > ${word(to)}`;
  });
}

export function converting(conversion: Conversion): string[] {
  const { path } = conversion;
  const staged = `${path}.new`;
  return [
    `${exporting(conversion)} --out ${word(staged)} --force`,
    `cp ${word(staged)} ${word(path)}`,
    `rm ${word(staged)}`,
  ];
}

function exporting(conversion: Conversion): string {
  const path = word(conversion.path);
  switch (conversion.what) {
    case 'key': {
      const opening = conversion.isEncrypted ? ` --in-password-file ${PASSWORD}` : '';
      const closing = conversion.staysEncrypted ? ` --password-file ${PASSWORD}` : '';
      return `tlsmith export key --in ${path}${opening}${closing}`;
    }
    case 'certificate': {
      const selection = conversion.selection === 'chain' ? ' --chain' : '';
      return `tlsmith export cert --in ${path}${selection} --form pem`;
    }
    case 'trust-store':
      return `tlsmith export truststore --ca-cert ${path} --in-password-file ${PASSWORD} --password-file ${PASSWORD}`;
  }
}

/** The owner before the mode: a change of owner may take rights away. */
export function permitting({
  path,
  owner,
  group,
  mode,
}: Extract<Remedy, { kind: 'mode' }>): string[] {
  const file = word(path);
  return [
    ...(owner === undefined ? [] : [`chown ${word(owner)} ${file}`]),
    ...(group === undefined ? [] : [`chgrp ${word(group)} ${file}`]),
    ...(mode === undefined ? [] : [`chmod ${mode} ${file}`]),
  ];
}

/** What the words in capitals stand for, as the end of a sentence. */
export function placeholdersIn(commands: readonly string[], issuer: string | undefined): string[] {
  const all = commands.join(' ');
  const ca = issuer === undefined ? 'the CA that the other end trusts' : `the CA ${issuer}`;
  return [
    ...(all.includes(CA) ? [`${CA} is the folder of ${ca}`] : []),
    ...(all.includes(PASSWORD) ? [`${PASSWORD} a file with the password`] : []),
    ...(all.includes('HOST') ? ['HOST the name that clients dial'] : []),
  ];
}

/** The names that `cert issue` takes are plain. */
function stemOf(file: string, target: string): string {
  const stem = basename(file).replace(/\.[^.]*$/, '');
  return /^[A-Za-z0-9][\w.-]*$/.test(stem) ? stem : target;
}

function word(text: string): string {
  return text.startsWith('-') ? shellFile('linux', text) : shellWord('linux', text);
}
