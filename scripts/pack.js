// Packs the chunks of the program into a few CommonJS files. In a pack every chunk is a function that runs when it is first needed:
// V8 makes nothing of the others, and Node looks for five files at most where it would look for eighty.
import { transform } from 'esbuild';

/**
 * What each pack is for: the chunks of entries with these sources, with all that they import in turn. A start reads as few packs as it
 * can; what two of them share is in `program`, which every run reads. All others are in `rare`, and so are chunks of libraries that a run
 * loads for some files only.
 */
const PACKS = [
  { name: 'program', from: /^src\/cli\/main\.ts$/, follows: ['import-statement'] },
  {
    name: 'help',
    from: /^src\/cli\/(help|framework)\.ts$/,
    follows: ['import-statement', 'dynamic-import'],
  },
  {
    // Renewals run by a timer, and revocations and rollovers are few.
    name: 'common',
    from: /^src\/commands\/((ca|cert|config|export)\/(?!re(new|voke)|rotate).*|kit|inspect|verify)\.ts$/,
    follows: ['import-statement', 'dynamic-import'],
  },
];
const RARE_PACKAGES =
  /node_modules\/(pkijs|asn1js|@peculiar|webcrypto-core|reflect-metadata|tsyringe|valibot)\//;
/** What a command of every day needs for a few of its calls: configs of people, servers that are dialled, pages of reports, key stores of old. */
const RARE_SOURCES =
  /^src\/(targets\/config|checks\/config|app\/(reading|judging)\/config|app\/(renew|renewing|rollover|writing\/replacing)|formats\/malformed|pki\/ocsp|app\/reading\/ocsp|cli\/present\/report)\/|^src\/(app\/config\/(crl|schedule|list)\.ts|app\/inspect\/ocsp|app\/reading\/diagnosis|app\/kit\/add-client|app\/reading\/peer\/served-chain|formats\/(archive|jks\/decode)\.ts|io\/(tls-dialer|server-flight|node-programs)|cli\/present\/(renewal|rollover|worded-error|uptake)|cli\/flags\/(rollover|schedule-request)|app\/writing\/(renewed-files|exchanged|store-compat)|app\/reading\/folder\/(identity|authority|small)-files|targets\/page\/renewed-page)/;

/** What `inspect` alone needs, most of it rules that decide about nothing else: no other run reads them. */
const INSPECTION_SOURCES =
  /^src\/(app\/inspect\/|commands\/inspect\.ts|checks\/(certificate|request|crl)\/(inspected|linted)\.ts)/;

/** What each runtime would say: for those who judge certificates, not for those who make them. */
const VERDICT_SOURCES = /^src\/checks\/runtime\/(?:go|openssl)\//;

/** `metafile` and `outputFiles` of a bundle in ES modules; the commands' sources by id. Answers file name → text. */
export async function packChunks({ metafile, outputFiles }, commands) {
  const chunks = new Map(outputFiles.map(({ path, text }) => [nameOf(path), text]));
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [nameOf(path), output]),
  );
  const places = [...outputs.keys()].map((name) => [name, packFor(name, outputs)]);
  const chunkOf = new Map([...outputs].map(([name, { entryPoint }]) => [entryPoint, name]));
  const packs = groupByPack(places);
  const files = [...packs].map(async ([pack, names]) => {
    const parts = await Promise.all(names.map((name) => partOf(name, chunks.get(name))));
    const text = `${await helpers()}exports.parts={__proto__:null,\n${parts.join(',\n')}};\n`;
    const linker = pack === 'program' ? linkerOf(places, chunkOf, commands) : '';
    return [`${pack}.cjs`, `"use strict";${text}${linker}`];
  });
  return new Map(await Promise.all(files));
}

const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

function groupByPack(places) {
  const packs = new Map();
  for (const [name, pack] of places) packs.set(pack, [...(packs.get(pack) ?? []), name]);
  return packs;
}

function packFor(name, outputs) {
  const inputs = Object.keys(outputs.get(name).inputs);
  if (inputs.some((input) => RARE_PACKAGES.test(input) || RARE_SOURCES.test(input))) return 'rare';
  if (inputs.some((input) => INSPECTION_SOURCES.test(input))) return 'inspection';
  if (inputs.some((input) => VERDICT_SOURCES.test(input))) return 'verdicts';
  const [first, second] = PACKS.filter((pack) => wanted(pack, outputs).has(name));
  return second ? 'program' : (first?.name ?? 'rare');
}

/** The outputs that a pack is for. */
function wanted({ from, follows }, outputs) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name) || !outputs.has(name)) return;
    found.add(name);
    for (const { path, kind } of outputs.get(name).imports) {
      if (follows.includes(kind)) visit(nameOf(path));
    }
  };
  for (const [name, { entryPoint = '' }] of outputs) if (from.test(entryPoint)) visit(name);
  return found;
}

const AS_COMMON_JS = {
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  // `import()` of a chunk becomes `require` too, which needs no loader of ES modules.
  supported: { 'dynamic-import': false },
};
/** What esbuild writes between its own helpers and the chunk, where a file is a module of its own. */
const EXPORTS = 'var stdin_exports={};__export(stdin_exports,';
const EXPORTED = 'module.exports=__toCommonJS(stdin_exports);';

/** One chunk as a method, which defines its exports on the object that it is given. The helpers stand once at the top of a pack. */
async function partOf(name, text) {
  const { code } = await transform(text, AS_COMMON_JS);
  const start = code.indexOf(EXPORTS);
  if (start === -1 || !code.includes(EXPORTED)) throw new Error(`${name} has another form`);
  const body = code.slice(start + EXPORTS.length).replace(EXPORTED, '');
  return `${JSON.stringify(name)}(exports,require){__export(exports,${body}}`;
}

/** All helpers that a chunk may need: those of a module that imports and exports in every way. */
async function helpers() {
  const everyWay = `import one from 'a'; import * as all from 'b'; export * from 'c'; export { one, all }; import('d')`;
  const { code } = await transform(everyWay, AS_COMMON_JS);
  return code.slice(0, code.indexOf('var stdin_exports'));
}

/** Finds a chunk in its pack, and runs it once; `linked` tells which it has run. What is no chunk is a file beside the packs, or Node's own. */
function linkerOf(places, chunkOf, commands) {
  const packOf = Object.fromEntries(places.filter(([, pack]) => pack !== 'program'));
  const getters = [...commands].map(
    ([id, source]) =>
      `get ${JSON.stringify(id)}(){return link(${JSON.stringify(chunkOf.get(source))}).default}`,
  );
  return `const packOf={__proto__:null,...${JSON.stringify(packOf)}};
const linked={__proto__:null};
const link=(path)=>{
const name=path.slice(path.lastIndexOf('/')+1);
if(linked[name])return linked[name].exports;
const parts=name in packOf?require('./'+packOf[name]+'.cjs').parts:exports.parts;
if(!(name in parts))return require(path);
const module=linked[name]={exports:__defProp({},'__esModule',{value:true})};
parts[name](module.exports,link);
return module.exports};
exports.linked=linked;
exports.commands={${getters.join(',')}};
exports.run=(argv,root)=>link(${JSON.stringify(chunkOf.get('src/cli/main.ts'))}).main(argv,root,exports.commands);
`;
}
