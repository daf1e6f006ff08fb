// The part of the page of a kit that one host gets: install, secrets, checks, restart, as lines to
// copy. For page.ts.
import type { CommandName, Check, HostFileKind } from '../descriptor/form.js';
import { formatEndpoint } from '../snippet/endpoint.js';
import { CURL_CERTIFICATE, withEscapes } from '../snippet/escaped-value.js';
import type { FrameView } from '../snippet/frame.js';
import { renderFrame } from '../snippet/frame.js';
import type { KitPageFile, KitPageFolder, KitPage } from './facts.js';
import { type Platform, shellFile, shellWord } from '../../shell-word.js';
import { secretFor } from '../host-folder.js';
import { MEANING_OF_SECRET, type NamedSecret, type SecretPurpose } from '../secret.js';
import { isWithin } from '../stack-version.js';

type Names = Partial<Record<CommandName, string>>;

/** What is installed for the service alone, and what anybody may read. */
const SECRET_KINDS: readonly HostFileKind[] = ['key', 'key-store'];
const PUBLIC_KINDS: readonly HostFileKind[] = [
  ...(['certificate', 'trust', 'trust-store', 'installed-further-file'] as const),
];

/**
 * The lines that put the files where the snippet names them, with owner and modes; run inside the
 * host's folder.
 */
export function installLines(folder: KitPageFolder): string[] {
  return folder.target.platform === 'windows' ? windowsInstall(folder) : linuxInstall(folder);
}

function linuxInstall({ target, installFolder, files }: KitPageFolder): string[] {
  const { permissions } = target.descriptor;
  if (permissions === undefined) return [];
  const { owner, group, folderMode, keyMode, certificateMode } = permissions;
  const place = shellWord('linux', installFolder);
  const account = `-o ${owner} -g ${group}`;
  const line = (mode: string, names: string[]) =>
    names.length === 0 ? [] : [`sudo install ${account} -m ${mode} ${names.join(' ')} ${place}/`];
  return [
    `sudo install -d ${account} -m ${folderMode} ${place}`,
    ...line(keyMode, namesOf(files, 'linux', SECRET_KINDS)),
    ...line(certificateMode, namesOf(files, 'linux', PUBLIC_KINDS)),
  ];
}

// The folder is closed before the key goes in: S-1-5-18 is the system, S-1-5-32-544 the
// administrators, in every language.
function windowsInstall({ installFolder, files }: KitPageFolder): string[] {
  const place = shellWord('windows', installFolder.replaceAll('/', '\\'));
  const names = namesOf(files, 'windows', [...SECRET_KINDS, ...PUBLIC_KINDS]);
  return [
    `New-Item -ItemType Directory -Force -Path ${place}`,
    `icacls ${place} /inheritance:r /grant '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F'`,
    `Copy-Item -LiteralPath ${names.join(', ')} -Destination ${place}`,
  ];
}

function namesOf(
  files: readonly KitPageFile[],
  platform: Platform,
  kinds: readonly HostFileKind[],
): string[] {
  return files
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ name }) => shellFile(platform, name));
}

/**
 * The lines that hand secrets to the product's keystore, and those that hand them to its service
 * instead.
 */
