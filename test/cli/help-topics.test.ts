// The help topics about files and the environment say what the source does.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modeOf } from '../../src/app/writing/plan.js';
import { VARIABLES } from '../../src/cli/present/environment.js';
import { FILES } from '../../src/cli/present/files.js';
import { HELP_TOPICS } from '../../src/cli/present/help-topics.js';

const SOURCES = ['src/cli', 'src/commands', 'src/io']
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${room}/${name}`, 'utf8')),
  )
  .concat(['bin/run.js', 'bin/code-cache.js'].map((file) => readFileSync(file, 'utf8')));

describe('help environment', () => {
  it('lists every variable that is read, and no other', () => {
    const read = SOURCES.flatMap((text) =>
      [...text.matchAll(/\b(?:process\.env|environment)\.([A-Z_]+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(VARIABLES).sort()).toEqual([...new Set(read)].sort());
  });
});

describe('help files', () => {
  it.each(FILES)('$name has the mode that it is written with', ({ kind, mode }) => {
    expect(mode).toBe(modeOf(kind).toString(8).padStart(4, '0'));
  });

  it('has a row for every kind of file', () => {
    const plan = readFileSync('src/app/writing/plan.ts', 'utf8');
    const [union] = /export type FileKind =[^;]+;/.exec(plan) ?? [''];
    const kinds = [...union.matchAll(/'([a-z-]+)'/g)].map(([, kind]) => kind);
    expect([...new Set(FILES.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
  });
});

it.each(['environment', 'files'])('help %s fits in 100 columns', (topic) => {
  const text = HELP_TOPICS.get(topic)?.().text ?? '';
  expect(text).toMatch(/\n$/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});
