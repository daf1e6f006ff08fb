// zlint and pkilint about what tlsmith issues, of every kind: nothing, but what pkilint thinks of wildcards and names of one label.
// And about what is faulty: each difference between them and `inspect` is a line of linter-differences.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CERTIFICATE_ROWS } from '../checks/lint/certificate-rows.js';
import { CORE_ROWS } from '../checks/lint/core-rows.js';
import { CRL_ROWS } from '../checks/lint/crl-rows.js';
import { EXTENSION_ROWS } from '../checks/lint/extension-rows.js';
import type { LintRow } from '../checks/lint/row.js';
import {
  type Linted,
  type Linter,
  LINTERS,
  PKILINT,
  type Said,
  saidBy,
  ZLINT,
} from '../support/linters.js';
import { describePeer } from '../support/peer.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { LOUDER, SILENT } from './linter-differences.js';

const NAMES = Object.keys(LINTERS) as Linter[];
const folder = temporaryFolder();

describePeer('other linters', { zlint: ZLINT, pkilint: PKILINT }, () => {
  describe('what is issued', () => {
    beforeAll(issueAll);

    it.each(NAMES)('has nothing in it for %s', async (linter) => {
      const issued = issuedFiles();
      expect(issued.length).toBeGreaterThan(35);
      const said = await saidBy(linter, issued);
      const odd = issued.flatMap(({ file }, at) =>
        Object.entries(said[at] as Said).map(([code]) => [file, code]),
      );
      expect(odd).toEqual(linter === 'zlint' ? [] : DISLIKED);
    });

    it('has nothing in it for ourselves', async () => {
      const files = issuedFiles().map(({ file }) => join(folder, file));
      const args = ['inspect', '--strict', ...files, ...requestFiles()];
      const { document } = await runHereJson<{ items: { file: string; findings: object[] }[] }>(
        args,
      );
      expect(document.items.filter(({ findings }) => findings.length > 0)).toEqual([]);
      expect(document.items.length).toBeGreaterThan(40);
    });
  });

  describe('what is faulty', () => {
    const rows = [...CORE_ROWS, ...CERTIFICATE_ROWS, ...EXTENSION_ROWS, ...CRL_ROWS];
    const items = (which: 'faulty' | 'clean') =>
      rows.map((row): Linted => ({ kind: kindOf(row), der: row[which]() }));

    it.each(NAMES)('is compared with %s', async (linter) => {
      const [faulty, clean] = [
        await saidBy(linter, items('faulty')),
        await saidBy(linter, items('clean')),
      ];
      const silent = rows.filter((_, at) => {
        const known = Object.keys(clean[at] as Said);
        return Object.keys(faulty[at] as Said).every((code) => known.includes(code));
      });
      expect(silent.map(keyOf).sort()).toEqual(linesOf(SILENT, linter));
      const louder = new Set(clean.flatMap((one) => Object.keys(one)));
      expect([...louder].sort()).toEqual(linesOf(LOUDER, linter));
      console.log(
        `${linter} notices ${rows.length - silent.length} of ${rows.length} faults that inspect finds`,
      );
    });

    it('has a reason for each difference', () => {
      expect([...SILENT, ...LOUDER].filter(([, , reason]) => reason.length < 10)).toEqual([]);
    });
  });
});

const keyOf = ({ kind, rule: [code, citation], what }: LintRow) =>
  `${kind} ${code} (${citation}): ${what}`;

function kindOf({ kind }: LintRow): Linted['kind'] {
  return kind === 'crl' ? 'crl' : 'certificate';
}

function linesOf(differences: typeof SILENT, linter: Linter): string[] {
  return differences
    .filter(([name]) => name === linter)
    .map(([, row]) => row)
    .sort();
}

/** Names of one label, and a wildcard: hosts of a network of one's own are called so. */
const DISLIKED = [
  'short/short.crt',
  'tlsmith-kit/heartbeat/heartbeat.crt',
  'wildcard/wildcard.crt',
].map((file) => [file, 'pkix.invalid_domain_name_syntax']);

const KEY_TYPES = ['ec-p256', 'ec-p384', 'ec-p521', 'rsa-2048', 'ed25519'];
const URLS = ['--crl-url', 'http://ca.example/ca.crl', '--aia-url', 'http://ca.example/ca.cer'];

