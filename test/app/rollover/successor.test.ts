// The CA that succeeds another one: like it in all but name, key and dates, with a cross-certificate where the old one may give it one.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextFolder } from '../../../src/app/renewing/rollover/standing-ca.js';
import { successorName } from '../../../src/app/rollover/successor-name.js';
import { nameConstraintsOf } from '../../../src/pki/certificate/name-constraints.js';
import {
  commonNameOnly,
  formatDistinguishedName,
} from '../../../src/pki/names/distinguished-name.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import type { Certificate } from '../../../src/pki/certificate/certificate.js';
import type { CreateCaRequest } from '../../../src/app/issue/create-ca.js';
import { fixedClock } from '../../support/fixed-clock.js';
import { treeOf } from '../../support/folder-tree.js';
import { refusalOf } from '../../support/refusal-of.js';
import { certificateAt, issueHost, LATER, laterPorts, makeCa } from '../../support/renewing.js';
import { chainAt, rolledIn, rotate } from '../../support/rolling.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
let count = 0;
const newHome = () => join(base, `home-${(count += 1)}`);
const OLD = commonNameOnly('Old');
const days = (number: number) => ({ days: number, isDefault: true });

async function rootWith(changes: Partial<CreateCaRequest>): Promise<string> {
  const ca = join(newHome(), 'ca');
  await makeCa(ca, { subject: OLD, ...changes });
  return ca;
}

