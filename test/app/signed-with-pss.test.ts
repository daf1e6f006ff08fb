// RSASSA-PSS is a signature like any other, whoever asks: `verify`, issuers, batches, requests, and what a CA sent for a kit.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { issueBatch } from '../../src/app/batch/issue.js';
import { inspect } from '../../src/app/inspect/files.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { signRequest } from '../../src/app/issue/sign-request.js';
import type { AwaitedHost } from '../../src/app/making/accepted.js';
import { identityFrom } from '../../src/app/making/accepted.js';
import { verifyCertificate } from '../../src/app/verify/certificate.js';
import { decodeCertificates } from '../../src/formats/containers/certificate-file.js';
import { encodeCertificates, encodePem } from '../../src/formats/containers/pem.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { membersOf, readDer } from '../../src/pki/der/der.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import { bitString, commonNames, sequence } from '../support/der.js';
import { fixtureKey } from '../support/fixture-keys.js';
import {
  ecKey,
  extKeyUsage,
  foreignCertificate,
  keyFromPem,
  keyUsage,
  PSS_SHA256,
  signed,
} from '../support/foreign-certificate.js';
import { foreignRequest } from '../support/foreign-request.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const validity = { days: 30, isDefault: false } as const;

const rootKey = keyFromPem(fixtureKey('rsa-2048'));
const middleKey = ecKey();
const [rootName, middleName] = [commonNames('Root'), commonNames('Middle')];
const root = foreignCertificate({ key: rootKey, subject: rootName });
const middle = foreignCertificate({
  ...{ key: middleKey, subject: middleName, signer: rootKey, issuer: rootName },
  signing: PSS_SHA256,
});
const pem = (...ders: Uint8Array[]) => encodeCertificates(ders.map((der) => ({ der })));

beforeAll(() => {
  writeFileSync(at('root.pem'), pem(root));
  writeFileSync(at('root.key'), encodePem('PRIVATE KEY', rootKey.privateKeyInfo));
  writeFileSync(at('chain.pem'), pem(middle, root));
  writeFileSync(at('middle.key'), encodePem('PRIVATE KEY', middleKey.privateKeyInfo));
});

it('an issuer whose certificate is signed so issues, and `verify` takes what it issued', async () => {
  const source = { certificateFile: at('chain.pem'), keyFile: at('middle.key') };
  await issueCertificate(
    {
      ...{ name: 'es01', profile: 'server', subjectAltNames: [parseGeneralName('es01.lan')] },
      ...{ consumers: [], formats: ['pem'], issuer: { source }, validity },
      ...{ out: at('es01'), force: false, dryRun: false },
    },
    testPorts(),
  );
  const { path, findings } = await verifyCertificate(
    {
      ...{ certificate: at('es01/es01.crt'), trust: at('es01/ca.crt'), untrusted: [], crls: [] },
      purpose: 'server',
    },
    testPorts(),
  );
  expect(path).toEqual(['CN=es01', 'CN=Middle', 'CN=Root']);
  expect(findings.map(({ code }) => code)).not.toContain('signature');
});

it('a host of a batch whose certificate is signed so is known again', async () => {
  writeFileSync(at('hosts.yml'), 'instances:\n  - name: a\n    dns: [a.lan]\n');
  const run = () =>
    issueBatch(
      {
        ...{ file: at('hosts.yml'), out: { folder: at('hosts') }, consumers: [], formats: ['pem'] },
        issuer: { source: { certificateFile: at('root.pem'), keyFile: at('root.key') } },
        ...{ validity, within: { days: 1 }, force: false, dryRun: false },
      },
      testPorts(),
    );
  await run();
  const [made] = decodeCertificates(readFileSync(at('hosts/a/a.crt')));
  writeFileSync(at('hosts/a/a.crt'), pem(signedAnew(made.der)));
  expect((await run()).hosts.map(({ state }) => state)).toEqual(['current']);
});

/** The same, signed with RSASSA-PSS by the root. */
function signedAnew(der: Uint8Array): Uint8Array {
  const [tbs] = membersOf(readDer(der));
  const fields = tbs ? membersOf(tbs).map(({ whole }) => whole) : [];
  const anew = sequence(...fields.with(2, PSS_SHA256.identifier));
  return sequence(
    anew,
    PSS_SHA256.identifier,
    bitString(signed(anew, PSS_SHA256, rootKey.privateKey)),
  );
}

it('a request that is signed so is certified, and `inspect` says that it proves its key', async () => {
  writeFileSync(at('asked.csr'), foreignRequest({ key: rootKey, signing: PSS_SHA256 }));
  const issuer = { source: { certificateFile: at('chain.pem'), keyFile: at('middle.key') } };
  const { certificates } = await signRequest(
    {
      ...{ file: at('asked.csr'), profile: 'client', subjectAltNames: 'copy', issuer, validity },
      ...{ out: at('asked'), force: false, dryRun: false },
    },
    testPorts(),
  );
  expect(certificates[0]?.subject).toBe('CN=asked');
  const { items } = await inspect({ files: [at('asked.csr')] }, testPorts());
  expect(items).toMatchObject([{ isSignatureValid: true, findings: [] }]);
});

it('what a CA sent for a host of a kit is taken', async () => {
  const key = ecKey();
  const own = foreignCertificate({
    ...{ key, subject: commonNames('beat'), signer: rootKey, issuer: rootName },
    ...{ signing: PSS_SHA256, extensions: [keyUsage(0), extKeyUsage('1.3.6.1.5.5.7.3.2')] },
  });
  const ports = testPorts();
  const { trustAnchors } = identityFrom(
    {
      pool: {
        ...{ signed: [parseCertificate(own)], authority: [parseCertificate(root)] },
        caFile: 'ca.pem',
      },
      host: { name: 'beat', names: [], role: 'client', isDialled: false } satisfies AwaitedHost,
      privateKeyInfo: key.privateKeyInfo,
      now: ports.clock.now(),
    },
    ports.crypto,
  );
  expect(trustAnchors.map(({ der }) => der)).toEqual([root]);
});
