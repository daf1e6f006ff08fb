// As many days for a certificate as for its CA: every command that issues, at once and minutes after the CA was made; and how much further is refused.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addClient } from '../../src/app/kit/add-client.js';
import { certutilCa } from '../../src/app/certutil/ca.js';
import { certutilCert } from '../../src/app/certutil/cert.js';
import { createCa } from '../../src/app/issue/create-ca.js';
import { issueBatch } from '../../src/app/batch/issue.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { makeKit } from '../../src/app/kit/make.js';
import { requestCertificate } from '../../src/app/issue/request-certificate.js';
import { signRequest } from '../../src/app/issue/sign-request.js';
import * as library from '../../src/library/tlsmith.js';
import { parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import { formatTime, parseUntil } from '../../src/pki/certificate/validity.js';
import { fixedClock, NOW } from '../support/fixed-clock.js';
import { refusalOf } from '../support/refusal-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
let count = 0;
const fresh = () => join(base, `out-${(count += 1)}`);

const DAYS = 30;
/** In days or as an end. */
type Wanted = { days: number; isDefault: boolean } | { until: Date };

const typed = (days: number) => ({ days, isDefault: false });
const laterBy = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
/** Of the CA: five minutes before NOW, and thirty days less one second from there. */
const END = '2026-12-20T09:54:59Z';

const ca = join(base, 'ca');
const kit = join(base, 'kit');
const writing = { force: false, dryRun: false };
const issuer = { source: { folder: ca } };
const link = {
  ...({ client: 'heartbeat', server: 'logstash', store: 'pem', extKeyUsage: 'both' } as const),
  ...{ hosts: [parseHost('logs.lan')], otherNames: [], newCa: {}, proof: false },
};
let libraryCa: library.CertificateAuthority;

beforeAll(async () => {
  const wanted = { keyType: 'ec-p256', validity: typed(DAYS), ...writing } as const;
  await createCa({ ...wanted, out: ca }, testPorts());
  await certutilCa(
    {
      ...{
        keyType: 'rsa-2048',
        lifetime: { days: DAYS },
        form: 'pkcs12',
        password: 'none',
        dryRun: false,
      },
      out: join(base, 'ca.p12'),
    },
    testPorts(),
  );
  await makeKit({ ...link, validity: typed(DAYS), out: kit, issuer, ...writing }, testPorts());
  const request = { name: 'asked', consumers: [], subjectAltNames: [parseGeneralName('a.lan')] };
  await requestCertificate({ ...request, out: join(base, 'asked'), ...writing }, testPorts());
  libraryCa = await library.createCa({ days: DAYS, now: NOW });
});

type Act = (validity: Wanted, ports: TestPorts) => Promise<string | undefined>;

/** Each answers the end of what it made. */
const ISSUING: Record<string, Act> = {
  'cert issue': async (validity, ports) => {
    const names = { subjectAltNames: [parseGeneralName('a.lan')], consumers: [] };
    const summary = await issueCertificate(
      {
        name: 'a',
        profile: 'client',
        ...names,
        formats: ['pem'],
        validity,
        issuer,
        out: fresh(),
        ...writing,
      },
      ports,
    );
    return summary.certificates[0]?.notAfter;
  },
  'ca create --issuer': async (validity, ports) => {
    const below = { folder: ca };
    const summary = await createCa(
      { keyType: 'ec-p256', validity, issuer: below, out: fresh(), ...writing },
      ports,
    );
    return summary.certificates[0]?.notAfter;
  },
  'cert sign': async (validity, ports) => {
    const file = join(base, 'asked', 'asked.csr');
    const summary = await signRequest(
      {
        file,
        profile: 'client',
        subjectAltNames: 'copy',
        validity,
        issuer,
        out: fresh(),
        ...writing,
      },
      ports,
    );
    return summary.certificates[0]?.notAfter;
  },
  'cert batch': async (validity, ports) => {
    const file = `${fresh()}.yml`;
    writeFileSync(file, '- {name: a, dns: a.lan}\n');
    const summary = await issueBatch(
      {
        file,
        out: { folder: fresh() },
        consumers: [],
        formats: ['pem'],
        issuer,
        validity,
        within: { days: 5 },
        ...writing,
      },
      ports,
    );
    return summary.certificates[0]?.notAfter;
  },
  'an entry of a list': async (validity, ports) => {
    const file = `${fresh()}.yml`;
    const period =
      'until' in validity ? `until: "${formatTime(validity.until)}"` : `days: ${validity.days}`;
    writeFileSync(file, `- {name: a, dns: a.lan, ${period}}\n`);
    const usual = { validity: { days: 5, isDefault: true }, within: { days: 1 } };
    const summary = await issueBatch(
      {
        file,
        out: { folder: fresh() },
        consumers: [],
        formats: ['pem'],
        issuer,
        ...usual,
        ...writing,
      },
      ports,
    );
    return summary.certificates[0]?.notAfter;
  },
  kit: async (validity, ports) => {
    const summary = await makeKit({ ...link, validity, issuer, out: fresh(), ...writing }, ports);
    return summary.certificates[0]?.notAfter;
  },
  'kit --add-client': async (validity, ports) => {
    const name = `beat${(count += 1)}`;
    const summary = await addClient(
      { ...link, hosts: [], kit, name, validity, issuer, ...writing },
      ports,
    );
    return summary.certificates[0]?.notAfter;
  },
  library: async (validity, { clock }) => {
    const wanted = 'until' in validity ? validity : { days: validity.days };
    const options = { ...wanted, now: clock.now(), names: ['a.lan'] };
    return formatTime((await library.issueCertificate(libraryCa, options)).notAfter);
  },
};
const commands = Object.entries(ISSUING).map(([command, act]) => ({ command, act }));
/** A program has nobody who listens. */
const saidBy = ({ notes }: TestPorts['reporter']) =>
  notes.filter((line) => line.startsWith('valid until'));

describe.each(commands)('$command', ({ command, act }) => {
  it.each([
    { when: 'in the same second', seconds: 0, isShortened: false },
    { when: 'one second later', seconds: 1, isShortened: true },
    { when: 'six minutes later', seconds: 360, isShortened: true },
    { when: 'an hour later', seconds: 3600, isShortened: true },
  ])('takes as many days as the CA has, $when', async ({ seconds, isShortened }) => {
    const ports = testPorts({ clock: fixedClock(laterBy(seconds)) });
    expect(await act(typed(DAYS), ports)).toBe(END);
    const said = isShortened && command !== 'library';
    expect(saidBy(ports.reporter)).toEqual(
      said ? [`valid until ${END} only, the end of the issuer`] : [],
    );
  });

  it('takes the day on which the CA ends', async () => {
    expect(await act({ until: parseUntil('2026-12-20') }, testPorts())).toBe(END);
  });

  it.each<[string, Wanted]>([
    ['a day more', typed(DAYS + 1)],
    ['an end a day later', { until: parseUntil('2026-12-21T09:54:59Z') }],
  ])('refuses %s, and says until when is possible', async (_, validity) => {
    const { code, sentence, details } = await refusalOf(() => act(validity, testPorts()));
    // what one entry asks for is a fault of its list
    const isInList = command === 'an entry of a list';
    expect(code).toBe(isInList ? 'input-malformed' : 'outlives-issuer');
    expect(isInList ? JSON.stringify(details) : sentence).toContain(`until ${END}`);
  });
});

describe('certutil cert', () => {
  it.each([DAYS, DAYS + 1, 1095])(
    '--days %i ends with the CA: in a script that ran with certutil nothing is refused',
    async (days) => {
      const ports = testPorts({ clock: fixedClock(laterBy(360)) });
      const instances = { single: { name: 'a', dns: ['a.lan'], ip: [] } };
      const store = {
        issuer: { source: { storeFile: join(base, 'ca.p12') } },
        password: 'none',
      } as const;
      const out = `${fresh()}.p12`;
      const { certificates } = await certutilCert(
        {
          ...store,
          instances,
          form: 'pkcs12',
          keyType: 'ec-p256',
          lifetime: { days },
          out,
          usualOut: out,
          dryRun: false,
        },
        ports,
      );
      expect(certificates[0]?.notAfter).toBe(END);
      expect(saidBy(ports.reporter)).toHaveLength(1);
    },
  );
});
