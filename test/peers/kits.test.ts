// Proves that kits of every stack version and key type, of a new CA and of one made by OpenSSL, are accepted by OpenSSL and the JDK.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { JDKS } from '../support/jdks.js';
import { describePeer, OPENSSL, openssl, opensslDoes, twoAtATime } from '../support/peer.js';
import { type End, hostFolder, PROTOCOLS, SERVERS } from '../support/peer-ends.js';
import { PYTHON } from '../support/python.js';
import { lineFile, makes } from '../support/peer-certificate.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const hosts = ['logs.mycompany.com', 'localhost', '10.0.0.5'];

// The versions at which names of options change, and the ends of what is known.
const stacks = ['7.17', '8.0', '8.8', '8.12', '8.19', '9.0', '9.5'];
// What Logstash (without BouncyCastle) and Beats both load: reference/consumers.md, 1a.
const keyTypes = ['ec-p256', 'ec-p384', 'ec-p521', 'rsa-2048', 'rsa-3072', 'rsa-4096'];

const existing = (name: string) => [
  ...['--ca-cert', `${folder}/${name}.crt`, '--ca-key', `${folder}/${name}.key`],
];
/** Where the CA comes from: this program, or OpenSSL in one of the forms that it writes. */
const authorities = {
  new: () => [] as string[],
  'openssl-ec': () => existing('ec'),
  'openssl-rsa': () => [...existing('rsa'), '--ca-password-file', `${folder}/pass`],
};
type Origin = keyof typeof authorities;

const kits = [
  ...stacks.flatMap((stack) =>
    (['new', 'openssl-ec'] as const).map((origin) => ({ stack, keyType: 'ec-p256', origin })),
  ),
  ...keyTypes.slice(1).flatMap((keyType, index) =>
    (['new', 'openssl-rsa'] as const).map((origin: Origin, second) => ({
      stack: stacks[(2 * index + second) % stacks.length] ?? '',
      keyType,
      origin,
    })),
  ),
].map((kit) => ({ ...kit, path: `${folder}/${kit.stack}-${kit.keyType}-${kit.origin}` }));

const command = (path: string, more: readonly string[]) => [
  ...['kit', 'heartbeat', 'logstash', ...hosts.flatMap((host) => ['--host', host])],
  ...['-o', path, ...more],
];

const sides = [
  { host: 'logstash', own: 'sslserver', other: 'sslclient' },
  { host: 'heartbeat', own: 'sslclient', other: 'sslserver' },
];

/** What OpenSSL says of a host's certificate in a role, with the other host's anchor. */
const judge = (kit: string, host: string, purpose: string) => {
  const { certificate = '' } = hostFolder(kit, host);
  const { ca } = hostFolder(kit, host === 'logstash' ? 'heartbeat' : 'logstash');
  return openssl(['verify', '-x509_strict', '-purpose', purpose, '-CAfile', ca, certificate]);
};

beforeAll(async () => {
  lineFile(`${folder}/pass`, 'of the CA');
  const root = (key: string) =>
    opensslDoes([
      ...['req', '-x509', '-new', '-key', key, '-passin', `file:${folder}/pass`, '-days', '400'],
      ...['-subj', '/C=DE/O=Elsewhere/CN=Root', '-out', key.replace('.key', '.crt')],
      ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ]);
  if (OPENSSL === undefined) return;
  const ec = ['ecparam', '-name', 'prime256v1', '-genkey', '-out', `${folder}/ec.key`];
  await opensslDoes(ec);
  await root(`${folder}/ec.key`);
  await opensslDoes([
    ...['genrsa', '-aes256', '-passout', `file:${folder}/pass`, '-traditional'],
    ...['-out', `${folder}/rsa.key`, '2048'],
  ]);
  await root(`${folder}/rsa.key`);
  await twoAtATime(
    [
      ...kits.map(({ path, stack, keyType, origin }) =>
        command(path, ['--stack', stack, '--key-type', keyType, ...authorities[origin]()]),
      ),
      command(`${folder}/own-new`, ['--eku', 'own']),
      command(`${folder}/own-openssl`, ['--eku', 'own', ...authorities['openssl-ec']()]),
    ],
    makes,
  );
});

