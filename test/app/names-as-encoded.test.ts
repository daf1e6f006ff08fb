// Names that were read are shown as they stand in the certificate, and compared in any case.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspect } from '../../src/app/inspect/files.js';
import type { AwaitedHost } from '../../src/app/making/accepted.js';
import { identityFrom } from '../../src/app/making/accepted.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { comparableName, parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import { extKeyUsage } from '../support/foreign-certificate.js';
import { ca, dnsName, endEntity, OID, san, USE, verify } from '../support/path-builder.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const root = ca('Root');
const server = endEntity(root, {
  changes: {
    [OID.san]: san(dnsName('AutoDiscover.example.com'), dnsName('*.Example.ORG')),
    [OID.eku]: extKeyUsage(USE.server, USE.client),
  },
});

it('`inspect` shows them so', async () => {
  const file = join(base, 'server.der');
  writeFileSync(file, server.der);
  const { items } = await inspect({ files: [file] }, testPorts());
  expect(items).toMatchObject([
    {
      subjectAltNames: ['dns:AutoDiscover.example.com', 'dns:*.Example.ORG'],
      extensions: expect.arrayContaining([
        expect.objectContaining({ value: ['dns:AutoDiscover.example.com', 'dns:*.Example.ORG'] }),
      ]),
    },
  ]);
});

it.each(['autodiscover.example.com', 'AUTODISCOVER.example.com', 'a.example.org'])(
  '%s is named by it',
  (host) => {
    const { findings } = verify(server, { anchors: [root], host: parseHost(host) });
    expect(findings.map(({ code }) => code)).not.toContain('host-name');
  },
);

it('what a CA spelt otherwise is taken for a host of a kit', () => {
  const ports = testPorts();
  const names = ['autodiscover.example.com', '*.example.org'].map((text) => parseGeneralName(text));
  const host: AwaitedHost = { name: 'logstash', names, role: 'server', isDialled: true };
  const pool = {
    ...{ signed: [parseCertificate(server.der)], authority: [parseCertificate(root.der)] },
    caFile: 'ca.pem',
  };
  const { chain } = identityFrom(
    { pool, host, privateKeyInfo: server.key.privateKeyInfo, now: ports.clock.now() },
    ports.crypto,
  );
  expect(chain[0].der).toEqual(server.der);
});

it.each([
  ['dns:AutoDiscover.Example', 'dns:autodiscover.example'],
  ['email:Me@Example.COM', 'email:Me@example.com'],
  ['uri:https://A/b', 'uri:https://A/b'],
])('%s is compared as %s', (text, expected) => {
  expect(comparableName(text)).toBe(expected);
});
