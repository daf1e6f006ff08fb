// OpenSSL's settings of trust beside an anchor: `verify` says what `openssl verify` says.
import { beforeAll, expect, it } from 'vitest';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import { makes } from '../support/peer-certificate.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => `${folder}/${name}`;

beforeAll(async () => {
  await makes(['ca', 'create', '--out', at('ca')]);
  const names = ['--profile', 'peer', '--san', 'host.example', '-o', at('host')];
  await makes(['cert', 'issue', 'host', '--ca', at('ca'), ...names]);
});

describePeer('the settings of an anchor', { openssl: OPENSSL }, () => {
  it.each([
    ['nothing', []],
    ['servers rejected', ['-addreject', 'serverAuth']],
    ['clients rejected', ['-addreject', 'clientAuth']],
    ['servers trusted', ['-addtrust', 'serverAuth']],
    ['any use trusted', ['-addtrust', 'anyExtendedKeyUsage']],
    ['any use rejected', ['-addreject', 'anyExtendedKeyUsage']],
  ] as const)('%s', async (name, flags) => {
    const anchor = at(`${name.replaceAll(' ', '-')}.pem`);
    await opensslDoes(['x509', '-in', at('ca/ca.crt'), '-trustout', ...flags, '-out', anchor]);
    for (const [purpose, sslPurpose] of [
      ['server', 'sslserver'],
      ['client', 'sslclient'],
    ] as const) {
      const theirs = await openssl([
        ...['verify', '-purpose', sslPurpose, '-CAfile', anchor, at('host/host.crt')],
      ]);
      const ours = await runHereJson<{
        ok: boolean;
        runtimes: { runtime: string; accepts: boolean }[];
      }>(['verify', at('host/host.crt'), '--ca', anchor, '--purpose', purpose]);
      const row = ours.document.runtimes.find(({ runtime }) => runtime === 'openssl');
      expect([purpose, ours.document.ok, row?.accepts]).toEqual([
        purpose,
        theirs.exitCode === 0,
        theirs.exitCode === 0,
      ]);
      if (theirs.exitCode !== 0) expect(theirs.stderr).toContain('error 28');
    }
  });
});
