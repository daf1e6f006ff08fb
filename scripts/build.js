// Bundles src into dist: one entry a command, shared code in chunks that load when needed; then writes the manifest.
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function build() {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: {
      main: 'src/cli/main.ts',
      library: 'src/library/tlsmith.ts',
      ...(await commandEntries()),
    },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    // The ES modules of a package can be thinned out, its CommonJS build can't.
    mainFields: ['module', 'main'],
    plugins: [withoutSideEffects],
    define: {
      // Node's version is npm's to check (engines in package.json), and the check would load all of semver.
      'process.env.OCLIF_DISABLE_ENGINE_WARNING': '"1"',
      // With another value the framework looks for compilers of TypeScript, in every node_modules above the package too, and runs them.
      'process.env.NODE_ENV': '"production"',
    },
    // The framework looks for these two at run time, in a checkout of TypeScript sources only.
    external: ['typescript', 'ts-node'],
    // Bundled CommonJS asks for `require`; an ES module has none of its own.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(join(root, 'dist/meta.json'), JSON.stringify(metafile));
  await writeManifest();
}

/** Packages whose files do nothing but define: what nobody uses of them is left out, half of a chunk. */
const PURE_PACKAGES =
  /^(@peculiar\/(x509|asn1-[a-z0-9-]+|utils)|asn1js|pkijs|pvutils|pvtsutils|tsyringe)$/;

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

/** `src/commands/cert/issue.ts` → `commands/cert/issue`: the path is the words typed. */
async function commandEntries() {
  const folder = join(root, 'src/commands');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  return Object.fromEntries(
    files.map((file) => [`commands/${file.slice(0, -3)}`, relative(root, join(folder, file))]),
  );
}

/** What `--help` and the search for a command need, so that no command has to be imported for them. */
async function writeManifest() {
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  await writeFile(
    join(root, 'oclif.manifest.json'),
    `${JSON.stringify(plugin.manifest, undefined, 2)}\n`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
