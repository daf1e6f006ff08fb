// Begins a rule: `npm run new-rule CODE [ROOM]` writes its file and a test that fails until it is
// filled in, and puts the rule at the end of the list of its room.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const OF_CERTIFICATES = {
  ...{ list: 'certificate/rules.ts', name: 'CERTIFICATE_RULES' },
  ...{ judged: 'Certificate', from: 'pki/certificate/certificate.js', faults: '{ message }' },
  content: 'Partial<ForeignContent>',
  make: 'decodeCertificate(foreignCertificate({ key, ...content }))',
  before: 'const key = ecKey();',
  imports: `import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { ecKey, foreignCertificate, type ForeignContent } from '../../support/foreign-certificate.js';`,
};

/** Rules for stores and for links judge values of their own, and are written beside their like. */
const ROOMS = {
  certificate: OF_CERTIFICATES,
  extension: OF_CERTIFICATES,
  request: {
    ...{ list: 'request/rules.ts', name: 'REQUEST_RULES', judged: 'CertificationRequest' },
    ...{ from: 'pki/request/certification-request.js', faults: '{ message }' },
    content: 'Partial<ForeignRequest>',
    make: 'decodeCertificationRequest(foreignRequest({ key, ...content }))',
    before: 'const key = ecKey();',
    imports: `import { decodeCertificationRequest } from '../../../src/pki/request/certification-request.js';
import { ecKey } from '../../support/foreign-certificate.js';
import { foreignRequest, type ForeignRequest } from '../../support/foreign-request.js';`,
  },
  crl: {
    ...{ list: 'crl/rules.ts', name: 'CRL_RULES', judged: 'CertificateRevocationList' },
    ...{ from: 'pki/crl/certificate-revocation-list.js', faults: '{ message }' },
    content: 'Partial<CrlContent>',
    make: 'decodeCertificateRevocationList(crl({ signer, ...content }))',
    before: "const signer = ca('Root');",
    imports: `import { decodeCertificateRevocationList } from '../../../src/pki/crl/certificate-revocation-list.js';
import { ca, crl, type CrlContent } from '../../support/path-builder.js';`,
  },
  path: {
    ...{ list: 'path/rules.ts', name: 'PLACE_RULES', judged: 'PathCertificate', isPath: true },
    ...{ from: 'pki/path/path-certificate.js', faults: '{ subject, message }' },
    content: 'MadeOptions',
    make: 'pathCertificate(decodeCertificate(endEntity(root, content).der), false)',
    before: "const root = ca('Root');",
    imports: `import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { pathCertificate } from '../../../src/pki/path/path-certificate.js';
import { ca, endEntity, type MadeOptions } from '../../support/path-builder.js';`,
  },
};

/** The files that were written. Throws a sentence for a code or a room that will not do. */
export async function newRule(code, room, root) {
  const kind = Object.hasOwn(ROOMS, room) ? ROOMS[room] : undefined;
  if (!/^[a-z]+(-[a-z]+)*$/.test(code)) {
    throw new Error(`"${code}" is no code: lower-case words, with hyphens between them`);
  }
  if (!kind) throw new Error(`"${room}" is none of ${Object.keys(ROOMS).join(', ')}`);
  const files = readdirSync(join(root, 'src/checks'), { recursive: true });
  const known = files.find((file) => file.endsWith(`/${code}.ts`) && !file.startsWith('runtime'));
  if (known) {
    throw new Error(
      `src/checks/${known} exists: a rule of this code with another citation goes there`,
    );
  }
  const constant = code.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
  const list = readFileSync(join(root, 'src/checks', kind.list), 'utf8');
  if (!isName(constant) || new RegExp(`\\b${constant}\\b`).test(list)) {
    throw new Error(`${constant} is taken in src/checks/${kind.list}: choose another code`);
  }
  const texts = {
    [`src/checks/${room}/${code}.ts`]: ruleText(code, constant, kind),
    [`test/checks/${room}/${code}.test.ts`]: testText(code, constant, room, kind),
    [`src/checks/${kind.list}`]: withRule(list, code, constant, room, kind),
  };
  const path = join(root, 'src/checks/rule.ts');
  const options = { ...(await resolveConfig(path)), filepath: path };
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), await format(text, options));
  }
  return Object.keys(texts);
}

/** Words of the language are none. */
function isName(constant) {
  try {
    return Boolean(new Function(`'use strict'; const ${constant} = true; return ${constant};`)());
  } catch {
    return false;
  }
}

function ruleText(code, constant, { judged, from, faults, isPath }) {
  const type = isPath ? 'PathRule' : 'Rule';
  return `// Rule: what is asked, in our words, and where the standard asks it.
import type { ${judged} } from '../../${from}';
import { COMMON_RANK, type ${type} } from '../rule.js';

export const ${constant}: ${type}<${judged}> = {
  code: '${code}',
  citation: '',
  severity: 'error',
  rank: COMMON_RANK,
  // Is given the ${judged} and the terms; answers ${faults} for each fault.
  check: () => [],
};
`;
}

function testText(code, constant, room, { content, make, before, imports }) {
  return `// ${code}: what breaks the rule, and a twin that does not.
import { describe, expect, it } from 'vitest';
import { ${constant} } from '../../../src/checks/${room}/${code}.js';
import { findingsBy } from '../../../src/checks/rule.js';
${imports}

${before}
const found = (content: ${content}) => findingsBy([${constant}], ${make});

describe.each<[what: string, faulty: ${content}, clean: ${content}]>([
  ['what is faulty here', {}, {}],
])('%s', (_, faulty, clean) => {
  it('is found', () => {
    expect(found(faulty)).toMatchObject([{ code: '${code}', severity: 'error' }]);
  });

  it('is not found in its twin', () => {
    expect(found(clean)).toEqual([]);
  });
});
`;
}

/** The import where it stands by its path, the rule at the end of the list. */
function withRule(text, code, constant, room, { list, name }) {
  const own = list.startsWith(`${room}/`) ? '.' : `../${room}`;
  const path = `${own}/${code}.js`;
  const imports = [...text.matchAll(/^import [^;]* from '(.*)';\n/gm)];
  const isBelow = ([, other]) => dirname(other) === own && other > path;
  const last = imports.at(-1);
  const at = imports.find(isBelow)?.index ?? last.index + last[0].length;
  const statement = `import { ${constant} } from '${path}';\n`;
  const start = new RegExp(`export const ${name}: [^=]*=\\s*\\[`).exec(text);
  const end = text.indexOf(']', start.index + start[0].length);
  const before = text.slice(at, end).trimEnd().replace(/,?$/, ',');
  return `${text.slice(0, at)}${statement}${before}\n${constant},\n${text.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [code = '', room = 'certificate'] = process.argv.slice(2);
  try {
    const files = await newRule(code, room, fileURLToPath(new URL('..', import.meta.url)));
    for (const file of files) console.log(file);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
