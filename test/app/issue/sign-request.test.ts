// `cert request` and `cert sign`: what is asked for, what is certified, and what a CA refuses.
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCa } from '../../../src/app/issue/create-ca.js';
import {
  requestCertificate,
  type RequestCertificateRequest,
} from '../../../src/app/issue/request-certificate.js';
import { signRequest, type SignRequestRequest } from '../../../src/app/issue/sign-request.js';
import { decodePem } from '../../../src/formats/containers/pem.js';
import { decodeCertificationRequest } from '../../../src/pki/request/certification-request.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { textAt, treeOf } from '../../support/folder-tree.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const ca = join(base, 'ca');
let count = 0;
const newFolder = () => join(base, `out-${(count += 1)}`);
const names = (...texts: string[]) => texts.map((text) => parseGeneralName(text));

const make = (changes: Partial<RequestCertificateRequest> = {}) => {
  const out = newFolder();
  return requestCertificate(
    {
      ...{ name: 'es01', consumers: [], subjectAltNames: names('es01.lan', '10.0.0.5') },
      ...{ out, force: false, dryRun: false, ...changes },
    },
    testPorts(),
  ).then((summary) => ({ ...summary, out: changes.out ?? out }));
};
const sign = (file: string, changes: Partial<SignRequestRequest> = {}) => {
  const out = newFolder();
  return signRequest(
    {
      ...{ file, profile: 'server', subjectAltNames: 'copy', issuer: { source: { folder: ca } } },
      ...{ validity: { days: 90, isDefault: false }, out, force: false, dryRun: false, ...changes },
    },
    testPorts(),
  ).then((summary) => ({ ...summary, out }));
};
const readRequest = (file: string) =>
  decodeCertificationRequest(decodePem(readFileSync(file))[0]?.der ?? new Uint8Array());

beforeAll(async () => {
  const wanted = { keyType: 'ec-p256', validity: { days: 900, isDefault: true } } as const;
  await createCa({ ...wanted, out: ca, force: false, dryRun: false }, testPorts());
});

describe('a request', () => {
  it('names subject, key, uses and names, and its key stays beside it', async () => {
    const { out, files, certificates } = await make({ profile: 'server' });
    expect(files.map(({ kind, mode }) => `${kind} ${mode}`)).toEqual([
      'request 0644',
      'private-key 0600',
    ]);
    expect(certificates).toEqual([]);
    expect(readRequest(`${out}/es01.csr`)).toMatchObject({
      version: 1,
      keyUsage: ['digitalSignature'],
      extKeyUsage: ['serverAuth'],
      subjectAltNames: ['dns:es01.lan', 'ip:10.0.0.5'],
      basicConstraints: undefined,
    });
  });

  it('asks for no use where no profile is said', async () => {
    const { out } = await make({ subject: parseDistinguishedName('CN=x,O=Example') });
    const request = readRequest(`${out}/es01.csr`);
    expect([request.keyUsage, request.extKeyUsage]).toEqual([undefined, undefined]);
  });

  it('has the key type that its consumer loads', async () => {
    const { out } = await make({ consumers: ['logstash-output'] });
    expect(textAt(out, 'es01.key').length).toBeGreaterThan(1500);
  });

  it('of a server without names is refused', async () => {
    const { code } = await refusalOf(() => make({ profile: 'server', subjectAltNames: [] }));
    expect(code).toBe('input-needed');
  });
});

