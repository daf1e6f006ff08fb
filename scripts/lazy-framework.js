// Takes of the framework what a run needs. Its modules load each other when first used, not when loaded themselves; and what parses
// one command's flags has no way to the framework's start and help, which bring semver, ejs, minimatch and spinners.
import { readFile } from 'node:fs/promises';

/** As TypeScript writes an import: alone on its line, the name used nowhere but as `name.member`. */
const IMPORTS = /^(?:const|var) (\w+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gm;

/** They need it where a command starts itself, or has a flag for help of its own: none of ours does. */
const COMMAND_FILES = /[\\/]@oclif[\\/]core[\\/]lib[\\/](command|flags|errors[\\/]handle)\.js$/;

const UNSTARTED = `module.exports = new Proxy({}, {
  get() { throw new Error('the framework is not started for this'); },
});`;

export const lazyFramework = {
  name: 'lazy-framework',
  setup({ onLoad, onResolve, onEnd }) {
    const used = new Set();
    onEnd(() => ({
      errors: SHORTCUTS.filter((one) => !used.has(one)).map(([long]) => ({
        text: `the framework has no place any more for ${long}`,
      })),
    }));
    onResolve({ filter: /^\.\.?\/(config|help)(\/|$)/ }, ({ importer }) =>
      COMMAND_FILES.test(importer) ? { path: 'unstarted', namespace: 'lazy-framework' } : undefined,
    );
    onLoad({ filter: /^unstarted$/, namespace: 'lazy-framework' }, () => ({ contents: UNSTARTED }));
    onLoad({ filter: /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/ }, async ({ path }) => ({
      contents: withLazyImports(withShortcuts(await readFile(path, 'utf8'), used)),
      loader: 'js',
    }));
  },
};

/**
 * `const a_1 = require("a")` … `a_1.b` → `let a_1$; const a_1 = () => a_1$ ??= require("a")` … `(a_1()).b`.
 * Throws where a name is used in another way: then it would be a function where a module is meant.
 */
export function withLazyImports(source) {
  const names = [...source.matchAll(IMPORTS)].map(([, name]) => name);
  const called = names.reduce(
    (text, name) => text.replace(new RegExp(`\\b${name}\\b(?=[.)])`, 'g'), `(${name}())`),
    source,
  );
  const body = called.replace(IMPORTS, '');
  const odd = names.find((name) => new RegExp(`\\b${name}\\b(?!\\(\\))`).test(body));
  if (odd !== undefined) throw new Error(`${odd} is used otherwise than as ${odd}.member`);
  return called.replace(
    IMPORTS,
    (_, name, value) => `let ${name}$; const ${name} = () => ${name}$ ??= ${value};`,
  );
}

/** Two take a tenth of a run of help each, and change nothing that is shown. */
const SHORTCUTS = [
  // The framework throws where an answer cannot be written, which ends in a stack trace: `main` listens itself.
  [/^process\.stdout\.on\('error', [^]*?^\}\);$/gm, ''],
  // Ids are ASCII: no comparison by the rules of a language, which has to be loaded first.
  [/(\w+\.id)\.localeCompare\((\w+\.id)\)/g, '($1 < $2 ? -1 : 1)'],
  // A text without a template in it is compiled into a function that answers it.
  [
    /return (ejs_1\.default\.render\((\w+), context\))/g,
    "return typeof $2 === 'string' && !$2.includes('<%') ? $2 : $1",
  ],
];

/** `used` gets those that had a place. */
function withShortcuts(source, used) {
  return SHORTCUTS.reduce((text, shortcut) => {
    const [long, short] = shortcut;
    const shortened = text.replaceAll(long, short);
    if (shortened !== text) used.add(shortcut);
    return shortened;
  }, source);
}