export function secretLines(folder: KitPageFolder): { keystore: string[]; environment: string[] } {
  const secrets = folder.files.find(({ kind }) => kind === 'secrets');
  if (secrets === undefined) return { keystore: [], environment: [] };
  const { target, installFolder } = folder;
  const { platform } = target;
  const file = shellFile(platform, secrets.name);
  const store = target.descriptor.secretStores.find((rule) => rule.platform === platform);
  const names = ownNames(folder);
  const keystore =
    store === undefined
      ? []
      : [
          ...store.before.map((line) => fill(line, names)),
          ...folder.secrets.flatMap((secret) =>
            entriesOf(folder, secret).flatMap((entry) =>
              store.each.map((line) => fill(line, { ...names, variable: secret.variable, entry })),
            ),
          ),
          ...store.after.map((line) => fill(line, names)),
        ];
  // What the config does not name is looked up in the keystore alone, so the environment would be
  // of no use.
  const isNamed = target.descriptor.settings.every(({ form }) => form !== 'secure');
  if (platform === 'windows' || !isNamed) return { keystore, environment: [] };
  const installed = shellWord(platform, `${installFolder}/${secrets.name}`);
  if (target.service === undefined) {
    const { owner = 'root', group = 'root' } = target.descriptor.permissions ?? {};
    return {
      keystore,
      environment: [
        `sudo install -o ${owner} -g ${group} -m 0640 ${file} ${installed}`,
        `set -a; . ${installed}; set +a   # in the shell, or the script, that starts it`,
      ],
    };
  }
  const dropIn = `/etc/systemd/system/${target.service}.service.d`;
  // One service may have several folders, as on a relay: each has a file of its own there.
  const dropInFile = shellWord(platform, `tlsmith-${folder.folder}.conf`);
  const named = shellWord(platform, systemdFile(`${installFolder}/${secrets.name}`));
  const environment = [
    `sudo install -o root -g root -m 0600 ${file} ${installed}`,
    `sudo install -d -m 0755 ${dropIn}`,
    `printf '[Service]\\nEnvironmentFile=%s\\n' ${named} | sudo tee ${dropIn}/${dropInFile}`,
    'sudo systemctl daemon-reload',
  ];
  return { keystore, environment };
}

/**
 * As EnvironmentFile= reads it: systemd replaces what follows a percent sign, and then takes the
 * rest for a pattern of file names.
 */