describe('the new CA', () => {
  it('has the limits, the type of key and the length of life of the old one', async () => {
    const ca = await rootWith({
      ...{ permitDns: ['lan'], permitIp: ['10.0.0.0/8'], excludeDns: ['x.lan'] },
      ...{ keyType: 'ec-p384', pathLenConstraint: 2, extKeyUsage: ['serverAuth'] as const },
      validity: days(1000),
    });
    await rotate('trust', [], { ca });
    const [old, successor, cross] = ['ca/ca.crt', 'ca-2/ca.crt', 'ca-2/cross.crt'].map((name) =>
      certificateAt(ca, '..', name),
    );
    if (!old || !successor || !cross) throw new Error('three certificates are needed');
    for (const one of [successor, cross]) {
      expect(nameConstraintsOf(one)).toEqual(nameConstraintsOf(old));
      expect([one.extKeyUsage, one.keyUsage]).toEqual([old.extKeyUsage, old.keyUsage]);
    }
    expect(successor.subjectPublicKeyInfo).toHaveLength(old.subjectPublicKeyInfo.length);
    expect(successor.basicConstraints?.pathLenConstraint).toBe(2);
    const lifeOf = ({ notBefore, notAfter }: Certificate) => +notAfter - +notBefore;
    expect(lifeOf(successor)).toBe(lifeOf(old));
    expect(successor.issuerDer).toEqual(successor.subjectDer);
    // Verifiers have to take the one for the other, and none is known by issuer and serial number.
    expect(cross.basicConstraints?.pathLenConstraint).toBe(1);
    expect(cross.subjectKeyIdentifier).toBe(successor.subjectKeyIdentifier);
    expect(cross.subjectPublicKeyInfo).toEqual(successor.subjectPublicKeyInfo);
    expect(cross.subjectDer).toEqual(successor.subjectDer);
    expect(cross.authorityKeyIdentifier).toBe(old.subjectKeyIdentifier);
    expect(cross.notAfter).toEqual(old.notAfter);
    const lines = readFileSync(`${ca}/ledger.jsonl`, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'issued', profile: 'ca', serialNumber: cross.serialNumber },
      { event: 'successor', subject: 'CN=Old 2', path: `${ca}-2` },
    ]);
  });

  it.each<[string, Partial<CreateCaRequest>, RegExp]>([
    ['may have none below it', { pathLenConstraint: 0 }, /allows 0 intermediate/],
    ['has expired', { validity: days(50) }, /expired at/],
  ])('has no cross-certificate where the old one %s', async (_, changes, reason) => {
    const ca = await rootWith(changes);
    const ports = laterPorts();
    const summary = await rotate('trust', [], { ca }, ports);
    expect([summary.ok, summary.crossCertificate]).toEqual([true, null]);
    expect(existsSync(`${ca}-2/cross.crt`)).toBe(false);
    expect(ports.reporter.notes.find((line) => line.includes('bundles alone'))).toMatch(reason);
  });

  it('has its key under the password of the old one', async () => {
    const ca = await rootWith({ password: { text: 'let me in' } });
    const refusal = await refusalOf(() => rotate('trust', [], { ca }));
    expect([refusal.code, existsSync(`${ca}-2`)]).toEqual(['password-missing', false]);
    const opened = { ca, caPassword: { text: 'let me in' } };
    await rotate('trust', [], opened);
    expect(readFileSync(`${ca}-2/ca.key`, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    await issueHost(`${ca}/../web`, undefined, {
      issuer: { source: { folder: ca }, password: { text: 'let me in' } },
    });
    await rotate('trust', [], opened);
    expect((await refusalOf(() => rotate('issue', [], { ca }))).code).toBe('password-missing');
    expect(rolledIn(await rotate('issue', [], opened))).toEqual(['issue changed']);
  });

  it('may be one that stands already', async () => {
    const ca = await rootWith({});
    const out = `${ca}/../other`;
    await makeCa(out, { subject: commonNameOnly('Other'), keyType: 'ec-p384' });
    const key = readFileSync(`${out}/ca.key`, 'utf8');
    const summary = await rotate('trust', [], { ca, out });
    expect(summary.successor).toBe(out);
    expect(chainAt(out, 'cross.crt')).toEqual(['CN=Other < CN=Old']);
    expect(readFileSync(`${out}/ca.key`, 'utf8')).toBe(key);
    const another = await refusalOf(() => rotate('trust', [], { ca, out: `${ca}-9` }));
    expect(another.code).toBe('output-exists');
  });

  it.each<[string, (ca: string) => Promise<unknown> | void, string | undefined, string]>([
    ['a CA that nobody has named', (ca) => makeCa(`${ca}-2`), undefined, 'ca-in-the-way'],
    ['a CA of the same name', (ca) => makeCa(`${ca}/../x`, { subject: OLD }), 'x', 'name-conflict'],
  ])('is not made over %s', async (_, arrange, out, code) => {
    const ca = await rootWith({});
    await arrange(ca);
    const before = treeOf(join(ca, '..'));
    const named = out === undefined ? undefined : join(ca, '..', out);
    const refusal = await refusalOf(() => rotate('trust', [], { ca, out: named }));
    expect(refusal.code).toBe(code);
    expect(treeOf(join(ca, '..'))).toEqual(before);
  });

  it('says that a CRL of the old one is in use', async () => {
    const ca = await rootWith({});
    writeFileSync(`${ca}/ca.crl`, '');
    const ports = laterPorts();
    await rotate('trust', [], { ca }, ports);
    expect(ports.reporter.warnings.join()).toContain('needs the CRL of the new CA too');
  });

  it('succeeds what has succeeded another', async () => {
    const ca = await rootWith({});
    await issueHost(`${ca}/../web`, ca);
    for (const phase of ['trust', 'issue', 'drop'] as const) await rotate(phase, [], { ca });
    for (const phase of ['trust', 'issue', 'drop'] as const) {
      await rotate(phase, [], { ca: `${ca}-2` }, laterPorts({ clock: fixedClock(LATER) }));
    }
    expect(chainAt(ca, '../web/web.crt')).toEqual(['CN=web < CN=Old 3']);
    expect(chainAt(ca, '../web/ca.crt')).toEqual(['CN=Old 3 < CN=Old 3']);
  });
});

it.each([
  ['ca', 'ca-2'],
  ['ca/', 'ca-2'],
  ['kit/ca-2', 'kit/ca-3'],
  ['ca-99', 'ca-100'],
  ['/srv/acme-2026-ca', '/srv/acme-2026-ca-2'],
  ['.', './-2'],
])('the folder beside %s is %s', (folder, next) => {
  if (folder === '.') return expect(nextFolder(folder)).not.toBe(folder);
  expect(nextFolder(folder)).toBe(next);
});

it.each([
  ['CN=Old', 'CN=Old 2'],
  ['CN=Old 9,O=Acme', 'CN=Old 10,O=Acme'],
  ['O=Acme', 'CN=2026-03-01,O=Acme'],
  [`CN=${'x'.repeat(64)}`, `CN=${'x'.repeat(62)} 2`],
  ['CN=tlsmith CA 2026-01-02 a1b2c3', undefined],
  ['CN=tlsmith CA 2026-01-02 a1b2c3,O=Acme', 'CN=tlsmith CA 2026-01-02 a1b2c3 2,O=Acme'],
])('what succeeds %s is called %s', (name, next) => {
  const found = successorName(
    { subject: parseDistinguishedName(name) },
    new Date('2026-03-01T00:00:00Z'),
  );
  expect(found && formatDistinguishedName(found)).toBe(next);
});
