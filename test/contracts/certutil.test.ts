// docs/certutil.md: every row has a test that carries its name, every such test has a row, and the flags are those of the program's table.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CERTUTIL_FLAGS } from '../../src/cli/certutil/flag-table.js';
import { PACKAGE_ROOT } from '../support/run-cli.js';

const page = readFileSync(`${PACKAGE_ROOT}docs/certutil.md`, 'utf8');
const rows = [...page.matchAll(/^\| `([a-z\d-]+)` *\|(.*)\|$/gm)].map(
  ([, name = '', rest = '']) => ({
    name,
    cells: rest.split('|').map((cell) => cell.trim()),
  }),
);
const names = rows.map(({ name }) => name);

const GROUPS = [...new Set(names.map((name) => name.split('-')[0] as string))];
const claimed = new Set(
  readdirSync(`${PACKAGE_ROOT}test`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(certutil.*|elasticsearch-http|wizard)\.test\.ts$/.test(file))
    .filter((file) => !file.startsWith('contracts'))
    .flatMap((file) => [
      ...readFileSync(`${PACKAGE_ROOT}test/${file}`, 'utf8').matchAll(
        new RegExp(`\\[((?:${GROUPS.join('|')})-[a-z\\d-]+)\\]`, 'g'),
      ),
    ])
    .map(([, name]) => name as string),
);

describe('docs/certutil.md', () => {
  it('names each row once', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(80);
  });

  it.each(names)('%s has a test', (name) => {
    expect(claimed).toContain(name);
  });

  it.each([...claimed])('%s has a row', (name) => {
    expect(names).toContain(name);
  });

  const flags = CERTUTIL_FLAGS.filter(({ origin }) => origin === 'certutil');
  it.each(flags.map((flag) => [flag.name, flag] as const))(
    'has a row for --%s with its modes',
    (name, { char, modes }) => {
      const row = rows.find((one) => one.name === `flag-${name}`);
      expect(row?.cells[0]).toContain(name === 'setting' ? `-${char}` : `--${name}`);
      expect(row?.cells[1]?.split(', ')).toEqual(modes);
    },
  );

  it.each(CERTUTIL_FLAGS.filter(({ origin }) => origin === 'tlsmith').map(({ name }) => name))(
    'mentions --%s, which is ours',
    (name) => {
      expect(page).toContain(`--${name}`);
    },
  );
});