describePeer('openssl and kits', { openssl: OPENSSL }, () => {
  describe.each(kits)('stack $stack, $keyType, CA $origin', ({ path, origin, keyType }) => {
    it.each(sides)('$host is accepted in both roles', async ({ host, own, other }) => {
      for (const purpose of [own, other]) {
        expect(await judge(path, host, purpose)).toMatchObject({ exitCode: 0, stderr: '' });
      }
    });

    it('each name that is dialled is in the certificate of the server', async () => {
      const { certificate = '', ca } = hostFolder(path, 'logstash');
      for (const host of hosts) {
        const flag = /^[\d.]+$/.test(host) ? '-verify_ip' : '-verify_hostname';
        const verified = await openssl(['verify', '-CAfile', ca, flag, host, certificate]);
        expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
      }
      const other = ['-verify_hostname', 'heartbeat', certificate];
      expect((await openssl(['verify', '-CAfile', ca, ...other])).exitCode).toBe(2);
    });

    it('the keys are of the type that was asked for, and the CA is whose it should be', async () => {
      const [kind, size] = keyType.split('-');
      const expected = kind === 'ec' ? `NIST CURVE: P-${size?.slice(1)}` : `(${size} bit`;
      for (const { host } of sides) {
        const { key = '' } = hostFolder(path, host);
        const text = await opensslDoes(['pkey', '-in', key, '-noout', '-text']);
        expect(text).toContain(expected);
      }
      expect(existsSync(`${path}/ca`)).toBe(origin === 'new');
      if (origin === 'new') return;
      const fingerprint = (file: string) =>
        opensslDoes(['x509', '-in', file, '-noout', '-fingerprint']);
      expect(await fingerprint(`${path}/logstash/ca.crt`)).toBe(
        await fingerprint(`${folder}/${origin.replace('openssl-', '')}.crt`),
      );
    });
  });

  describe.each(['own-new', 'own-openssl'])('--eku own, %s', (name) => {
    it.each(sides)('$host is accepted in its own role only', async ({ host, own, other }) => {
      expect(await judge(`${folder}/${name}`, host, own)).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
      const refused = await judge(`${folder}/${name}`, host, other);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toMatch(/error 26 at 0 depth lookup/);
    });
  });

  it('a kit of one CA is nothing to another', async () => {
    const [first, , second] = kits;
    const { certificate = '' } = hostFolder(first?.path ?? '', 'heartbeat');
    const { ca } = hostFolder(second?.path ?? '', 'logstash');
    const { exitCode, stderr } = await openssl(['verify', '-CAfile', ca, certificate]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/error 20 at 0 depth lookup/);
  });

  it('an Ed25519 kit is refused, since Logstash reads no such key', async () => {
    const { exitCode } = await runHereJson(command(`${folder}/never`, ['--key-type', 'ed25519']));
    expect(exitCode).toBe(7);
    expect(existsSync(`${folder}/never`)).toBe(false);
  });
});

const [jdk] = JDKS;
const linked = { openssl: OPENSSL, Python: PYTHON, [jdk?.name ?? '']: jdk?.path };
describePeer('a link of each kit', linked, () => {
  let java: End;
  let python: End;
  beforeAll(() => {
    const start = (name: string | undefined) =>
      SERVERS.find((peer) => peer.name === name)?.start() as End;
    java = start(jdk?.name);
    python = start('Python');
  });
  afterAll(() => Promise.all([java.end(), python.end()]));

  it.each(kits)('stack $stack, $keyType, CA $origin: Python to the JDK', async ({ path }) => {
    const listening = await java.serve(hostFolder(path, 'logstash'));
    for (const protocol of PROTOCOLS) {
      const dialled = await python.dial({
        ...{ host: 'localhost', port: listening.port, protocol },
        identity: hostFolder(path, 'heartbeat'),
      });
      expect([dialled, await listening.seen()]).toEqual([
        { outcome: 'accepted', protocol, text: 'CN=logstash' },
        { outcome: 'accepted', protocol, text: 'CN=heartbeat' },
      ]);
    }
  });
});
