// Writes the declarations of the library's types: those that it shows, which import no package.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/types');

rmSync(folder, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
const shown = new Set();
visit(join(folder, 'library/tlsmith.d.ts'));
prune(folder);

/** Throws where a shown type comes from a package: whoever imports the library would have to install it. */
function visit(file) {
  if (shown.has(file)) return;
  shown.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
    if (!name.startsWith('.')) throw new Error(`${file} imports a type of ${name}`);
    visit(resolve(dirname(file), name.replace(/\.js$/, '.d.ts')));
  }
}

/** `tsc` declares all that the library is made of. */
function prune(at) {
  for (const name of readdirSync(at)) {
    const path = join(at, name);
    if (statSync(path).isDirectory()) prune(path);
    else if (!shown.has(path)) rmSync(path);
  }
  if (readdirSync(at).length === 0) rmSync(at, { recursive: true });
}
