// Proves that OpenSSL's strict mode takes each profile × key type in its own role only, and reads in it exactly what was asked for.
import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { describePeer, OPENSSL, openssl, opensslDoes, twoAtATime } from '../support/peer.js';
import { extensionsIn, makes, type CertificateFacts } from '../support/peer-certificate.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const keyTypes = [
  { keyType: 'ec-p256', signature: 'ecdsa-with-SHA256', key: /NIST CURVE: P-256/ },
  { keyType: 'ec-p384', signature: 'ecdsa-with-SHA384', key: /NIST CURVE: P-384/ },
  { keyType: 'ec-p521', signature: 'ecdsa-with-SHA512', key: /NIST CURVE: P-521/ },
  { keyType: 'rsa-2048', signature: 'sha256WithRSAEncryption', key: /Public-Key: \(2048 bit\)/ },
  { keyType: 'rsa-3072', signature: 'sha256WithRSAEncryption', key: /Public-Key: \(3072 bit\)/ },
  { keyType: 'rsa-4096', signature: 'sha256WithRSAEncryption', key: /Public-Key: \(4096 bit\)/ },
  { keyType: 'ed25519', signature: 'ED25519', key: /ED25519 Public-Key/ },
];

const server = 'TLS Web Server Authentication';
const client = 'TLS Web Client Authentication';
const profiles = [
  { profile: 'server', purposes: { sslserver: true, sslclient: false }, usage: server },
  { profile: 'client', purposes: { sslserver: false, sslclient: true }, usage: client },
  {
    profile: 'peer',
    purposes: { sslserver: true, sslclient: true },
    usage: `${server}, ${client}`,
  },
];

const cases = keyTypes.flatMap((kind) =>
  profiles.map((role) => ({ ...kind, ...role, name: `${role.profile}-${kind.keyType}` })),
);

const folder = temporaryFolder();
const caFile = (keyType: string) => `${folder}/ca-${keyType}/ca.crt`;
const certificate = (name: string) => `${folder}/${name}/${name}.crt`;
const privateKey = (name: string) => `${folder}/${name}/${name}.key`;

