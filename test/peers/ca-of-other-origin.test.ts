// Proves that a CA made by OpenSSL, in any container and with any spelling of its name, issues what OpenSSL then verifies.
import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { describePeer, OPENSSL, openssl, opensslDoes, twoAtATime } from '../support/peer.js';
import { extensionsIn, lineFile, makes, nameBytes } from '../support/peer-certificate.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const file = (name: string) => `${folder}/${name}`;
const pass = `file:${file('pass')}`;

const rootExtensions = [
  ...['-addext', 'basicConstraints=critical,CA:TRUE'],
  ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
];

/** `openssl req -x509` for the key; answers nothing, writes PEM (or DER). */
const root = (key: string, certificate: string, more: readonly string[] = []) =>
  opensslDoes([
    ...['req', '-x509', '-new', '-key', file(key), '-out', file(certificate), '-days', '400'],
    ...['-subj', `/C=DE/O=Elsewhere/CN=${key}`, ...rootExtensions, ...more],
  ]);

const encrypt = (...how: string[]) => ['pkcs8', '-topk8', '-passout', pass, ...how];

/** What OpenSSL does to the plain PKCS#8 key `rsa` or `ec`, and how the file begins. */
const containers: {
  name: string;
  from: 'rsa' | 'ec' | 'p384' | 'p521' | 'ed25519';
  make: string[];
  begins: string | RegExp;
  encrypted?: true | 'try another password too';
  der?: true;
}[] = [
  { name: 'rsa-pkcs8', from: 'rsa', make: ['pkey'], begins: '-----BEGIN PRIVATE KEY-----' },
  { name: 'rsa-pkcs1', from: 'rsa', make: ['rsa', '-traditional'], begins: '-----BEGIN RSA PRIV' },
  { name: 'ec-pkcs8', from: 'ec', make: ['pkey'], begins: '-----BEGIN PRIVATE KEY-----' },
  { name: 'ec-sec1', from: 'ec', make: ['ec'], begins: '-----BEGIN EC PRIVATE KEY-----' },
  { name: 'ec-p384-sec1', from: 'p384', make: ['ec'], begins: '-----BEGIN EC PRIVATE KEY-----' },
  { name: 'ec-p521-sec1', from: 'p521', make: ['ec'], begins: '-----BEGIN EC PRIVATE KEY-----' },
  { name: 'ed25519-pkcs8', from: 'ed25519', make: ['pkey'], begins: '-----BEGIN PRIVATE KEY-----' },
  {
    name: 'rsa-pkcs8-der',
    from: 'rsa',
    make: ['pkey', '-outform', 'DER'],
    begins: '0\x82',
    der: true,
  },
  {
    name: 'rsa-pkcs1-der',
    from: 'rsa',
    make: ['rsa', '-traditional', '-outform', 'DER'],
    begins: '0\x82',
    der: true,
  },
  { name: 'ec-sec1-der', from: 'ec', make: ['ec', '-outform', 'DER'], begins: '0w', der: true },
  {
    name: 'aes256-sha256',
    from: 'rsa',
    make: encrypt('-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA256'),
    begins: '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    encrypted: 'try another password too',
  },
  {
    name: 'aes256-der',
    from: 'ec',
    make: encrypt('-v2', 'aes-256-cbc', '-outform', 'DER'),
    begins: '0\x81',
    encrypted: true,
    der: true,
  },
  {
    name: '3des',
    from: 'rsa',
    make: encrypt('-v2', 'des3'),
    begins: '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    encrypted: true,
  },
  {
    name: 'pbes1-3des',
    from: 'rsa',
    make: encrypt('-v1', 'PBE-SHA1-3DES'),
    begins: '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    encrypted: true,
  },
  {
    name: 'scrypt',
    from: 'ec',
    make: encrypt('-scrypt'),
    begins: '-----BEGIN ENCRYPTED PRIVATE KEY-----',
    encrypted: 'try another password too',
  },
  {
    name: 'dek-info-rsa',
    from: 'rsa',
    make: ['rsa', '-traditional', '-aes256', '-passout', pass],
    begins: /^-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC/,
    encrypted: 'try another password too',
  },
  {
    name: 'dek-info-ec',
    from: 'ec',
    make: ['ec', '-aes128', '-passout', pass],
    begins: /^-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC/,
    encrypted: true,
  },
];

