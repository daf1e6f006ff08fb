// OpenSSL judges certificates below constrained CAs as we do: what we refuse to issue it refuses, what we issue it accepts.
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import { makes } from '../support/peer-certificate.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const CAS = {
  permitted: ['--permit-dns', 'logs.example', '--permit-ip', '10.0.0.0/8'],
  excluded: ['--exclude-dns', 'bad.example'],
  addressless: ['--permit-dns', 'logs.example', '--exclude-all-ip'],
  network: ['--exclude-ip', '10.0.0.0/255.0.0.0', '--exclude-ip', 'fd00::/8'],
  mailboxes: [
    '--permit-email',
    'example.com',
    '--permit-email',
    '.example.org',
    '--exclude-email',
    'bad@example.com',
  ],
  both: ['--permit-dns', 'example', '--exclude-dns', 'bad.example', '--permit-ip', 'fd00::/8'],
};
const NAMES = [
  ...['logs.example', 'a.logs.example', 'xlogs.example', 'other.test', 'bad.example'],
  ...['x.bad.example', 'good.example', '10.1.2.3', '11.1.2.3', 'fd00::5', 'fe80::5'],
  ...['email:a@example.com', 'email:bad@example.com', 'email:a@b.example.org', 'email:a@x.test'],
];

describePeer('openssl verify below constrained CAs', { openssl: OPENSSL }, () => {
  const at = (ca: string) => `${folder}/${ca}`;
  beforeAll(async () => {
    await makes(['ca', 'create', '--out', at('root')]);
    for (const [name, flags] of Object.entries(CAS)) {
      await makes(['ca', 'create', '--issuer', at('root'), '--out', at(name), ...flags]);
    }
    await opensslDoes(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('key')]);
    await opensslDoes([
      'req',
      '-new',
      '-key',
      at('key'),
      '-subj',
      '/CN=somebody',
      '-out',
      at('csr'),
    ]);
  });

  /** A certificate that OpenSSL signs without asking whether the CA may. */
  async function forged(ca: string, name: string): Promise<boolean> {
    const kind = /^[\d.]+$|:/.test(name) ? 'IP:' : 'DNS:';
    const written = name.startsWith('email:') ? name : kind + name;
    writeFileSync(at('ext'), `subjectAltName=${written}\nextendedKeyUsage=serverAuth\n`);
    await opensslDoes([
      ...[
        'x509',
        '-req',
        '-in',
        at('csr'),
        '-CA',
        `${at(ca)}/ca.crt`,
        '-CAkey',
        `${at(ca)}/ca.key`,
      ],
      ...['-days', '30', '-extfile', at('ext'), '-out', at('crt')],
    ]);
    const chain = ['-CAfile', `${at('root')}/ca.crt`, '-untrusted', `${at(ca)}/ca.crt`];
    const { exitCode, stderr } = await openssl(['verify', ...chain, at('crt')]);
    if (exitCode !== 0)
      expect(stderr).toMatch(/permitted subtree violation|excluded subtree violation/);
    return exitCode === 0;
  }

  describe.each(Object.keys(CAS))('%s', (ca) => {
    it.each(NAMES)('%s', async (name) => {
      const isAccepted = await forged(ca, name);
      const out = `${folder}/issued-${ca}-${name.replaceAll(':', '_')}`;
      const { exitCode, stderr } = await runHere([
        ...[
          'cert',
          'issue',
          'somebody',
          '--ca',
          at(ca),
          '--profile',
          'server',
          '--san',
          name,
          '-o',
          out,
        ],
      ]);
      expect([exitCode, stderr]).toEqual([
        isAccepted ? 0 : 7,
        isAccepted ? expect.any(String) : expect.stringContaining('nameConstraints'),
      ]);
      if (!isAccepted) return;
      const chain = ['-CAfile', `${at('root')}/ca.crt`, '-untrusted', `${at(ca)}/ca.crt`];
      const strict = await openssl(['verify', '-x509_strict', ...chain, `${out}/somebody.crt`]);
      expect(strict).toMatchObject({ exitCode: 0, stderr: '' });
    });
  });
});