function systemdFile(path: string): string {
  return path.replace(/[\\*?[]/g, '\\$&').replaceAll('%', '%%');
}

/**
 * Under which names the product's keystore wants a secret: that of its variable, or of each setting
 * that it opens.
 */
function entriesOf({ target }: KitPageFolder, { purpose, variable }: NamedSecret): string[] {
  const rules = target.descriptor.settings.filter(({ form }) => form === 'secure');
  if (rules.length === 0) return [variable];
  const meaning = MEANING_OF_SECRET[purpose];
  return rules.filter((rule) => rule.meaning === meaning).map(({ name }) => name);
}

/**
 * The checks that run on this host: the product's own, and for a client those of the server that it
 * dials.
 */
export function checksOf(kit: KitPage, folder: KitPageFolder, when: Check['when']): FrameView[] {
  const { target } = folder;
  const dialled = target.role === 'client' ? kit.server.descriptor.checks : [];
  const checks = [
    ...target.descriptor.checks.filter(({ runOn }) => runOn === 'self'),
    ...dialled.filter(({ runOn }) => runOn === 'client'),
  ];
  return checks
    .filter((check) => check.when === when)
    .filter((check) => check.platform === undefined || check.platform === target.platform)
    .filter((check) => isWithin(kit.stack, check))
    .filter(
      ({ clientAuthentication: demand }) =>
        demand === undefined || demand === kit.clientAuthentication,
    )
    .filter((check) => check.with.every((kind) => fileOf(folder, kind) !== undefined))
    .filter((check) => check.without.every((kind) => fileOf(folder, kind) === undefined))
    .map((check) => checkView(check, kit, folder));
}

function checkView(check: Check, kit: KitPage, folder: KitPageFolder): FrameView {
  const hosts = check.forEachHost ? kit.hosts : kit.hosts.slice(0, 1);
  const own = ownNames(folder);
  const commands = hosts.map((host) =>
    fill(check.command, { ...own, ...hostNames(kit, folder, host) }),
  );
  const words = { ...plainNames(folder), ...hostNames(kit, folder, kit.hosts[0] ?? '') };
  return {
    purpose: fill(check.purpose, words),
    commands,
    answers: check.answers.map(({ answer, meaning }) => ({
      answer: fill(answer, words),
      meaning: fill(meaning, words),
    })),
    note: check.note === undefined ? null : fill(check.note, words),
  };
}

/** None for a program that people start. */
export function restartLine(folder: KitPageFolder): string | null {
  const { target } = folder;
  const rule = target.descriptor.restarts.find(({ platform }) => platform === target.platform);
  return rule === undefined ? null : fill(rule.command, ownNames(folder));
}

/** The line that puts the snippet in its place, where it is a file of its own. */
export function wholeFileLine({ target, files }: KitPageFolder): string | null {
  const snippet = files.find(({ kind }) => kind === 'snippet');
  if (snippet === undefined || !target.descriptor.isWholeFile) return null;
  const place = shellWord('linux', target.configFile);
  return `sudo install -D -o root -g root -m 0644 ${shellFile('linux', snippet.name)} ${place}`;
}

export function mergeNote(kit: KitPage, folder: KitPageFolder): string | null {
  const { mergeNote: note } = folder.target.descriptor;
  const names = { ...plainNames(folder), port: String(kit.port) };
  return note === undefined ? null : fill(note, names);
}

/** Names for command lines: each value is one word of the host's shell. */
function ownNames(folder: KitPageFolder): Names {
  const { platform } = folder.target;
  const { secretsFile, ...names } = plainNames(folder);
  const words = Object.entries(names).map(([name, text]) => [name, shellWord(platform, text)]);
  return {
    ...(Object.fromEntries(words) as Names),
    ...(secretsFile === undefined ? {} : { secretsFile: shellFile(platform, secretsFile) }),
  };
}

/** The same names for sentences; those of files that the folder lacks are absent. */
function plainNames(folder: KitPageFolder): Names {
  const { target, installFolder, secrets } = folder;
  const { name, title, program, service, configFile, snippetFile } = target;
  const installed = (kind: HostFileKind) => {
    const file = fileOf(folder, kind);
    return file && `${installFolder}/${file.name}`;
  };
  const variableFor = (purpose: SecretPurpose) => secretFor({ secrets }, purpose)?.variable;
  const found: { [N in CommandName]?: string | undefined } = {
    service,
    trustAnchors: installed('trust'),
    certificate: installed('certificate'),
    privateKey: installed('key'),
    keyStore: installed('key-store'),
    curlCertificate: forCurl(installed('certificate')),
    curlKeyStore: forCurl(installed('key-store')),
    trustStore: installed('trust-store'),
    keyStorePassword: variableFor('keyStore'),
    trustStorePassword: variableFor('trustStore'),
    secretsFile: fileOf(folder, 'secrets')?.name,
    installedSecrets: installed('secrets'),
  };
  const present = Object.entries(found).filter(([, text]) => text !== undefined);
  return {
    name,
    title,
    program,
    configFile,
    snippetFile,
    installFolder,
    ...(Object.fromEntries(present) as Names),
  };
}

function forCurl(file: string | undefined): string | undefined {
  return file === undefined ? undefined : withEscapes(file, CURL_CERTIFICATE);
}

function fileOf({ files }: KitPageFolder, kind: HostFileKind): KitPageFile | undefined {
  return files.find((file) => file.kind === kind);
}

/** Whether the messages themselves are encrypted there. */
export function isSealed({ secrets }: KitPageFolder): boolean {
  return secretFor({ secrets }, 'messageKey') !== undefined;
}

/** The variables of PEM keys: the only passwords that curl asks for by itself. */
export function keyPasswordVariables({ files, secrets }: KitPageFolder): string[] {
  if (!files.some(({ kind }) => kind === 'key')) return [];
  return secrets.flatMap(({ purpose, variable }) => (purpose === 'key' ? [variable] : []));
}

function hostNames({ port }: KitPage, { target }: KitPageFolder, host: string): Names {
  const endpoint = formatEndpoint(host, port);
  return {
    host: shellWord(target.platform, host),
    port: String(port),
    endpoint: shellWord(target.platform, endpoint),
    url: shellWord(target.platform, `https://${endpoint}/`),
  };
}

function fill(text: string, names: Names): string {
  return renderFrame(text, names as FrameView, 'the descriptor');
}
