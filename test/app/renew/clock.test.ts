// A renewal under a clock that jumps: what would be issued in vain is refused, and all stays as it was.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { issueCertificate } from '../../../src/app/issue/certificate.js';
import { renewCertificates, type RenewRequest } from '../../../src/app/renew/renew.js';
import { rollBack } from '../../../src/app/renew/rollback.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { fileTree } from '../../support/file-tree.js';
import { daysFromNow, fixedClock } from '../../support/fixed-clock.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;
const programs = { run: async () => ({ exitCode: 0, output: '' }) };
const portsOn = (day: number) => ({
  ...testPorts({ clock: fixedClock(daysFromNow(day)) }),
  programs,
});
const terms = { force: false, dryRun: false };

/** A CA for ten years, and a host for 825 days of them. */
async function newHome(caDay = -10): Promise<string> {
  const home = join(base, `home-${(count += 1)}`);
  mkdirSync(home);
  const ca = join(home, 'ca');
  const decade = { days: 3650, isDefault: true };
  await createCa({ out: ca, keyType: 'ec-p256', validity: decade, ...terms }, portsOn(caDay));
  await issueCertificate(
    {
      ...{ name: 'es01', profile: 'server', consumers: [], formats: ['pem'], ...terms },
      ...{ subjectAltNames: [parseGeneralName('es01.lan')], out: join(home, 'es01') },
      ...{ validity: { days: 825, isDefault: true }, issuer: { source: { folder: ca } } },
    },
    portsOn(0),
  );
  return home;
}

async function renewOn(day: number, home: string, changes: Partial<RenewRequest> = {}) {
  const issuer = { typed: undefined, fallback: join(home, 'ca'), password: undefined };
  const request = { key: 'new' as const, issuer, proof: true, dryRun: false, ...changes };
  const { hosts } = await renewCertificates(
    { paths: [join(home, 'es01')], ...request },
    portsOn(day),
  );
  const [host] = hosts;
  return { state: host?.state, code: host?.error?.code, reason: host?.reason };
}

it.each<[string, number, number, string, RegExp]>([
  ['back before the CA began', -400, 0, 'issuer-not-yet-valid', /is valid only from/],
  ['forward behind the end of the CA', 3700, -10, 'issuer-expired', /expired|ended/],
  ['back by a day', -1, -10, 'renewal-in-vain', /clock of this machine is wrong/],
])('is refused where the clock jumps %s', async (_, day, caDay, code, says) => {
  const home = await newHome(caDay);
  const before = await fileTree(home);
  const answer = await renewOn(day, home);
  expect(answer).toMatchObject({ state: 'failed', code, reason: expect.stringMatching(says) });
  expect(await fileTree(home)).toEqual(before);
});

it('is shorter, and not in vain, where the CA ends soon', async () => {
  const home = await newHome();
  expect(await renewOn(3600, home)).toMatchObject({ state: 'renewed' });
  expect(await renewOn(3630, home, { within: { days: 20 } })).toMatchObject({
    state: 'failed',
    code: 'renewal-in-vain',
  });
});

it('is rolled back under whatever clock', async () => {
  const home = await newHome();
  await renewOn(100, home);
  for (const day of [-400, 3700]) {
    const request = { paths: [join(home, 'es01')], authorities: [join(home, 'ca')], dryRun: false };
    const { hosts } = await rollBack(request, portsOn(day));
    expect(hosts.map(({ state }) => state)).toEqual(['restored']);
  }
});
