// Proves that a role mapping names a client as Elasticsearch does, which compares what Java prints (X500Principal.toString): every attribute type, every character.
import { expect, it } from 'vitest';
import { ATTRIBUTE_TYPES } from '../../src/pki/names/attribute-type.js';
import type { DistinguishedName } from '../../src/pki/names/distinguished-name.js';
import { formatAsJava } from '../../src/pki/names/java-name.js';
import { decodeName, encodeName } from '../../src/pki/names/name-encoding.js';
import { parseDistinguishedName } from '../../src/pki/names/name-parser.js';
import { JDKS } from '../support/jdks.js';
import { describePeer } from '../support/peer.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { QUICK_JVM } from '../support/store-peers.js';

const names: DistinguishedName[] = [
  ...ATTRIBUTE_TYPES.map(({ oid }) => parseDistinguishedName(`CN=x,${oid}=DE`)),
  ...[
    'CN=filebeat,O=Acme,C=DE',
    'C=DE,O=Acme,CN=filebeat',
    'CN=a\\, b,O=Example\\, Inc.',
    'CN=a+OU=b,O=c',
    'OU=b+CN=a,O=c',
    'CN=a  b',
    'CN=\\ a',
    'CN=\\#a',
    'CN=a\\"b\\\\c\\;d\\<e\\>f\\+g=h',
    'CN=Bücher,O=日本,L=😀',
    'CN=a\\E2\\80\\8Eb',
    "CN=$1 ${x} %41 'y'",
    'emailAddress=a@example.com,CN=x,DC=example,DC=com',
    'CN=x,1.2.3.4=#0c0361c3a9',
  ].map((text) => parseDistinguishedName(text)),
];

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const questions = names
  .map((name) => encodeName(name))
  // as a certificate is read, where text of a type that we do not know is text all the same
  .map((der) => ({ der, text: formatAsJava(decodeName(der)) }));

for (const { name, path } of JDKS) {
  describePeer(`the names of ${name}`, { [name]: path }, () => {
    it('are ours', async () => {
      const source = `${PACKAGE_ROOT}test/peers/java/SameNames.java`;
      const input = questions.map(({ der, text }) => `${base64(der)} ${base64(text)}\n`).join('');
      const args = [...QUICK_JVM, source];
      const { stdout, stderr } = await runProgram(path ?? '', args, { input });
      const answers = stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' '));
      expect(answers, stderr).toHaveLength(names.length);
      const different = answers.flatMap(([isSame, printed = ''], i) =>
        isSame === 'true'
          ? []
          : [{ java: Buffer.from(printed, 'base64').toString(), ours: questions[i]?.text }],
      );
      expect(different).toEqual([]);
    });
  });
}
