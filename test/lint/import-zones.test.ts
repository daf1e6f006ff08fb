// Who may import whom: the lint rule's judgement for each kind of import, and that its table is the one in src/README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
// Both are JavaScript, because ESLint loads them as they are.
import * as zones from '../../lint/import-zones.js';
import * as rooms from '../../lint/rooms.js';

type Kind = 'static' | 'type' | 'dynamic';
interface Place {
  file: string;
  room: string;
}
const { placeOf, refusal, packageRefusal } = zones as {
  placeOf(path: string, source: string): Place;
  refusal(from: Place, target: Place, kind: Kind): string | undefined;
  packageRefusal(from: Place, name: string, kind: Kind): string | undefined;
};
const { ROOMS, PACKAGES, EXCEPTIONS } = rooms as {
  ROOMS: Record<string, { imports: string[]; types: string[]; dynamic: string[]; files: string[] }>;
  PACKAGES: Record<string, string[]>;
  EXCEPTIONS: Record<string, string[]>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = (file: string) => placeOf(`${root}src/${file}.ts`, `${root}src`);

describe('placeOf', () => {
  it.each([
    ['pki/issue.ts', { file: 'pki/issue', room: 'pki' }],
    ['cli/flags/names.js', { file: 'cli/flags/names', room: 'cli' }],
    ['errors.ts', { file: 'errors', room: '' }],
    ['commands/cert/issue.ts', { file: 'commands/cert/issue', room: 'commands' }],
  ])('knows the room of %s', (file, expected) => {
    expect(placeOf(`${root}src/${file}`, `${root}src`)).toEqual(expected);
  });
});

describe('an import of our own', () => {
  it.each<[string, string, Kind]>([
    ['commands/kit', 'cli/base-command', 'static'],
    ['commands/kit', 'app/make-kit', 'dynamic'],
    ['commands/kit', 'app/make-kit', 'type'],
    ['commands/kit', 'pki/general-name', 'static'],
    ['commands/ca/create', 'pki/distinguished-name', 'static'],
    ['cli/flags/names', 'pki/general-name', 'static'],
    ['cli/flags/validity', 'pki/validity', 'static'],
    ['cli/present/kit', 'app/make-kit', 'type'],
    ['cli/present/kit', 'checks/finding', 'type'],
    ['cli/compose', 'io/node-files', 'static'],
    ['cli/compose', 'io/loopback-tls', 'dynamic'],
    ['cli/main', 'cli/hints', 'static'],
    ['app/make-kit', 'pki/issue', 'static'],
    ['app/make-kit', 'formats/pem', 'static'],
    ['app/make-kit', 'targets/target', 'static'],
    ['app/make-kit', 'checks/end-entity', 'static'],
    ['app/make-kit', 'app/plan', 'static'],
    ['checks/end-entity', 'pki/certificate', 'static'],
    ['checks/runtime/go', 'targets/target', 'static'],
    ['targets/snippet', 'formats/pem', 'static'],
    ['tls/names', 'pki/general-name', 'static'],
    ['formats/pem', 'pki/hex', 'static'],
    ['pki/issue', 'pki/hex', 'static'],
    ['pki/issue', 'errors', 'static'],
    ['shell-word', 'quote', 'static'],
    ['cli/compose-wizard', 'io/inquirer-dialogue', 'static'],
    ['cli/compose-wizard', 'app/list-config', 'dynamic'],
    ['pki/issue', 'ports', 'type'],
    ['io/node-files', 'quote', 'static'],
    ['io/node-files', 'ports', 'type'],
  ])('from %s of %s (%s) is allowed', (from, target, kind) => {
    expect(refusal(place(from), place(target), kind)).toBeUndefined();
  });

  it.each<[string, string, Kind]>([
    ['commands/kit', 'commands/help', 'static'],
    ['commands/kit', 'commands/help', 'dynamic'],
    ['commands/kit', 'app/make-kit', 'static'],
    ['commands/kit', 'pki/issue', 'static'],
    ['commands/kit', 'formats/pem', 'type'],
    ['commands/kit', 'io/node-files', 'dynamic'],
    ['cli/main', 'io/node-files', 'static'],
    ['cli/main', 'io/node-files', 'dynamic'],
    ['cli/present/kit', 'app/make-kit', 'static'],
    ['cli/present/kit', 'app/make-kit', 'dynamic'],
    ['cli/flags/names', 'pki/issue', 'static'],
    ['app/make-kit', 'cli/hints', 'static'],
    ['app/make-kit', 'cli/hints', 'type'],
    ['app/make-kit', 'io/node-files', 'static'],
    ['app/make-kit', 'io/node-files', 'type'],
    ['app/make-kit', 'io/node-files', 'dynamic'],
    ['checks/end-entity', 'app/plan', 'static'],
    ['targets/snippet', 'pki/issue', 'static'],
    ['targets/snippet', 'app/plan', 'type'],
    ['tls/names', 'formats/pem', 'static'],
    ['formats/pem', 'targets/target', 'static'],
    ['formats/pem', 'app/plan', 'type'],
    ['pki/issue', 'formats/pem', 'static'],
    ['pki/issue', 'formats/pem', 'type'],
    ['io/node-files', 'pki/hex', 'static'],
    ['io/node-files', 'app/plan', 'type'],
    ['errors', 'pki/hex', 'static'],
    ['quote', 'io/node-files', 'type'],
    ['cli/compose', 'app/make-kit', 'dynamic'],
    ['errors', 'pki/hex', 'static'],
    ['ports', 'app/plan', 'type'],
    ['quote', 'pki/hex', 'static'],
  ])('from %s of %s (%s) is refused', (from, target, kind) => {
    expect(refusal(place(from), place(target), kind)).toEqual(expect.any(String));
  });
});

describe('an import of a package', () => {
  it.each<[string, string, Kind]>([
    ['pki/x509', '@peculiar/x509', 'static'],
    ['pki/x509', 'reflect-metadata', 'static'],
    ['pki/name-encoding', 'asn1js', 'static'],
    ['formats/private-key', 'asn1js', 'static'],
    ['commands/kit', '@oclif/core', 'static'],
    ['cli/main', '@oclif/core', 'static'],
    ['io/inquirer-prompt', 'inquirer', 'dynamic'],
    ['targets/syntax/yaml', 'yaml', 'static'],
    ['targets/frame', 'mustache', 'static'],
    ['io/node-files', 'node:fs', 'static'],
    ['cli/compose', 'node:path', 'static'],
    ['app/write-files', 'node:path/posix', 'static'],
    ['pki/x509', 'node:crypto', 'type'],
  ])('from %s of %s (%s) is allowed', (from, name, kind) => {
    expect(packageRefusal(place(from), name, kind)).toBeUndefined();
  });

  it.each<[string, string, Kind]>([
    ['pki/issue', '@peculiar/x509', 'static'],
    ['pki/issue', '@peculiar/x509', 'type'],
    ['formats/pem', '@peculiar/x509', 'dynamic'],
    ['app/make-kit', 'asn1js', 'static'],
    ['app/make-kit', '@oclif/core', 'type'],
    ['cli/main', 'inquirer', 'dynamic'],
    ['app/make-kit', 'yaml', 'static'],
    ['cli/present/kit', 'mustache', 'static'],
    ['pki/issue', 'node:crypto', 'static'],
    ['pki/issue', 'node:crypto', 'dynamic'],
    ['app/write-files', 'node:fs', 'static'],
    ['app/write-files', 'node:fs/promises', 'dynamic'],
    ['cli/main', 'node:fs', 'static'],
    ['commands/kit', 'node:child_process', 'static'],
    ['io/node-files', 'left-pad', 'static'],
    ['app/make-kit', 'fs', 'static'],
    ['errors', 'asn1js', 'static'],
  ])('from %s of %s (%s) is refused', (from, name, kind) => {
    expect(packageRefusal(place(from), name, kind)).toEqual(expect.any(String));
  });

  it.each(Object.entries(PACKAGES))('%s is allowed in %s and nowhere else', (name, files) => {
    const everywhere = sourceFiles().filter(
      (file) => packageRefusal(place(file), name, 'static') === undefined,
    );
    expect(everywhere.filter((file) => !files.includes(file))).toEqual([]);
  });
});

function sourceFiles(): string[] {
  return readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length).split('\\').join('/'));
}

describe('the table of rooms', () => {
  it('has a row in src/README.md for each room, with the rooms whose values it imports', () => {
    const [readme = ''] = readFileSync(`${root}src/README.md`, 'utf8').split('## One walk');
    const rows = [...readme.matchAll(/^\| `([a-z]+)`\s*\|[^|]*\|([^|]*)\|/gm)].map(
      ([, room, imports]) => [
        room,
        [...(imports ?? '').matchAll(/`([a-z]+)`/g)].map(([, one]) => one),
      ],
    );
    const expected = Object.entries(ROOMS).map(([room, { imports }]) => [room, imports]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  });

  it('names only folders and files that exist, but for tls, which grows later', () => {
    const files = sourceFiles();
    const roomsOnDisk = new Set(files.map((file) => file.split('/')[0]));
    const absent = Object.keys(ROOMS).filter((room) => !roomsOnDisk.has(room));
    expect(absent.filter((room) => room !== 'tls')).toEqual([]);
    const named = [
      ...Object.values(ROOMS).flatMap((room) => room.files),
      ...Object.keys(EXCEPTIONS),
    ];
    expect(named.filter((file) => !files.includes(file))).toEqual([]);
  });
});
