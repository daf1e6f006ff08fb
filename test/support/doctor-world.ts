// Configs with their files in memory, looked at by `doctor`, and its remedies carried out to the
// letter: lines of configs edited, commands run by their use-cases.
import { basename, dirname, resolve } from 'node:path/posix';
import { parseArgs } from 'node:util';
import { type Diagnosis, diagnosisOf } from '../../src/app/doctor/diagnose.js';
import { examine } from '../../src/app/examining/configs.js';
import { loadKnownProducts } from '../../src/app/reading/config/configured-hosts.js';
import type { MendedFinding } from '../../src/app/judging/config/mending.js';
import { exportCertificate } from '../../src/app/export/certificate.js';
import { exportKey } from '../../src/app/export/key.js';
import { exportTruststore } from '../../src/app/export/truststore.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { renewCertificates } from '../../src/app/renew/renew.js';
import { commandsFor } from '../../src/cli/present/doctor/fix-plan.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../src/pki/names/name-parser.js';
import type { EndEntityProfile } from '../../src/pki/issuing/profile.js';
import type { KeyType } from '../../src/ports.js';
import { editedText } from '../../src/targets/config/edit.js';
import { keyPem, PASSWORD, pem, root } from './doctor-files.js';
import { type MemoryFile, memoryFile, memoryFiles, type MemoryTree } from './memory-files.js';
import { testPorts } from './test-ports.js';

const products = loadKnownProducts(testPorts().templates);

export type Contents = Readonly<Record<string, string | Uint8Array | MemoryFile>>;

/** With what the words in capitals of a remedy stand for. */
export function treeOf(contents: Contents): MemoryTree {
  const all: Contents = {
    ...{ '/CADIR/ca.crt': pem(root), '/CADIR/ca.key': keyPem(root), '/CADIR/ledger.jsonl': '' },
    '/PASSWORDFILE': PASSWORD,
    ...contents,
  };
  return new Map(
    Object.entries(all).map(([path, content]) => [
      path,
      isMade(content) ? { ...content } : newFile(path, content),
    ]),
  );
}

function isMade(content: string | Uint8Array | MemoryFile): content is MemoryFile {
  return typeof content !== 'string' && 'bytes' in content;
}

function newFile(path: string, content: string | Uint8Array): MemoryFile {
  return memoryFile(content, /\.(?:key|p12)$/.test(path) ? 0o600 : 0o644);
}

export function textAt(tree: MemoryTree, path: string): string {
  const file = tree.get(path);
  if (!file || file === 'folder') throw new Error(`no file ${path}`);
  return Buffer.from(file.bytes).toString();
}

export function put(tree: MemoryTree, path: string, content: string | Uint8Array): void {
  const before = tree.get(path);
  const owned = before && before !== 'folder' ? before : newFile(path, '');
  tree.set(path, { ...owned, isLocked: false, bytes: Buffer.from(content as string) });
}

const isConfig = (path: string) => /\.(?:yml|conf)$/.test(path);

export async function look(tree: MemoryTree, stack: string | undefined): Promise<Diagnosis> {
  const paths = [...tree.keys()].filter(isConfig);
  const ports = testPorts({ files: memoryFiles(tree) });
  return diagnosisOf(await examine({ paths, stack }, ports, await products));
}

/** False where the remedy is a sentence that only a person can follow. */
export async function mend(tree: MemoryTree, finding: MendedFinding): Promise<boolean> {
  const commands = commandsFor(finding);
  for (const command of commands) await run(command, tree);
  for (const file of new Set(finding.edits.map((edit) => edit.file))) {
    const own = finding.edits.filter((edit) => edit.file === file);
    put(tree, file, editedText(textAt(tree, file), own));
  }
  return commands.length > 0 || finding.edits.length > 0;
}

