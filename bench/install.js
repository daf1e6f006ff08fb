// Measures `npm i -g` of the packed program against that of an empty package.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparePairs } from './measure.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Answers the pairs' ratios, and the seconds that the program takes more, between the medians. */
export function compareInstalls(folder, runs, env) {
  const empty = join(folder, 'empty');
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'package.json'), '{"name":"empty-package","version":"1.0.0"}');
  const installing = { ...env, npm_config_cache: join(folder, 'npm-cache') };
  const [program, base] = [ROOT, empty].map((from) => install(pack(from, folder, env), folder));
  const { ratios, subject, base: nothing } = comparePairs(program, base, runs, installing);
  return { ratios, more: (subject.median - nothing.median) / 1000 };
}

function install(file, folder) {
  const prefix = join(folder, 'prefix');
  return {
    label: 'npm i -g',
    words: () => ['npm', 'install', '--global', '--offline', '--prefix', prefix, file],
    clean: () => rmSync(prefix, { recursive: true, force: true }),
  };
}

function pack(from, folder, env) {
  const words = ['pack', from, '--ignore-scripts', '--json', '--pack-destination', folder];
  const { status, stdout, stderr } = spawnSync('npm', words, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack: exit ${status}\n${stderr}`);
  return join(folder, JSON.parse(stdout)[0].filename);
}
