// README.md says what the program does: its command reference and product table are the generated ones.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentedReadme } from '../../scripts/document.js';
import { ROOMS } from '../../lint/rooms.js';
import { PACKAGE_ROOT } from '../support/run-cli.js';

const text = (file: string) => readFileSync(`${PACKAGE_ROOT}${file}`, 'utf8');

describe('README.md', () => {
  it('holds the command reference and the products as they are (node scripts/document.js writes them)', () => {
    expect(text('README.md')).toBe(documentedReadme(text('README.md')));
  });

  it('leads with two commands that install and build by themselves', () => {
    const [make, check] = [...text('README.md').matchAll(/```sh\n([^`]+)```/g)].map(
      ([, command]) => command,
    );
    expect(make).toMatch(/^npm ci && npm run build && node bin\/run\.js kit heartbeat logstash /);
    expect(check).toBe('npm ci && npm test\n');
  });
});

describe('src/README.md', () => {
  const rows = [
    ...text('src/README.md').matchAll(/^\| `(\w+)` +\|[^|]*\| ([^|]*) \| ([^|]*) \|$/gm),
  ];
  const codes = (cell: string) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);

  it('has a row for every room', () => {
    expect(rows.map(([, room]) => room).sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it.each(rows.map(([, room, imports]) => [room as string, imports as string]))(
    'allows %s the imports that the lint rule allows',
    (room, imports) => {
      const allowed = ROOMS[room as keyof typeof ROOMS];
      expect(codes(imports).sort()).toEqual([...allowed.imports].sort());
    },
  );

  it.each(rows.map(([, room, , also]) => [room as string, also as string]))(
    'names the single files that %s may import',
    (room, also) => {
      const { files } = ROOMS[room as keyof typeof ROOMS];
      expect(codes(also)).toEqual(expect.arrayContaining([...files]));
    },
  );
});
