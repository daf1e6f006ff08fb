// An expired CRL refuses everybody, until the next one is there and whoever asks it has been told.
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadIssuer } from '../../src/app/reading/key/issuer.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { issueCrl } from '../../src/pki/issuing/issue-crl.js';
import { requireSigning } from '../../src/pki/issuing/issuer.js';
import { endServersAfterwards } from '../support/generated-link.js';
import { makes } from '../support/peer-certificate.js';
import { describePeer, OPENSSL, openssl } from '../support/peer.js';
import {
  type AskingServer,
  does,
  issueCrls,
  makeRevoked,
  type Pki,
  pkiOf,
  startNginx,
  startStunnel,
  takenBy,
} from '../support/revoking.js';
import { NGINX, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const folder = temporaryFolder();
endServersAfterwards();

const root = pkiOf(folder, 'root');
const below = pkiOf(folder, 'below', 'root');
const NAMES = ['good', 'bad'];

beforeAll(async () => {
  await makes(['ca', 'create', '-o', root.ca]);
  await makes(['ca', 'create', '-o', below.ca, '--issuer', root.ca]);
  for (const pki of [root, below]) {
    await makeRevoked(pki, [
      ['good', []],
      ['bad', [[]]],
    ]);
  }
});

/** One that ended a minute ago, as PEM; nobody would sign it who cannot turn the clock back. */
async function expired({ ca }: Pki): Promise<string> {
  const ports = testPorts();
  const issuer = requireSigning(await loadIssuer({ source: { folder: ca } }, ports), 'a CRL');
  const before = (ms: number) => new Date(Date.now() - ms);
  const times = { thisUpdate: before(120_000), nextUpdate: before(60_000) };
  const wanted = { ...times, revoked: [], crlNumber: 1n };
  const { der } = await issueCrl(wanted, issuer, ports.crypto);
  return encodePem('X509 CRL', der);
}

const askedFor = (pki: Pki) => `${pki.ca}.asked.crl`;
const freshFor = (pki: Pki, id: number) =>
  does([
    ...['crl', 'issue', '--ca', pki.ca, '--days', '7', '--out', askedFor(pki)],
    ...['--hook', `sh -c 'kill -HUP ${id}'`],
  ]);

const SERVERS: readonly [
  name: string,
  path: string | undefined,
  start: (pki: Pki, crls: string) => Promise<AskingServer>,
][] = [
  ['nginx', NGINX, startNginx],
  ['stunnel', STUNNEL, startStunnel],
];

describe.each(SERVERS)('%s', (name, path, start) => {
  describePeer('as it stands', { [name]: path }, () => {
    it('refuses everybody, and takes the good one once a hook has told it of the next', async () => {
      writeFileSync(askedFor(root), await expired(root));
      const server = await start(root, askedFor(root));
      expect([await server.takes('good'), await server.takes('bad')]).toEqual([false, false]);
      await freshFor(root, server.id);
      await expect.poll(() => server.takes('good'), { timeout: 60_000 }).toBe(true);
      expect(await server.takes('bad')).toBe(false);
      await server.end();
    });
  });
});

describePeer('nginx below an intermediate', { nginx: NGINX }, () => {
  it('refuses everybody where only the CRL of the root has expired', async () => {
    await issueCrls(below, [below.ca, root.ca]);
    expect(await takenBy(startNginx(below), NAMES)).toEqual([true, false]);
    await issueCrls(below, [below.ca]);
    writeFileSync(below.crls, await expired(root), { flag: 'a' });
    expect(await takenBy(startNginx(below), NAMES)).toEqual([false, false]);
  });
});

describePeer('openssl', { openssl: OPENSSL }, () => {
  const verdicts = async () => {
    const found = [];
    for (const name of NAMES) {
      const trust = ['-CAfile', root.root, '-CRLfile', askedFor(root), '-crl_check'];
      const { exitCode, stderr } = await openssl(['verify', ...trust, root.crt(name)]);
      found.push(exitCode === 0 ? 'OK' : /error \d+ at 0 depth lookup: (.*)/.exec(stderr)?.[1]);
    }
    return found;
  };

  it('refuses everybody, and takes the good one with the next', async () => {
    writeFileSync(askedFor(root), await expired(root));
    expect(await verdicts()).toEqual(['CRL has expired', 'CRL has expired']);
    await does(['crl', 'issue', '--ca', root.ca, '--out', askedFor(root)]);
    expect(await verdicts()).toEqual(['OK', 'certificate revoked']);
  });
});
