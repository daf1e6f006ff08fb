// Names that are no host: copied from a request as they stand there, typed with `upn:`, and shown under their own prefix.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { signRequest } from '../../../src/app/issue/sign-request.js';
import * as library from '../../../src/library/tlsmith.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { encodeGeneralNames } from '../../../src/pki/names/general-name-writing.js';
import { commonNames, explicit, oid, sequence, tlv, utf8String } from '../../support/der.js';
import { ecKey, extension } from '../../support/foreign-certificate.js';
import { foreignRequest } from '../../support/foreign-request.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const folder = temporaryFolder();
const issuer = { source: { folder: join(folder, 'ca') } };
const validity = { days: 90, isDefault: true } as const;
const writing = { force: false, dryRun: false } as const;
let count = 0;

beforeAll(async () => {
  await createCa(
    { keyType: 'ec-p256', validity, out: join(folder, 'ca'), ...writing },
    testPorts(),
  );
});

function sign(...names: Uint8Array[]) {
  const file = join(folder, `${(count += 1)}.csr`);
  const san = extension('2.5.29.17', false, sequence(...names));
  writeFileSync(file, foreignRequest({ key: ecKey(), extensions: [san] }));
  return signRequest(
    {
      ...{ file, profile: 'client', subjectAltNames: 'copy', issuer, validity },
      ...{ out: join(folder, `out-${count}`), ...writing },
    },
    testPorts(),
  );
}

const upn = tlv(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, utf8String('Jörg@corp.lan')));

it.each([
  ['a UPN', upn, 'upn:Jörg@corp.lan'],
  ['another otherName', tlv(0xa0, oid('1.2.3'), explicit(0, utf8String('x'))), 'other:1.2.3=x'],
  ['a directoryName', tlv(0xa4, commonNames('somebody')), 'dirname:CN=somebody'],
  ['a registeredID', tlv(0x88, oid('1.2.3.4').subarray(2)), 'rid:1.2.3.4'],
])('%s is copied as it stands', async (_, name, shown) => {
  const { certificates } = await sign(name, tlv(0x82, Buffer.from('a.lan')));
  expect(certificates[0]?.subjectAltNames).toEqual([shown, 'dns:a.lan']);
});

it.each([
  ['an X.400 address', tlv(0xa3), /"x400:#", a kind of name that is not certified here/],
  ['an EDI party', tlv(0xa5, explicit(1, utf8String('p'))), /"edi:p", a kind of name/],
])('%s is refused by its own name', async (_, name, sentence) => {
  const refusal = await refusalOf(() => sign(name));
  expect(refusal.code).toBe('input-malformed');
  expect(refusal.sentence).toMatch(sentence);
});

it('--san upn: is encoded as Windows reads it', () => {
  const name = parseGeneralName('upn:Jörg@corp.lan');
  expect(name).toEqual({ kind: 'upn', value: 'Jörg@corp.lan' });
  expect(Buffer.from(encodeGeneralNames([name]))).toEqual(Buffer.from(sequence(upn)));
});

it.each(['upn:', 'upn:u', 'upn:@corp.lan', 'upn:u@', 'upn:a@b@c', 'upn:a b@c'])(
  'refuses %s',
  async (text) => {
    const { code, sentence } = await refusalOf(() => parseGeneralName(text));
    expect(code).toBe('name-invalid');
    expect(sentence).toMatch(/not a valid user principal name/);
  },
);

it('the library takes upn: too', async () => {
  const ca = await library.createCa();
  const made = await library.issueCertificate(ca, { names: ['upn:u@corp.lan'], profile: 'client' });
  expect(made.subjectAltNames).toEqual(['upn:u@corp.lan']);
});