describePeer('openssl and end entities', { openssl: OPENSSL }, () => {
  const made = new Map<string, CertificateFacts>();

  beforeAll(async () => {
    await twoAtATime(keyTypes, async ({ keyType }) => {
      const ca = `${folder}/ca-${keyType}`;
      made.set(`ca-${keyType}`, await makes(['ca', 'create', '-o', ca, '--key-type', keyType]));
      for (const { profile } of profiles) {
        const name = `${profile}-${keyType}`;
        // A key of 4096 bits is made once and then named by --key.
        const key =
          keyType === 'rsa-4096' && profile !== 'server'
            ? ['--key', privateKey(`server-${keyType}`)]
            : ['--key-type', keyType];
        const issue = ['cert', 'issue', name, '--ca', ca, '--profile', profile, ...key];
        made.set(name, await makes([...issue, '--san', `${name}.lan`, '-o', `${folder}/${name}`]));
      }
    });
  });

  describe.each(cases)('$profile with $keyType', (it_) => {
    const { name, keyType } = it_;

    it.each(['sslserver', 'sslclient'] as const)('for the purpose %s', async (purpose) => {
      const { exitCode, stdout, stderr } = await openssl([
        ...['verify', '-x509_strict', '-purpose', purpose, '-verify_hostname', `${name}.lan`],
        ...['-CAfile', caFile(keyType), certificate(name)],
      ]);
      if (it_.purposes[purpose]) {
        expect({ exitCode, stdout, stderr }).toEqual({
          exitCode: 0,
          stdout: `${certificate(name)}: OK\n`,
          stderr: '',
        });
      } else {
        expect(exitCode).toBe(2);
        expect(stderr).toMatch(
          /error 26 at 0 depth lookup: un(supported|suitable) certificate purpose/,
        );
      }
    });

    it('has a key that openssl pkey reads as plain PKCS#8 and that belongs to it', async () => {
      const pem = readFileSync(privateKey(name), 'utf8');
      expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n[^\r]+\n-----END PRIVATE KEY-----\n$/);
      // `pkey` writes PKCS#8 again: the same bytes, so nothing in it is unusual.
      expect(await opensslDoes(['pkey', '-in', privateKey(name), '-check'])).toContain(pem);
      expect(await opensslDoes(['pkey', '-in', privateKey(name), '-pubout'])).toBe(
        await opensslDoes(['x509', '-in', certificate(name), '-noout', '-pubkey']),
      );
    });

    it('prints as version 3 with just the extensions of its profile', async () => {
      const text = await opensslDoes(['x509', '-in', certificate(name), '-noout', '-text']);
      expect(text).toContain('Version: 3 (0x2)');
      expect(text).toMatch(it_.key);
      expect(text.match(/Signature Algorithm: .*/g)).toEqual([
        `Signature Algorithm: ${it_.signature}`,
        `Signature Algorithm: ${it_.signature}`,
      ]);
      const issuer = extensionsIn(
        await opensslDoes(['x509', '-in', caFile(keyType), '-noout', '-text']),
      );
      const isRsaServer = keyType.startsWith('rsa') && it_.profile !== 'client';
      expect(extensionsIn(text)).toEqual({
        'X509v3 Basic Constraints': { critical: true, value: 'CA:FALSE' },
        'X509v3 Key Usage': {
          critical: true,
          value: isRsaServer ? 'Digital Signature, Key Encipherment' : 'Digital Signature',
        },
        'X509v3 Extended Key Usage': { critical: false, value: it_.usage },
        'X509v3 Subject Alternative Name': { critical: false, value: `DNS:${name}.lan` },
        'X509v3 Subject Key Identifier': {
          critical: false,
          value: expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/) as string,
        },
        'X509v3 Authority Key Identifier': issuer['X509v3 Subject Key Identifier'],
      });
    });

    it('is described by --json as openssl describes it', async () => {
      const facts = made.get(name);
      const printed = await opensslDoes([
        ...['x509', '-in', certificate(name), '-noout', '-nameopt', 'RFC2253', '-serial'],
        ...['-subject', '-issuer', '-dates', '-dateopt', 'iso_8601', '-fingerprint', '-sha256'],
      ]);
      const field = (key: RegExp) => key.exec(printed)?.[1];
      expect(field(/^serial=(.*)$/m)?.toLowerCase()).toBe(facts?.serialNumber);
      expect(field(/^subject=(.*)$/m)).toBe(facts?.subject);
      expect(field(/^issuer=(.*)$/m)).toBe(facts?.issuer);
      expect(field(/^notBefore=(.*)$/m)?.replace(' ', 'T')).toBe(facts?.notBefore);
      expect(field(/^notAfter=(.*)$/m)?.replace(' ', 'T')).toBe(facts?.notAfter);
      expect(
        field(/ingerprint=(.*)$/m)
          ?.replaceAll(':', '')
          .toLowerCase(),
      ).toBe(facts?.sha256Fingerprint);
    });
  });

  it.each(keyTypes)('a root with $keyType has just the extensions of a CA', async ({ keyType }) => {
    const text = await opensslDoes(['x509', '-in', caFile(keyType), '-noout', '-text']);
    expect(text).toContain('Version: 3 (0x2)');
    const identifier = {
      critical: false,
      value: expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/) as string,
    };
    const extensions = extensionsIn(text);
    expect(extensions).toEqual({
      'X509v3 Basic Constraints': { critical: true, value: 'CA:TRUE' },
      'X509v3 Key Usage': { critical: true, value: 'Certificate Sign, CRL Sign' },
      'X509v3 Subject Key Identifier': identifier,
      'X509v3 Authority Key Identifier': identifier,
    });
    expect(extensions['X509v3 Authority Key Identifier']).toEqual(
      extensions['X509v3 Subject Key Identifier'],
    );
    const { exitCode } = await openssl([
      ...['verify', '-x509_strict', '-check_ss_sig', '-CAfile', caFile(keyType), caFile(keyType)],
    ]);
    expect(exitCode).toBe(0);
  });

  it('serial numbers are positive, of 64 to 159 bits, and never the same', async () => {
    const files = [
      ...keyTypes.map(({ keyType }) => caFile(keyType)),
      ...cases.map(({ name }) => certificate(name)),
    ];
    const serials = await Promise.all(
      files.map(async (file) => {
        const printed = await opensslDoes(['x509', '-in', file, '-noout', '-serial']);
        return /^serial=(-?[0-9A-F]+)\n$/.exec(printed)?.[1] ?? '';
      }),
    );
    expect(new Set(serials).size).toBe(files.length);
    for (const serial of serials) {
      const bits = BigInt(`0x${serial}`).toString(2).length;
      expect(bits).toBeGreaterThanOrEqual(64);
      expect(bits).toBeLessThanOrEqual(159);
    }
  });

  it('another CA does not make it acceptable', async () => {
    const { exitCode, stderr } = await openssl([
      ...['verify', '-x509_strict', '-CAfile', caFile('rsa-2048'), certificate('peer-ec-p256')],
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/error 20 at 0 depth lookup/);
  });
});
