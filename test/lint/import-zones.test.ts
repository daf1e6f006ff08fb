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
    ['pki/issuing/issue.ts', { file: 'pki/issuing/issue', room: 'pki' }],
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
    ['commands/kit', 'app/kit/make', 'dynamic'],
    ['commands/kit', 'app/kit/make', 'type'],
    ['commands/kit', 'pki/names/general-name', 'static'],
    ['commands/ca/create', 'pki/names/distinguished-name', 'static'],
    ['cli/flags/names', 'pki/names/general-name', 'static'],
    ['cli/flags/validity', 'pki/certificate/validity', 'static'],
    ['cli/present/kit', 'app/kit/make', 'type'],
    ['cli/present/kit', 'checks/finding', 'type'],
    ['cli/compose', 'io/node-files', 'static'],
    ['cli/compose', 'io/loopback-tls', 'dynamic'],
    ['cli/main', 'cli/hints', 'static'],
    ['app/kit/make', 'pki/issuing/issue', 'static'],
    ['app/kit/make', 'formats/containers/pem', 'static'],
    ['app/kit/make', 'targets/target', 'static'],
    ['app/kit/make', 'checks/certificate/end-entity', 'static'],
    ['app/kit/make', 'app/writing/plan', 'static'],
    ['app/kit/make', 'app/kit/hosts', 'static'],
    ['app/kit/make', 'app/reading/names', 'static'],
    ['app/making/keys', 'app/reading/private-key', 'static'],
    ['app/writing/host-files', 'app/reading/passwords', 'type'],
    ['app/reading/store', 'formats/containers/any-store', 'static'],
    ['app/inspect/store', 'formats/containers/any-store', 'dynamic'],
    ['app/kit/make', 'formats/containers/bundle', 'type'],
    ['app/writing/host-files', 'formats/pkcs12/encode', 'static'],
    ['library/tlsmith', 'formats/containers/bundle', 'static'],
    ['checks/certificate/end-entity', 'pki/certificate/certificate', 'static'],
    ['checks/runtime/go/verdict', 'targets/target', 'static'],
    ['targets/snippet/snippet', 'formats/containers/pem', 'static'],
    ['tls/names', 'pki/names/general-name', 'static'],
    ['formats/containers/pem', 'pki/der/hex', 'static'],
    ['pki/issuing/issue', 'pki/der/hex', 'static'],
    ['pki/issuing/issue', 'errors', 'static'],
    ['shell-word', 'quote', 'static'],
    ['cli/compose-wizard', 'io/inquirer-dialogue', 'static'],
    ['cli/compose-wizard', 'app/config/list', 'dynamic'],
    ['pki/issuing/issue', 'ports', 'type'],
    ['io/node-files', 'quote', 'static'],
    ['io/node-files', 'ports', 'type'],
  ])('from %s of %s (%s) is allowed', (from, target, kind) => {
    expect(refusal(place(from), place(target), kind)).toBeUndefined();
  });

  it.each<[string, string, Kind]>([
    ['commands/kit', 'commands/help', 'static'],
    ['app/kit/make', 'app/issue/certificate', 'static'],
    ['app/kit/make', 'app/issue/certificate', 'type'],
    ['app/reading/identity', 'app/writing/plan', 'static'],
    ['app/reading/identity', 'app/making/keys', 'static'],
    ['app/reading/identity', 'app/verify/certificate', 'type'],
    ['app/writing/host-folder', 'app/making/keys', 'static'],
    ['app/proving/link', 'formats/containers/bundle', 'static'],
    ['app/proving/link', 'formats/pkcs12/decode', 'dynamic'],
    ['app/export/keystore', 'formats/pkcs12/encode', 'static'],
    ['commands/kit', 'commands/help', 'dynamic'],
    ['commands/kit', 'app/kit/make', 'static'],
    ['commands/kit', 'pki/issuing/issue', 'static'],
    ['commands/kit', 'formats/containers/pem', 'type'],
    ['commands/kit', 'io/node-files', 'dynamic'],
    ['cli/main', 'io/node-files', 'static'],
    ['cli/main', 'io/node-files', 'dynamic'],
    ['cli/present/kit', 'app/kit/make', 'static'],
    ['cli/present/kit', 'app/kit/make', 'dynamic'],
    ['cli/flags/names', 'pki/issuing/issue', 'static'],
    ['app/kit/make', 'cli/hints', 'static'],
    ['app/kit/make', 'cli/hints', 'type'],
    ['app/kit/make', 'io/node-files', 'static'],
    ['app/kit/make', 'io/node-files', 'type'],
    ['app/kit/make', 'io/node-files', 'dynamic'],
    ['checks/certificate/end-entity', 'app/writing/plan', 'static'],
    ['targets/snippet/snippet', 'pki/issuing/issue', 'static'],
    ['targets/snippet/snippet', 'app/writing/plan', 'type'],
    ['tls/names', 'formats/containers/pem', 'static'],
    ['formats/containers/pem', 'targets/target', 'static'],
    ['formats/containers/pem', 'app/writing/plan', 'type'],
    ['pki/issuing/issue', 'formats/containers/pem', 'static'],
    ['pki/issuing/issue', 'formats/containers/pem', 'type'],
    ['io/node-files', 'pki/der/hex', 'static'],
    ['io/node-files', 'app/writing/plan', 'type'],
    ['errors', 'pki/der/hex', 'static'],
    ['quote', 'io/node-files', 'type'],
    ['cli/compose', 'app/kit/make', 'dynamic'],
    ['errors', 'pki/der/hex', 'static'],
    ['ports', 'app/writing/plan', 'type'],
    ['quote', 'pki/der/hex', 'static'],
  ])('from %s of %s (%s) is refused', (from, target, kind) => {
    expect(refusal(place(from), place(target), kind)).toEqual(expect.any(String));
  });
});

