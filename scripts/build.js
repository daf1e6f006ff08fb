// Bundles src into dist: the program as one CommonJS file, whose modules run when they are first needed, and the library as ES modules;
// then writes the manifest,
// the licences of what is bundled, and a bill of materials.
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import { lazyFramework } from './lazy-framework.js';
import { packChunks } from './pack.js';
import { billOfMaterials, bundledPackages, thirdPartyText } from './third-party.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * Packages that few runs need, each in a file of its own, so that the program's are shorter to read. They share nothing with it; the
 * last four are the framework's, for what no command of ours does.
 */
const APART = [
  ...['inquirer', 'yaml', 'csv-parse/sync', 'tar-stream', 'yazl'],
  ...['cli-spinners', 'minimatch', 'semver', 'tinyglobby'],
];

/** Packages whose files do nothing but define: what nobody uses of them is left out, half of their size. */
const PURE_PACKAGES =
  /^(@peculiar\/(x509|asn1-[a-z0-9-]+|utils)|asn1js|pkijs|pvutils|pvtsutils|tsyringe)$/;

export async function build() {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  const made = await Promise.all([buildProgram(), buildPackages(), buildLibrary()]);
  const inputs = Object.assign({}, ...made.map(({ metafile }) => metafile.inputs));
  const outputs = Object.assign({}, ...made.map(({ metafile }) => metafile.outputs));
  await writeFile(join(root, 'dist/meta.json'), JSON.stringify({ inputs, outputs }));
  const packages = bundledPackages(usedInputs(outputs), root);
  await writeFile(join(root, 'THIRD-PARTY.txt'), thirdPartyText(packages));
  await writeFile(join(root, 'sbom.cdx.json'), billOfMaterials(packages, own));
  await writeManifest();
}

/** The files of which something is left in what was made. */
function usedInputs(outputs) {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
  );
}

const COMMON = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  // The ES modules of a package can be thinned out, its CommonJS build can't.
  mainFields: ['module', 'main'],
  define: {
    // With another value the framework looks for compilers of TypeScript, in every node_modules above the package too, and runs them.
    'process.env.NODE_ENV': '"production"',
    PROGRAM_VERSION: JSON.stringify(own.version),
  },
  // The framework looks for these two at run time, in a checkout of TypeScript sources only.
  external: ['typescript', 'ts-node'],
  metafile: true,
  logLevel: 'warning',
};

async function buildProgram() {
  const commands = await commandFiles();
  const bundled = await bundle({
    ...COMMON,
    entryPoints: ['src/cli/main.ts', ...commands.values()],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    outdir: 'dist/program',
    splitting: true,
    write: false,
    format: 'esm',
    plugins: [apart, lazyFramework, withoutSideEffects],
    alias: { debug: standIn('debug'), 'wsl-utils': standIn('wsl-utils') },
  });
  const files = await packChunks(bundled, commands);
  await mkdir(join(root, 'dist'), { recursive: true });
  for (const [name, text] of files) await writeFile(join(root, 'dist', name), text);
  await writeFile(join(root, 'dist/commands.json'), JSON.stringify([...commands.keys()]));
  return bundled;
}

/** What the framework and the prompts bring and this program does without. */
const standIn = (name) => `./scripts/stand-ins/${name}.cjs`;

/** By id: `cert:issue` is `src/commands/cert/issue.ts`, the path is the words typed. */
async function commandFiles() {
  const folder = join(root, 'src/commands');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  return new Map(
    files
      .sort()
      .map((file) => [
        file.slice(0, -'.ts'.length).replaceAll(sep, ':'),
        relative(root, join(folder, file)),
      ]),
  );
}

const fileOf = (name) => `${name.replaceAll('/', '-')}.cjs`;

function buildPackages() {
  return bundle({
    ...COMMON,
    entryPoints: APART.map((name) => ({ in: name, out: fileOf(name).slice(0, -4) })),
    outdir: 'dist/packages',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    alias: { '@inquirer/external-editor': standIn('external-editor') },
  });
}

const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[a-z]/ }, ({ path }) =>
      APART.includes(path) ? { path: `./packages/${fileOf(path)}`, external: true } : undefined,
    );
  },
};

function buildLibrary() {
  return bundle({
    ...COMMON,
    entryPoints: { library: 'src/library/tlsmith.ts' },
    // Two thirds of it are libraries, whose local names nobody reads; functions keep theirs.
    minifyIdentifiers: true,
    keepNames: true,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    plugins: [withoutSideEffects],
    // Bundled CommonJS asks for `require`; an ES module has none of its own.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
}

const withoutSideEffects = {
  name: 'without-side-effects',
  setup({ onResolve, resolve }) {
    onResolve({ filter: PURE_PACKAGES }, async ({ path, pluginData, ...options }) => {
      if (pluginData === 'resolved') return undefined;
      const { importer, kind, namespace, resolveDir, with: attributes } = options;
      const result = await resolve(path, {
        importer,
        kind,
        namespace,
        resolveDir,
        with: attributes,
        pluginData: 'resolved',
      });
      return { ...result, sideEffects: false };
    });
  },
};

/** What help and completion need, so that no command has to be loaded for them. */
async function writeManifest() {
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
