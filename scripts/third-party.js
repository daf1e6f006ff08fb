// What the bundles hold of others: their licences, which have to go with the code, and a bill of materials (CycloneDX 1.6).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages of which a bundle took any code, sorted by name. `inputs`: of esbuild's metafile, paths from `root`. */
export function bundledPackages(inputs, root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const folders = new Set(inputs.map(folderOf).filter((folder) => folder !== undefined));
  return [...folders]
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(root, folder, 'package.json'), 'utf8'),
      );
      if (!license) throw new Error(`${name} does not say under which licence it is`);
      const { integrity } = lock.packages[folder] ?? {};
      return { name, version, license, integrity, text: licenceText(join(root, folder)) };
    })
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

const keyOf = ({ name, version }) => `${name}@${version}`;

/** `node_modules/a/node_modules/@b/c/lib/d.js` → `node_modules/a/node_modules/@b/c`. */
function folderOf(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/** Some packages name their licence and ship no text of it. */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file && existsSync(join(folder, file))
    ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()
    : undefined;
}

export function thirdPartyText(packages) {
  const sections = packages.map(({ name, version, license, text }) => {
    const body = text ?? `The package ships no text of its licence, ${license}.`;
    return `${name} ${version} (${license})\n\n${body}\n`;
  });
  const title = 'The files in dist hold code of these packages, each under its own licence.\n';
  return [title, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

/** One document, without date and random number: the same build gives the same. */
export function billOfMaterials(packages, { name, version, license }) {
  const refs = packages.map(purlOf);
  const own = purlOf({ name, version });
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': own,
        name,
        version,
        ...licensesOf(license),
        purl: own,
      },
    },
    components: packages.map((one, at) => componentOf(one, refs[at])),
    dependencies: [{ ref: own, dependsOn: refs }, ...refs.map((ref) => ({ ref }))],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function componentOf({ name, version, license, integrity }, purl) {
  const [scope, bare] = name.startsWith('@') ? name.split('/') : [undefined, name];
  return {
    type: 'library',
    'bom-ref': purl,
    ...(scope && { group: scope }),
    name: bare,
    version,
    ...(integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: hexOf(integrity.slice('sha512-'.length)) }],
    }),
    ...licensesOf(license),
    purl,
  };
}

/** An SPDX identifier, or an expression of several. */
function licensesOf(license) {
  return {
    licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }],
  };
}

const hexOf = (base64) => Buffer.from(base64, 'base64').toString('hex');

function purlOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
