// Proves that OpenSSL reads names, dates and chains as they were typed: SAN kinds, DN order, UTCTime and GeneralizedTime, intermediates.
import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import { asn1parse, extensionsIn, makes } from '../support/peer-certificate.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const ca = `${folder}/ca`;
const SAN = 'X509v3 Subject Alternative Name';

let stem = 0;
/** Issues a client certificate, other flags as given. */
async function issue(args: readonly string[], { name = `c${(stem += 1)}`, authority = ca } = {}) {
  const out = `${folder}/${name}`;
  const facts = await makes([
    ...['cert', 'issue', name, '--ca', authority, '--profile', 'client', '-o', out, ...args],
  ]);
  const path = `${out}/${name}.crt`;
  const text = await opensslDoes(['x509', '-in', path, '-noout', '-text']);
  return { facts, path, text, extensions: extensionsIn(text), root: `${out}/ca.crt` };
}

describePeer('openssl, names and dates', { openssl: OPENSSL }, () => {
  beforeAll(async () => {
    await makes(['ca', 'create', '-o', ca, '--until', '2060-01-01']);
  });

  describe('subjectAltName', { concurrent: true }, () => {
    it.each([
      { typed: '*.mycompany.com', printed: 'DNS:*.mycompany.com' },
      { typed: 'Bücher.example', printed: 'DNS:xn--bcher-kva.example' },
      { typed: '日本語.example', printed: 'DNS:xn--wgv71a119e.example' },
      { typed: '10.0.0.5', printed: 'IP Address:10.0.0.5' },
      { typed: '2001:DB8::1', printed: 'IP Address:2001:DB8:0:0:0:0:0:1' },
      { typed: '::ffff:10.0.0.5', printed: 'IP Address:0:0:0:0:0:FFFF:A00:5' },
      { typed: 'ops@mycompany.com', printed: 'email:ops@mycompany.com' },
      { typed: 'https://mycompany.com/a?b=c', printed: 'URI:https://mycompany.com/a?b=c' },
      { typed: 'uri:urn:uuid:1', printed: 'URI:urn:uuid:1' },
    ])('$typed', async ({ typed, printed }) => {
      const { extensions, path, root } = await issue(['--san', typed]);
      expect(extensions[SAN]).toEqual({ critical: false, value: printed });
      const verified = await openssl(['verify', '-x509_strict', '-CAfile', root, path]);
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it('all kinds in one, in the order typed, and each is a name that openssl matches', async () => {
      const { extensions, path, root } = await issue([
        ...['--san', 'logs.mycompany.com', '--san', '10.0.0.5', '--san', '2001:db8::5'],
        ...['--san', '*.beats.example', '--san', 'ops@mycompany.com', '--san', 'urn:x:y'],
        ...['--san', 'straße.example'],
      ]);
      expect(extensions[SAN]?.value).toBe(
        'DNS:logs.mycompany.com, IP Address:10.0.0.5, IP Address:2001:DB8:0:0:0:0:0:5, ' +
          'DNS:*.beats.example, email:ops@mycompany.com, URI:urn:x:y, DNS:xn--strae-oqa.example',
      );
      const matches = async (flag: string, name: string) =>
        (await openssl(['verify', '-x509_strict', '-CAfile', root, flag, name, path])).exitCode ===
        0;
      expect(await matches('-verify_hostname', 'logs.mycompany.com')).toBe(true);
      expect(await matches('-verify_hostname', 'one.beats.example')).toBe(true);
      expect(await matches('-verify_hostname', 'beats.example')).toBe(false);
      expect(await matches('-verify_ip', '10.0.0.5')).toBe(true);
      expect(await matches('-verify_ip', '2001:db8::5')).toBe(true);
      expect(await matches('-verify_ip', '10.0.0.6')).toBe(false);
      expect(await matches('-verify_email', 'ops@mycompany.com')).toBe(true);
    });

    it('a name over 64 characters is no common name; then the extension is critical', async () => {
      const name = `${'n'.repeat(60)}.lan1`;
      expect(name).toHaveLength(65);
      const { extensions, path, root, text, facts } = await issue(['--san', name], { name });
      expect(text).toMatch(/^ {8}Subject: *$/m);
      expect(facts.subject).toBe('');
      expect(extensions[SAN]).toEqual({ critical: true, value: `DNS:${name}` });
      const verified = await openssl(['verify', '-x509_strict', '-CAfile', root, path]);
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it('a name of 64 characters is one', async () => {
      const name = `${'n'.repeat(60)}.lan`;
      const { extensions, facts } = await issue(['--san', name], { name });
      expect(facts.subject).toBe(`CN=${name}`);
      expect(extensions[SAN]?.critical).toBe(false);
    });
  });

  describe('subject', { concurrent: true }, () => {
    it.each([
      { typed: 'CN=es01,OU=Search,O=Example,L=Berlin,ST=Berlin,C=DE' },
      { typed: 'CN=x,emailAddress=ops@mycompany.com,DC=mycompany,DC=com' },
      { typed: 'UID=7,CN=beats' },
      { typed: 'CN=a\\"b\\\\c\\;d,O=Example\\, Inc.' },
      { typed: 'CN=\\#hash,O=\\ blank\\ ' },
      { typed: 'CN=Bücher,O=Ünïon\\+1' },
      { typed: 'CN=日本,ST=Île' },
    ])('$typed', async ({ typed }) => {
      const { path, facts } = await issue(['--subject', typed]);
      // -esc_msb: JSON has the characters themselves, as Java prints them.
      const printed = await opensslDoes([
        ...['x509', '-in', path, '-noout', '-subject', '-nameopt', 'RFC2253,-esc_msb'],
      ]);
      expect(printed).toBe(`subject=${facts.subject}\n`);
      expect(facts.subject).toBe(typed);
    });

    it('an RDN of two values has both, in the one place', async () => {
      const { path, facts } = await issue(['--subject', 'CN=x,OU=Search+L=Berlin,O=Example']);
      const printed = await opensslDoes([
        ...['x509', '-in', path, '-noout', '-subject', '-nameopt', 'RFC2253'],
      ]);
      // DER sorts the set; OpenSSL prints it from the last value on, Java (peers/jdk) from the first.
      const sorted = (subject: string) =>
        subject.split(',').map((rdn) => rdn.split('+').sort((a, b) => a.localeCompare(b)));
      expect(sorted(printed.trim().replace('subject=', ''))).toEqual(sorted(facts.subject));
      expect(sorted(facts.subject)).toEqual([['CN=x'], ['L=Berlin', 'OU=Search'], ['O=Example']]);
    });
  });

  describe('validity', { concurrent: true }, () => {
    const times = async (path: string) =>
      (await asn1parse(path))
        .filter(({ depth, text }) => depth === 3 && /UTCTIME|GENERALIZEDTIME/.test(text))
        .map(({ text }) => text.replace(/^prim: +(\S+) +:/, '$1 '));

    it.each([
      { until: '2049-12-31', notAfter: 'UTCTIME 491231235959Z' },
      { until: '2050-01-01', notAfter: 'GENERALIZEDTIME 20500101235959Z' },
      { until: '2059-06-30T12:00:00Z', notAfter: 'GENERALIZEDTIME 20590630120000Z' },
    ])('--until $until is $notAfter', async ({ until, notAfter }) => {
      const { path, root } = await issue(['--until', until]);
      expect(await times(path)).toEqual([expect.stringMatching(/^UTCTIME \d{12}Z$/), notAfter]);
      const verified = await openssl(['verify', '-x509_strict', '-CAfile', root, path]);
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it('a root until 2060 has a GeneralizedTime', async () => {
      expect(await times(`${ca}/ca.crt`)).toEqual([
        expect.stringMatching(/^UTCTIME \d{12}Z$/),
        'GENERALIZEDTIME 20600101235959Z',
      ]);
    });

    it.each([1, 90, 825])('--days %i is that many days, less one second', async (days) => {
      const { path } = await issue(['--days', String(days)]);
      const printed = await opensslDoes([
        ...['x509', '-in', path, '-noout', '-dates', '-dateopt', 'iso_8601'],
      ]);
      const [notBefore = NaN, notAfter = NaN] = [...printed.matchAll(/=(\S+) (\S+)Z/g)].map(
        (match) => Date.parse(`${match[1]}T${match[2]}Z`),
      );
      expect((notAfter - notBefore) / 1000).toBe(days * 86_400 - 1);
      expect(Date.now() - notBefore).toBeGreaterThanOrEqual(0);
    });
  });

  describe('an intermediate', () => {
    const issuing = `${folder}/issuing`;
    const lower = `${folder}/lower`;
    const leaf = `${folder}/behind/behind.crt`;
    const root = `${folder}/behind/ca.crt`;
    const chain = `${folder}/deep/deep.crt`;

    beforeAll(async () => {
      const upper = ['--issuer', ca, '--key-type', 'ec-p384', '--path-length', '1'];
      await makes(['ca', 'create', '-o', issuing, ...upper]);
      await makes(['ca', 'create', '-o', lower, '--issuer', issuing]);
      const san = ['--profile', 'peer', '--san', 'behind.lan'];
      const out = (name: string) => ['-o', `${folder}/${name}`];
      await makes(['cert', 'issue', 'behind', '--ca', issuing, ...san, ...out('behind')]);
      await makes(['cert', 'issue', 'deep', '--ca', lower, ...san, ...out('deep')]);
    });

    it.each([
      { file: `${issuing}/ca.crt`, constraints: 'CA:TRUE, pathlen:1' },
      { file: `${lower}/ca.crt`, constraints: 'CA:TRUE, pathlen:0' },
    ])('has the extensions of a CA, $constraints', async ({ file, constraints }) => {
      const extensions = extensionsIn(await opensslDoes(['x509', '-in', file, '-noout', '-text']));
      expect(Object.keys(extensions).sort()).toEqual([
        'X509v3 Authority Key Identifier',
        'X509v3 Basic Constraints',
        'X509v3 Key Usage',
        'X509v3 Subject Key Identifier',
      ]);
      expect(extensions['X509v3 Basic Constraints']).toEqual({
        critical: true,
        value: constraints,
      });
      expect(extensions['X509v3 Key Usage']).toEqual({
        critical: true,
        value: 'Certificate Sign, CRL Sign',
      });
    });

    it.each(['sslserver', 'sslclient'])('its end entity verifies, as %s', async (purpose) => {
      for (const file of [leaf, chain]) {
        const verified = await openssl([
          ...['verify', '-x509_strict', '-purpose', purpose],
          ...['-CAfile', root, '-untrusted', file, file],
        ]);
        expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
      }
    });

    it('is needed: without -untrusted there is no path', async () => {
      const { exitCode, stderr } = await openssl(['verify', '-x509_strict', '-CAfile', root, leaf]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/error 20 at 0 depth lookup/);
    });

    it('stands in NAME.crt, the root does not; chain.crt ends with the root', () => {
      const blocks = (file: string) =>
        readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+/g) ?? [];
      const [top] = blocks(`${ca}/ca.crt`);
      const [upper] = blocks(`${issuing}/ca.crt`);
      const [under] = blocks(`${lower}/ca.crt`);
      expect(blocks(leaf).slice(1)).toEqual([upper]);
      expect(blocks(chain).slice(1)).toEqual([under, upper]);
      expect(blocks(root)).toEqual([top]);
      expect(blocks(`${issuing}/chain.crt`)).toEqual([top]);
      expect(blocks(`${lower}/chain.crt`)).toEqual([upper, top]);
    });

    it('a signature has the hash that fits the key of the issuer, not of the subject', async () => {
      const algorithm = async (file: string) => {
        const text = await opensslDoes(['x509', '-in', file, '-noout', '-text']);
        return /Signature Algorithm: (.*)/.exec(text)?.[1];
      };
      expect(await algorithm(`${issuing}/ca.crt`)).toBe('ecdsa-with-SHA256');
      expect(await algorithm(leaf)).toBe('ecdsa-with-SHA384');
    });

    it('of path length 0 makes no further one', async () => {
      const { exitCode, document } = await runHereJson<{ error: { code: string } }>([
        ...['ca', 'create', '--issuer', lower, '-o', `${folder}/too-deep`],
      ]);
      expect(exitCode).toBe(7);
      expect(document.error.code).toMatch(/path-length/);
    });
  });

  it('a self-signed certificate is its own anchor', async () => {
    const out = `${folder}/own`;
    const self = ['--self-signed', '--profile', 'server', '--san', 'own.lan'];
    await makes(['cert', 'issue', 'own', '-o', out, ...self]);
    const verified = await openssl([
      ...['verify', '-x509_strict', '-check_ss_sig', '-purpose', 'sslserver'],
      ...['-verify_hostname', 'own.lan', '-CAfile', `${out}/ca.crt`, `${out}/own.crt`],
    ]);
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