async function run(command: string, tree: MemoryTree): Promise<void> {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  );
  const [program = '', ...rest] = words;
  const files = memoryFiles(tree);
  const [from = '', to = ''] = rest;
  if (program === 'tlsmith') return runTlsmith(rest, tree);
  if (program === 'cp') return copy(tree, resolve('/', from), resolve('/', to));
  if (program === 'cat') return put(tree, rest.at(-1) ?? '', joined(tree, rest.slice(0, -2)));
  if (program === 'rm') return files.remove(rest.at(-1) ?? '');
  if (program === 'chmod') return files.setMode(to, parseInt(from, 8));
  if (program === 'chown' || program === 'chgrp') return own(tree, program, from, to);
  throw new Error(`who knows ${command}`);
}

function joined(tree: MemoryTree, paths: readonly string[]): string {
  return paths.map((path) => textAt(tree, path)).join('');
}

/** By the numbers that the machine has for the name. */
function own(tree: MemoryTree, program: 'chown' | 'chgrp', name: string, path: string): void {
  const list = textAt(tree, program === 'chown' ? '/etc/passwd' : '/etc/group');
  const number = Number(new RegExp(`^${name}:[^:]*:(\\d+)`, 'm').exec(list)?.[1]);
  const file = tree.get(path) as MemoryFile;
  tree.set(path, { ...file, [program === 'chown' ? 'uid' : 'gid']: number });
}

/** Into the file that stands there; else with the mode of the first. */
function copy(tree: MemoryTree, from: string, to: string): void {
  const source = tree.get(from);
  if (!source || source === 'folder') throw new Error(`no file ${from}`);
  if (tree.has(to)) put(tree, to, source.bytes);
  else tree.set(to, { ...source });
}

const text = { type: 'string' } as const;

async function runTlsmith(words: readonly string[], tree: MemoryTree): Promise<void> {
  const ports = testPorts({ files: memoryFiles(tree) });
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      ...{ profile: text, subject: text, 'key-type': text, format: text, form: text },
      ...{ 'password-file': text, 'in-password-file': text, ca: text, in: text, out: text },
      ...{ san: { ...text, multiple: true }, 'ca-cert': { ...text, multiple: true } },
      ...{ chain: { type: 'boolean' }, force: { type: 'boolean' } },
    },
  });
  const [topic, verb, name = ''] = positionals;
  const { out = '', force = false } = values;
  const file = (path: string | undefined) => (path === undefined ? undefined : { file: path });
  const common = { consumers: [], out, force, dryRun: false };
  const source = values.in ?? '';
  const filePassword = file(values['in-password-file']);
  const password = file(values['password-file']);
  switch (`${topic} ${verb}`) {
    case 'cert issue':
      await issueCertificate(
        {
          ...common,
          name,
          profile: values.profile as EndEntityProfile,
          ...(values.subject !== undefined && { subject: parseDistinguishedName(values.subject) }),
          subjectAltNames: (values.san ?? []).map(parseGeneralName),
          keyType: values['key-type'] as KeyType | undefined,
          validity: { days: 825, isDefault: true },
          issuer: { source: { folder: values.ca ?? '' } },
          formats: [values.format === 'pkcs12' ? 'pkcs12' : 'pem'],
          password,
        },
        ports,
      );
      return;
    case 'cert renew': {
      const summary = await renewCertificates(
        {
          paths: positionals.slice(2),
          key: 'new',
          issuer: {
            typed: { source: { folder: values.ca ?? '' } },
            ...{ fallback: '', password: undefined },
          },
          password: filePassword,
          ...{ proof: false, dryRun: false },
        },
        ports,
      );
      const failed = summary.hosts.find(({ error }) => error)?.error;
      if (failed) throw failed;
      return;
    }
    case 'export key':
      await exportKey(
        { ...common, file: source, filePassword, container: 'pkcs8', password },
        ports,
      );
      return;
    case 'export cert':
      await exportCertificate(
        {
          ...common,
          source: { file: source },
          selection: values.chain === true ? 'chain' : 'all',
          form: 'pem',
        },
        ports,
      );
      return;
    case 'export truststore':
      await exportTruststore(
        {
          ...common,
          sources: values['ca-cert'] ?? [],
          sourcePassword: filePassword,
          compat: 'modern',
          password,
        },
        ports,
      );
      return;
    default:
      throw new Error(`who knows ${words.join(' ')} of ${basename(dirname(out))}`);
  }
}
