// What a CA is limited to, what it is still free to certify, and that the limits hold when it issues.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueCertificate } from '../../../src/app/issue/certificate.js';
import { createCa } from '../../../src/app/issue/create-ca.js';
import type { NewCaRequest } from '../../../src/app/making/authority.js';
import * as library from '../../../src/library/tlsmith.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { codeOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;
const validity = { days: 90, isDefault: true } as const;
const writing = { force: false, dryRun: false } as const;

type Limits = Partial<NewCaRequest>;

async function limitedCa(limits: Limits) {
  const folder = join(base, `ca-${(count += 1)}`);
  const ports = testPorts();
  await createCa({ keyType: 'ec-p256', validity, out: folder, ...writing, ...limits }, ports);
  return { folder, reporter: ports.reporter };
}

const issue = (folder: string, name: string) =>
  issueCertificate(
    {
      ...{ name: 'somebody', profile: 'server', consumers: [], formats: ['pem'] },
      subjectAltNames: [parseGeneralName(name)],
      ...{ keyType: 'ec-p256', issuer: { source: { folder } }, validity },
      ...{ out: join(base, `out-${(count += 1)}`), ...writing },
    },
    testPorts(),
  );

describe('what stays free of a CA that is limited', () => {
  it.each<[what: string, Limits, warned: RegExp | undefined, noted: RegExp | undefined]>([
    [
      'DNS names',
      { permitDns: ['corp.lan'] },
      /in DNS names only: IP addresses, e-mail/,
      undefined,
    ],
    [
      'addresses',
      { permitIp: ['10.0.0.0/8'] },
      /in IP addresses only: DNS names, e-mail/,
      undefined,
    ],
    [
      'DNS names, and no address',
      { permitDns: ['corp.lan'], excludeAllIp: true },
      undefined,
      /in DNS names and IP addresses only: e-mail addresses, URIs/,
    ],
    ['both', { permitDns: ['corp.lan'], permitIp: ['10.0.0.0/8'] }, undefined, /e-mail/],
    ['nothing', {}, undefined, undefined],
    ['only what is excluded', { excludeDns: ['bad.lan'] }, undefined, undefined],
  ])('%s', async (_what, limits, warned, noted) => {
    const { notes, warnings } = (await limitedCa(limits)).reporter;
    expect(warnings).toEqual(warned ? [expect.stringMatching(warned)] : []);
    const said = notes.filter((line) => line.includes('stay free'));
    expect(said).toEqual(noted ? [expect.stringMatching(noted)] : []);
  });
});

describe('limits hold when the CA issues', () => {
  it.each<[Limits, allowed: string[], refused: string[]]>([
    [{ permitDns: ['corp.lan'] }, ['a.corp.lan', '8.8.8.8'], ['a.lan']],
    [
      { permitDns: ['corp.lan'], excludeAllIp: true },
      ['a.corp.lan'],
      ['8.8.8.8', '0.0.0.0', 'fd00::1', '::1'],
    ],
    [
      { excludeIp: ['10.0.0.0/255.0.0.0', 'fd00::/8'] },
      ['11.0.0.1', 'fe80::1', 'a.lan'],
      ['10.1.2.3', 'fd00::1'],
    ],
    [
      { permitEmail: ['corp.lan', '.below.lan'] },
      ['email:a@corp.lan', 'email:a@x.below.lan', 'a.lan'],
      ['email:a@x.corp.lan', 'email:a@below.lan', 'email:a@lan.example'],
    ],
    [{ excludeEmail: ['a@corp.lan'] }, ['email:b@corp.lan'], ['email:a@corp.lan']],
  ])('%j', async (limits, allowed, refused) => {
    const { folder } = await limitedCa(limits);
    for (const name of allowed) await issue(folder, name);
    for (const name of refused) {
      expect(await codeOf(() => issue(folder, name)), name).toBe('issuer-name-constraints');
    }
  });

  it('and for a CA below it that would permit what is refused above', async () => {
    const root = await library.createCa({ permitEmail: ['corp.lan'], excludeAllIp: true });
    await library.createIntermediateCa(root, { permitEmail: ['a@corp.lan'] });
    for (const limits of [{ permitEmail: ['.corp.lan'] }, { permitIp: ['10.0.0.0/8'] }]) {
      const made = () => library.createIntermediateCa(root, limits);
      expect(await codeOf(made)).toBe('issuer-name-constraints');
    }
  });
});