describe('an import of a package', () => {
  it.each<[string, string, Kind]>([
    ['pki/certificate/x509', '@peculiar/x509', 'static'],
    ['pki/certificate/x509', 'reflect-metadata', 'static'],
    ['pki/names/name-encoding', 'asn1js', 'static'],
    ['formats/keys/private-key', 'asn1js', 'static'],
    ['commands/kit', '@oclif/core', 'static'],
    ['cli/main', '@oclif/core', 'static'],
    ['io/inquirer-prompt', 'inquirer', 'dynamic'],
    ['targets/syntax/yaml', 'yaml', 'static'],
    ['targets/snippet/frame', 'mustache', 'static'],
    ['io/node-files', 'node:fs', 'static'],
    ['cli/compose', 'node:path', 'static'],
    ['app/writing/write-files', 'node:path/posix', 'static'],
    ['pki/certificate/x509', 'node:crypto', 'type'],
  ])('from %s of %s (%s) is allowed', (from, name, kind) => {
    expect(packageRefusal(place(from), name, kind)).toBeUndefined();
  });

  it.each<[string, string, Kind]>([
    ['pki/issuing/issue', '@peculiar/x509', 'static'],
    ['pki/issuing/issue', '@peculiar/x509', 'type'],
    ['formats/containers/pem', '@peculiar/x509', 'dynamic'],
    ['app/kit/make', 'asn1js', 'static'],
    ['app/kit/make', '@oclif/core', 'type'],
    ['cli/main', 'inquirer', 'dynamic'],
    ['app/kit/make', 'yaml', 'static'],
    ['cli/present/kit', 'mustache', 'static'],
    ['pki/issuing/issue', 'node:crypto', 'static'],
    ['pki/issuing/issue', 'node:crypto', 'dynamic'],
    ['app/writing/write-files', 'node:fs', 'static'],
    ['app/writing/write-files', 'node:fs/promises', 'dynamic'],
    ['cli/main', 'node:fs', 'static'],
    ['commands/kit', 'node:child_process', 'static'],
    ['io/node-files', 'left-pad', 'static'],
    ['app/kit/make', 'fs', 'static'],
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
    const [readme = ''] = readFileSync(`${root}src/README.md`, 'utf8').split('**Rooms have floors');
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