/** The lines of a CA's life: each kind of key, profile, name, limit and end. */
const LINES: readonly (readonly string[])[] = [
  ...KEY_TYPES.flatMap((keyType) => [
    ['ca', 'create', '-o', `ca-${keyType}`, '--key-type', keyType],
    ...['server', 'client', 'peer'].map((profile) => [
      ...['cert', 'issue', `${profile}-${keyType}`, '--ca', `ca-${keyType}`],
      ...['--profile', profile, '--key-type', keyType, '--san', 'a.example'],
    ]),
  ]),
  [
    ...['ca', 'create', '-o', 'limited', '--issuer', 'ca-ec-p256', '--path-length', '1', ...URLS],
    ...['--permit-dns', 'a.example', '--exclude-dns', 'b.a.example', '--permit-ip', '10.0.0.0/8'],
    ...['--permit-email', '.a.example', '--eku', 'serverAuth,clientAuth'],
  ],
  ['ca', 'create', '-o', 'far', '--subject', 'CN=Far,O=Acme,C=DE', '--until', '2060-01-01'],
  ['ca', 'create', '-o', 'no-address', '--issuer', 'far', '--exclude-all-ip'],
  [
    ...['cert', 'issue', 'names', '--ca', 'ca-ec-p256', '--profile', 'peer', ...URLS],
    ...['--san', 'a.example', '--san', '10.0.0.5', '--san', 'fd00::5', '--san', 'u@a.example'],
    ...['--san', 'http://a.example/x', '--san', 'upn:u@a.example', '--san', 'b\u00fccher.example'],
    ...['--subject', 'CN=a,OU=b,O=c,L=d,ST=e,C=DE'],
  ],
  [
    'cert',
    'issue',
    'wildcard',
    '--ca',
    'ca-ec-p256',
    '--profile',
    'server',
    '--san',
    '*.a.example',
  ],
  ['cert', 'issue', 'short', '--ca', 'ca-ec-p256', '--profile', 'server', '--san', 'es01'],
  [
    'cert',
    'issue',
    'late',
    '--ca',
    'far',
    '--profile',
    'server',
    '--san',
    'a.example',
    '--until',
    '2055-01-01',
  ],
  ['cert', 'issue', 'itself', '--self-signed', '--profile', 'server', '--san', 'a.example'],
  ['cert', 'request', 'asked', '--profile', 'server', '--san', 'a.example', '--san', '10.0.0.5'],
  [
    'cert',
    'sign',
    'asked/asked.csr',
    '--ca',
    'ca-rsa-2048',
    '--profile',
    'server',
    '--copy-san',
    '-o',
    'signed',
  ],
  ['cert', 'request', 'sub', '--profile', 'server', '--san', 'a.example', '--subject', 'CN=Sub CA'],
  [
    'cert',
    'sign',
    'sub/sub.csr',
    '--ca',
    'ca-ec-p384',
    '--profile',
    'intermediate',
    '-o',
    'signed-ca',
  ],
  ['crl', 'issue', '--ca', 'far'],
  ...['unspecified', 'keyCompromise', 'certificateHold'].flatMap((reason, at) => [
    [
      ...[
        'cert',
        'revoke',
        `${['server', 'client', 'peer'][at]}-ec-p256/${['server', 'client', 'peer'][at]}-ec-p256.crt`,
      ],
      ...['--ca', 'ca-ec-p256', '--reason', reason],
    ],
  ]),
  ['crl', 'issue', '--ca', 'ca-ec-p256'],
  ['kit', 'heartbeat', 'logstash', '--host', 'logs.example', '--no-handshake'],
];

async function issueAll(): Promise<void> {
  for (const line of LINES) {
    const { exitCode, stderr } = await runHere([...line], { cwd: folder });
    if (exitCode !== 0) throw new Error(`tlsmith ${line.join(' ')}: ${stderr}`);
  }
}

/** The first certificate or CRL of each file. */
function issuedFiles(): (Linted & { file: string })[] {
  return filesThat(/\.(crt|crl)$/).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const [, label, base64] = /-----BEGIN ([^-]*)-----([^-]*)/.exec(text) ?? [];
    if (label === undefined || base64 === undefined) return [];
    const kind = label === 'CERTIFICATE' ? 'certificate' : 'crl';
    return [{ file, kind, der: Buffer.from(base64, 'base64') } as const];
  });
}

function requestFiles(): string[] {
  return filesThat(/\.csr$/).map((file) => join(folder, file));
}

function filesThat(isOne: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => isOne.test(file))
    .sort();
}