const command = (name: string, ca: readonly string[]) => [
  ...['cert', 'issue', name, '--profile', 'peer', '--san', `${name}.lan`, '-o', file(name), ...ca],
];
const issue = (name: string, ca: readonly string[]) => makes(command(name, ca));
/** The same without --json, for what is said beside. */
const issueTalking = async (name: string, ca: readonly string[]) => {
  const { exitCode, stderr } = await runHere(command(name, ca));
  expect(exitCode).toBe(0);
  return stderr;
};

/** What OpenSSL says about a certificate that `issue` has made, with what stands beside it. */
const judge = (name: string, more: readonly string[] = []) =>
  openssl([
    ...['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', `${name}.lan`],
    ...['-CAfile', file(`${name}/ca.crt`), '-untrusted', file(`${name}/${name}.crt`), ...more],
    file(`${name}/${name}.crt`),
  ]);
const accepted = (name: string) => ({
  exitCode: 0,
  signal: null,
  stdout: `${file(`${name}/${name}.crt`)}: OK\n`,
  stderr: '',
});

describePeer('openssl, CAs of its making', { openssl: OPENSSL }, () => {
  beforeAll(async () => {
    lineFile(file('pass'), 'the ca password');
    lineFile(file('wrong'), 'another');
    const generate = (name: string, ...how: string[]) =>
      opensslDoes(['genpkey', '-out', file(name), '-algorithm', ...how]);
    const curve = (name: string) => ['EC', '-pkeyopt', `ec_paramgen_curve:${name}`];
    await generate('rsa', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048');
    await generate('ec', ...curve('P-256'));
    await generate('p384', ...curve('P-384'));
    await generate('p521', ...curve('P-521'));
    await generate('ed25519', 'ED25519');
    for (const key of ['rsa', 'ec', 'p384', 'p521', 'ed25519']) await root(key, `${key}.crt`);
    for (const key of ['rsa', 'ec']) await root(key, `${key}.der`, ['-outform', 'DER']);
  });

  describe('key containers', { concurrent: true }, () => {
    it.each(containers)('$name', async ({ name, from, make, begins, encrypted, der }) => {
      const key = file(`${name}.key`);
      const [program = '', ...how] = make;
      await opensslDoes([program, '-in', file(from), '-out', key, ...how]);
      const bytes = readFileSync(key, 'latin1');
      expect(typeof begins === 'string' ? bytes.startsWith(begins) : begins.test(bytes)).toBe(true);

      const certificate = file(`${from}.${der ? 'der' : 'crt'}`);
      const ca = ['--ca-cert', certificate, '--ca-key', key];
      if (encrypted) ca.push('--ca-password-file', file('pass'));
      if (encrypted === 'try another password too') {
        const refused = await runHereJson<{ error: { code: string } }>([
          ...['cert', 'issue', name, '--profile', 'client', '-o', file(`no-${name}`)],
          ...['--ca-cert', certificate, '--ca-key', key, '--ca-password-file', file('wrong')],
        ]);
        expect(refused).toMatchObject({
          exitCode: 4,
          document: { error: { code: 'password-wrong' } },
        });
      }
      const facts = await issue(name, ca);
      expect(await judge(name)).toEqual(accepted(name));
      expect(facts.issuer).toBe(`CN=${from},O=Elsewhere,C=DE`);
      const names = await nameBytes(file(`${name}/${name}.crt`));
      expect(names.issuer).toBe((await nameBytes(file(`${from}.crt`))).subject);
    });

    it('SEC1 after an EC PARAMETERS block, as ecparam -genkey writes it', async () => {
      const key = file('parameters.key');
      await opensslDoes(['ecparam', '-name', 'prime256v1', '-genkey', '-out', key]);
      expect(readFileSync(key, 'utf8')).toMatch(
        /^-----BEGIN EC PARAMETERS-----[^-]+-----END EC PARAMETERS-----\n-----BEGIN EC PRIVATE KEY-----/,
      );
      await root('parameters.key', 'parameters.crt');
      await issue('parameters', ['--ca-cert', file('parameters.crt'), '--ca-key', key]);
      expect(await judge('parameters')).toEqual(accepted('parameters'));
    });

    it('a certificate after text, and in CRLF, as tools of other systems leave it', async () => {
      const text = await opensslDoes(['x509', '-in', file('rsa.crt'), '-text']);
      writeFileSync(file('text.crt'), text.replaceAll('\n', '\r\n'));
      const key = readFileSync(file('rsa'), 'utf8').replaceAll('\n', '\r\n');
      writeFileSync(file('text.key'), `Bag Attributes\r\n    friendlyName: ca\r\n${key}`);
      await issue('text', ['--ca-cert', file('text.crt'), '--ca-key', file('text.key')]);
      expect(await judge('text')).toEqual(accepted('text'));
      expect(readFileSync(file('text/ca.crt'), 'utf8')).toBe(readFileSync(file('rsa.crt'), 'utf8'));
    });

    it('a key of another CA is refused', async () => {
      const { exitCode, document } = await runHereJson<{ error: { code: string } }>([
        ...['cert', 'issue', 'mixed', '--profile', 'client', '-o', file('mixed')],
        ...['--ca-cert', file('rsa.crt'), '--ca-key', file('ec')],
      ]);
      expect({ exitCode, code: document.error.code }).toEqual({
        exitCode: 7,
        code: 'issuer-key-mismatch',
      });
    });
  });

  describe('names', { concurrent: true }, () => {
    // The masks are OpenSSL's B_ASN1_* bits: the only string type that it may choose.
    it.each([
      {
        name: 'printable',
        mask: 'MASK:0x0002',
        subject: '/C=DE/O=Example Works/CN=Root',
        tag: '13',
      },
      { name: 'utf8', mask: 'MASK:0x2000', subject: '/O=Bücher und Söhne/CN=Wurzel', tag: '0c' },
      { name: 'bmp', mask: 'MASK:0x0800', subject: '/O=Bücher/CN=Wurzel', tag: '1e' },
      { name: 't61', mask: 'MASK:0x0004', subject: '/O=Example/CN=Root', tag: '14' },
      {
        name: 'multi',
        mask: 'utf8only',
        subject: '/O=Example/OU=Search+L=Berlin/CN=a+UID=7',
        tag: '0c',
      },
      {
        name: 'mail',
        mask: 'default',
        subject: '/DC=com/DC=example/CN=a/emailAddress=a@b.c',
        tag: '16',
      },
      { name: 'blanks', mask: 'default', subject: '/O=Two  Blanks /CN= Root', tag: '13' },
      { name: 'twice', mask: 'default', subject: '/OU=One/OU=Two/OU=One/CN=Root', tag: '13' },
    ])('$name: issuer has the bytes of the CA', async ({ name, mask, subject, tag }) => {
      const config = file(`${name}.cnf`);
      writeFileSync(config, `[req]\nstring_mask=${mask}\ndistinguished_name=dn\n[dn]\n`);
      await opensslDoes([
        ...[
          'req',
          '-x509',
          '-new',
          '-key',
          file('ec'),
          '-out',
          file(`${name}.crt`),
          '-days',
          '400',
        ],
        ...['-config', config, '-utf8', '-subj', subject, ...rootExtensions],
        ...['-addext', 'subjectKeyIdentifier=hash'],
      ]);
      await issue(name, ['--ca-cert', file(`${name}.crt`), '--ca-key', file('ec')]);
      const ca = await nameBytes(file(`${name}.crt`));
      expect(ca.subject).toContain(tag);
      expect((await nameBytes(file(`${name}/${name}.crt`))).issuer).toBe(ca.subject);
      expect(await judge(name)).toEqual(accepted(name));
    });
  });

  describe('a bundle: an intermediate of its making, then the chain', () => {
    beforeAll(async () => {
      const sign = async (name: string, issuer: string, key: string) => {
        const request = file(`${name}.csr`);
        const config = file(`${name}.ext`);
        writeFileSync(
          config,
          'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n' +
            'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
        );
        await opensslDoes([
          ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
          ...['-keyout', file(`${name}.key`), '-subj', `/O=Elsewhere/CN=${name}`, '-out', request],
        ]);
        await opensslDoes([
          ...['x509', '-req', '-in', request, '-CA', file(issuer), '-CAkey', file(key)],
          ...['-days', '300', '-extfile', config, '-out', file(`${name}.crt`)],
        ]);
      };
      await sign('upper', 'rsa.crt', 'rsa');
      await sign('lower', 'upper.crt', 'upper.key');
      const read = (name: string) => readFileSync(file(name), 'utf8');
      writeFileSync(file('whole.pem'), read('lower.crt') + read('upper.crt') + read('rsa.crt'));
      writeFileSync(file('rootless.pem'), read('lower.crt') + read('upper.crt'));
    });

    const bundle = (name: string) => ['--ca-cert', file(name), '--ca-key', file('lower.key')];
    const blocks = (name: string) =>
      readFileSync(file(name), 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+/g) ?? [];

    it('up to the root: the chain is sent, the root is the anchor', async () => {
      await issue('whole', bundle('whole.pem'));
      expect(await judge('whole')).toEqual(accepted('whole'));
      const [lower, upper, top] = blocks('whole.pem');
      expect(blocks('whole/whole.crt').slice(1)).toEqual([lower, upper]);
      expect(blocks('whole/ca.crt')).toEqual([top]);
    });

    it('without root: the last is the anchor, which openssl takes as a partial chain only', async () => {
      const said = await issueTalking('rootless', bundle('rootless.pem'));
      expect(said).toMatch(/no root.*OpenSSL/);
      expect(blocks('rootless/ca.crt')).toEqual([blocks('rootless.pem')[1]]);
      expect((await judge('rootless')).exitCode).toBe(2);
      expect(await judge('rootless', ['-partial_chain'])).toEqual(accepted('rootless'));
    });

    it('the issuer alone is its own anchor, likewise', async () => {
      const said = await issueTalking('alone', bundle('lower.crt'));
      expect(said).toMatch(/no root.*OpenSSL/);
      expect((await judge('alone')).exitCode).toBe(2);
      expect(await judge('alone', ['-partial_chain'])).toEqual(accepted('alone'));
    });

    it('as the issuer of a further CA folder is no matter for --issuer, which takes folders', async () => {
      const { exitCode } = await runHere([
        ...['ca', 'create', '--issuer', file('whole.pem'), '-o', file('never')],
      ]);
      expect(exitCode).toBe(3);
    });
  });

  describe('a key that is written with a password', { concurrent: true }, () => {
    it.each(['ec-p256', 'rsa-2048', 'ed25519'])('%s', async (keyType) => {
      const name = `secret-${keyType}`;
      const [certificate, key] = [file(`${name}/${name}.crt`), file(`${name}/${name}.key`)];
      await issue(name, [
        ...['--ca-cert', file('ec.crt'), '--ca-key', file('ec'), '--key-type', keyType],
        ...['--password-file', file('pass')],
      ]);
      expect(readFileSync(key, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
      expect(await opensslDoes(['pkey', '-in', key, '-passin', pass, '-pubout'])).toBe(
        await opensslDoes(['x509', '-in', certificate, '-noout', '-pubkey']),
      );
      const wrong = ['pkey', '-in', key, '-noout', '-passin', `file:${file('wrong')}`];
      expect((await openssl(wrong)).exitCode).not.toBe(0);
      // The one form that Logstash and Beats both read: reference/consumers.md, 1a.
      const structure = await opensslDoes(['asn1parse', '-in', key]);
      expect([...structure.matchAll(/OBJECT +:(.*)/g)].map((match) => match[1])).toEqual([
        'PBES2',
        'PBKDF2',
        'hmacWithSHA256',
        'aes-256-cbc',
      ]);
    });

    it('a CA key made with a password is read by openssl and used with it', async () => {
      const ca = file('sealed');
      await makes(['ca', 'create', '-o', ca, '--ca-password-file', file('pass')]);
      const pem = await opensslDoes(['pkey', '-in', `${ca}/ca.key`, '-passin', pass, '-pubout']);
      expect(pem).toBe(await opensslDoes(['x509', '-in', `${ca}/ca.crt`, '-noout', '-pubkey']));
      await issue('from-sealed', ['--ca', ca, '--ca-password-file', file('pass')]);
      expect(await judge('from-sealed')).toEqual(accepted('from-sealed'));
    });
  });

  it('an issuer without subjectKeyIdentifier gives its hash as authorityKeyIdentifier', async () => {
    await root('ec', 'no-ski.crt', [
      ...['-addext', 'subjectKeyIdentifier=none', '-addext', 'authorityKeyIdentifier=none'],
    ]);
    const before = await opensslDoes(['x509', '-in', file('no-ski.crt'), '-noout', '-text']);
    expect(before).not.toContain('Subject Key Identifier');
    await issue('no-ski', ['--ca-cert', file('no-ski.crt'), '--ca-key', file('ec')]);
    const text = await opensslDoes(['x509', '-in', file('no-ski/no-ski.crt'), '-noout', '-text']);
    expect(extensionsIn(text)['X509v3 Authority Key Identifier']?.value).toMatch(
      /^([0-9A-F]{2}:){19}/,
    );
    const verified = await openssl([
      ...['verify', '-CAfile', file('no-ski.crt'), file('no-ski/no-ski.crt')],
    ]);
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('a subjectKeyIdentifier of another method is taken over as it is', async () => {
    await root('ec', 'odd-ski.crt', [
      ...['-addext', 'subjectKeyIdentifier=01020304', '-addext', 'authorityKeyIdentifier=none'],
    ]);
    await issue('odd-ski', ['--ca-cert', file('odd-ski.crt'), '--ca-key', file('ec')]);
    const text = await opensslDoes(['x509', '-in', file('odd-ski/odd-ski.crt'), '-noout', '-text']);
    expect(extensionsIn(text)['X509v3 Authority Key Identifier']?.value).toBe('01:02:03:04');
    expect(await judge('odd-ski')).toEqual(accepted('odd-ski'));
  });

  it('judges refuse what such a CA may not sign', async () => {
    const refusals = [
      { name: 'no-ca', extensions: ['basicConstraints=critical,CA:FALSE'] },
      { name: 'no-sign', extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=cRLSign'] },
    ];
    await twoAtATime(refusals, async ({ name, extensions }) => {
      await opensslDoes([
        ...['req', '-x509', '-new', '-key', file('ec'), '-out', file(`${name}.crt`)],
        ...['-subj', '/CN=x', ...extensions.flatMap((extension) => ['-addext', extension])],
      ]);
      const { exitCode } = await runHere([
        ...['cert', 'issue', name, '--profile', 'client', '-o', file(name)],
        ...['--ca-cert', file(`${name}.crt`), '--ca-key', file('ec')],
      ]);
      expect({ name, exitCode }).toEqual({ name, exitCode: 7 });
    });
  });
});