describe('signing', () => {
  let csr: string;
  beforeAll(async () => {
    csr = `${(await make({ profile: 'peer' })).out}/es01.csr`;
  });

  it('certifies the names that are copied, and the uses of the profile alone', async () => {
    const { out, certificates } = await sign(csr);
    expect(certificates).toMatchObject([
      {
        subjectAltNames: ['dns:es01.lan', 'ip:10.0.0.5'],
        extKeyUsage: ['serverAuth'],
        subject: 'CN=es01',
      },
    ]);
    expect(treeOf(out)).toEqual(['ca.crt', 'es01.crt']);
    const issuer = new X509Certificate(textAt(ca, 'ca.crt'));
    expect(new X509Certificate(textAt(out, 'es01.crt')).verify(issuer.publicKey)).toBe(true);
  });

  it('certifies other names and another subject where they are said', async () => {
    const changes = {
      subjectAltNames: names('other.lan'),
      subject: parseDistinguishedName('CN=other'),
    };
    expect((await sign(csr, changes)).certificates).toMatchObject([
      { subjectAltNames: ['dns:other.lan'], subject: 'CN=other' },
    ]);
  });

  it('does not decide about names by itself', async () => {
    const { code, sentence } = await refusalOf(() => sign(csr, { subjectAltNames: [] }));
    expect([code, sentence]).toEqual(['input-needed', expect.stringContaining('"dns:es01.lan"')]);
  });

  it('makes an intermediate where that is said, without names and with a path length of 0', async () => {
    const { out } = await sign(csr, { profile: 'ca', subjectAltNames: [], name: 'sub' });
    const certificate = new X509Certificate(textAt(out, 'sub.crt'));
    expect([certificate.ca, certificate.subjectAltName]).toEqual([true, undefined]);
  });

  it('is in the ledger', async () => {
    const before = textAt(ca, 'ledger.jsonl').split('\n').length;
    const { certificates } = await sign(csr);
    const lines = textAt(ca, 'ledger.jsonl').split('\n');
    expect(lines).toHaveLength(before + 1);
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({
      event: 'issued',
      serialNumber: certificates[0]?.serialNumber,
    });
  });

  it('under a dry run writes nothing', async () => {
    const before = textAt(ca, 'ledger.jsonl');
    const { out, dryRun } = await sign(csr, { dryRun: true });
    expect(dryRun).toBe(true);
    expect(() => treeOf(out)).toThrow();
    expect(textAt(ca, 'ledger.jsonl')).toBe(before);
  });
});

describe('a CA refuses', () => {
  const folder = join(base, 'refused');
  beforeAll(() => mkdirSync(folder));

  async function damaged(change: (der: Uint8Array) => void): Promise<string> {
    const { out } = await make({ profile: 'server' });
    const [block] = decodePem(readFileSync(`${out}/es01.csr`));
    const der = block?.der ?? new Uint8Array();
    change(der);
    const file = join(folder, `${(count += 1)}.csr`);
    writeFileSync(file, der);
    return file;
  }

  it('a request whose signature is of another text', async () => {
    const file = await damaged((der) => {
      const at = Buffer.from(der).indexOf('es01.lan');
      der[at] = 'f'.charCodeAt(0);
    });
    const { code, sentence } = await refusalOf(() => sign(file));
    expect([code, sentence]).toEqual([
      'request-refused',
      expect.stringContaining('is not signed by the key'),
    ]);
  });

  it.each([
    ['a certificate', () => join(ca, 'ca.crt'), 'input-wrong-kind'],
    ['an absent file', () => join(folder, 'absent.csr'), 'input-absent'],
  ])('%s', async (_what, file, code) => {
    expect((await refusalOf(() => sign(file()))).code).toBe(code);
  });

  it('a file with two requests', async () => {
    const { out } = await make();
    const text = textAt(out, 'es01.csr');
    writeFileSync(join(folder, 'two.csr'), text + text);
    const { code, sentence } = await refusalOf(() => sign(join(folder, 'two.csr')));
    expect([code, sentence]).toEqual(['input-wrong-kind', expect.stringContaining('2 requests')]);
  });

  it('to certify names outside of what it is permitted', async () => {
    const limited = newFolder();
    const wanted = { keyType: 'ec-p256', validity: { days: 900, isDefault: true } } as const;
    await createCa(
      { ...wanted, out: limited, permitDns: ['example.com'], force: false, dryRun: false },
      testPorts(),
    );
    const { out } = await make({ profile: 'server' });
    const issuer = { source: { folder: limited } };
    const { code } = await refusalOf(() => sign(`${out}/es01.csr`, { issuer }));
    expect(code).toBe('issuer-name-constraints');
  });
});
