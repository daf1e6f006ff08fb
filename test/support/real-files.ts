// Files that real servers and clients load, right but for what their names say: below one folder,
// for all rows of a table.
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePem } from '../../src/formats/containers/pem.js';
import { keyPem, lockedPem, pem, sec1Pem } from './doctor-files.js';
import * as made from './doctor-files.js';
import { nul, oid, sequence } from './der.js';
import { fixtureKey } from './fixture-keys.js';
import { ecKey, extension, keyFromPem, keyUsage } from './foreign-certificate.js';
import { ca, ipName, dnsName, type Made, OID, san } from './path-builder.js';
import { OPENSSL } from './peer.js';

const DAY_MS = 86_400_000;
const days = (count: number) => new Date(Date.now() + count * DAY_MS);
const expired = { notBefore: days(-90), notAfter: days(-10) };
const future = { notBefore: days(10), notAfter: days(90) };
const names = ['localhost'];
const rsaKey = keyFromPem(fixtureKey('rsa-2048'));
/** RFC 3279, 2.2.1: sha1WithRSAEncryption. */
const SHA1 = { identifier: sequence(oid('1.2.840.113549.1.1.5'), nul), hash: 'sha1' };

type EndOptions = NonNullable<Parameters<typeof made.serverEnd>[1]>;
/** Each with a key of its own. */
const serverOf = (options: EndOptions) => made.serverEnd('server', { key: ecKey(), ...options });
const clientOf = (options: EndOptions) => made.clientEnd('client', { key: ecKey(), ...options });

/** Writes them; answers the folder. */
export function realFiles(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const { root, otherRoot, issuing } = made;
  const both = ca('Test CA of RSA', undefined, { key: rsaKey });
  const ends: Record<string, Made> = {
    server: serverOf({ names }),
    client: clientOf({}),
    'server-rsa': serverOf({ names, key: rsaKey }),
    'client-rsa': clientOf({ key: rsaKey }),
    'server-chained': serverOf({ names, issuer: issuing }),
    'client-chained': clientOf({ issuer: issuing }),
    'server-expired': serverOf({ names, ...expired }),
    'client-expired': clientOf(expired),
    'server-future': serverOf({ names, ...future }),
    'client-future': clientOf(future),
    'server-purpose': made.clientEnd('server', { names, key: ecKey() }),
    'client-purpose': made.serverEnd('client', { names: ['client.lan'], key: ecKey() }),
    'server-unlimited': serverOf({ names, changes: { [OID.eku]: undefined } }),
    'client-unlimited': clientOf({ changes: { [OID.eku]: undefined } }),
    'server-named': serverOf({ names: ['other.lan'] }),
    'server-nameless': made.serverEnd('localhost', { names: [], key: ecKey() }),
    'server-address': serverOf({
      changes: { [OID.san]: san(ipName(127, 0, 0, 1)) },
    }),
    'server-wild': serverOf({
      changes: { [OID.san]: san(dnsName('*.lan'), dnsName('localhost')) },
    }),
    'server-foreign': serverOf({ names, issuer: otherRoot }),
    'client-foreign': clientOf({ issuer: otherRoot }),
    'server-weak': serverOf({ names, key: keyFromPem(fixtureKey('rsa-1024')) }),
    'client-weak': clientOf({ key: keyFromPem(fixtureKey('rsa-1024')) }),
    'server-sha1': serverOf({ names, issuer: both, signing: SHA1 }),
    'client-sha1': clientOf({ issuer: both, signing: SHA1 }),
    'server-usage': serverOf({ names, changes: { [OID.ku]: keyUsage(4) } }),
    'client-usage': clientOf({ changes: { [OID.ku]: keyUsage(4) } }),
    'server-critical': serverOf({
      ...{ names, more: [extension('1.3.6.1.4.1.99999.1', true, nul)] },
    }),
  };
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(join(folder, name), content);
  for (const [name, end] of Object.entries(ends)) {
    write(`${name}.crt`, pem(end));
    write(`${name}.key`, keyPem(end));
  }
  for (const role of ['server', 'client']) {
    const [own, chained, rsa] = [ends[role], ends[`${role}-chained`], ends[`${role}-rsa`]];
    if (!own || !chained || !rsa) throw new Error(role);
    write(`${role}-chain.crt`, pem(chained, issuing));
    write(`${role}-turned.crt`, pem(issuing, chained));
    write(`${role}-with-root.crt`, pem(chained, issuing, root));
    write(`${role}-twice.crt`, pem(own, own));
    write(`${role}-and-other.crt`, pem(own, otherRoot));
    write(`${role}-locked.key`, lockedPem(own));
    write(`${role}-sec1.key`, sec1Pem(own));
    write(`${role}-parameters.key`, `${PARAMETERS}${sec1Pem(own)}`);
    write(`${role}-pkcs1.key`, pkcs1(rsa));
    write(`${role}-pkcs1-locked.key`, pkcs1(rsa, made.PASSWORD));
    write(`${role}-text.crt`, `Certificate:\n    Data:\n        Version: 3 (0x2)\n${pem(own)}`);
    write(`${role}-crlf.crt`, pem(own).replaceAll('\n', '\r\n'));
    write(`${role}-crlf.key`, keyPem(own).replaceAll('\n', '\r\n'));
    write(`${role}-bom.crt`, `\uFEFF${pem(own)}`);
    write(`${role}-bom.key`, `\uFEFF${keyPem(own)}`);
    write(`${role}-unended.crt`, pem(own).trimEnd());
    write(`${role}-cut.crt`, pem(own).slice(0, -40));
    write(`${role}-indented.crt`, pem(own).replace(/^/gm, '  '));
    write(`${role}-old-label.crt`, pem(own).replaceAll(' CERTIFICATE', ' X509 CERTIFICATE'));
    write(`${role}-all.pem`, keyPem(own) + pem(own));
    write(`${role}-all-turned.pem`, pem(own) + keyPem(own));
    write(`${role}.der`, own.der);
    write(`${role}-key.der`, own.key.privateKeyInfo);
    write(`${role}.p12`, pkcs12(join(folder, role)));
  }
  write('ca.crt', pem(root));
  write('ca-rsa.crt', pem(both));
  write('other-ca.crt', pem(otherRoot));
  write('both.crt', pem(otherRoot, root));
  write('issuing.crt', pem(issuing));
  write('both-levels.crt', pem(issuing, root));
  write(
    'ca-text.crt',
    `issuer=CN = Test CA\n\n${pem(root)}\nsubject=CN = Other CA\n${pem(otherRoot)}`,
  );
  write('ca-trusted.crt', trusted(join(folder, 'ca.crt')));
  write('ca.der', root.der);
  write('fingerprint', createHash('sha256').update(root.der).digest('hex'));
  write('empty.crt', '');
  write('garbage.crt', 'this is no certificate\n');
  write('password', `${made.PASSWORD}\n`);
  write('bare-password', made.PASSWORD);
  write('passwords', `something else\n${made.PASSWORD}\n`);
  write('wrong-password', 'wrong\n');
  for (const folderOf of ['hashed', 'empty']) mkdirSync(join(folder, folderOf));
  write('hashed/ca.crt', pem(root));
  openssl('rehash', join(folder, 'hashed'));
  write('ca-expired.crt', pem(ca('Old CA', undefined, expired)));
  return folder;
}

const PARAMETERS = encodePem('EC PARAMETERS', oid('1.2.840.10045.3.1.7'));

function pkcs1(end: Made, passphrase?: string): string {
  return createPrivateKey(keyPem(end)).export({
    ...{ type: 'pkcs1', format: 'pem' },
    ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
  }) as string;
}

function openssl(...args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(OPENSSL ?? 'openssl', args);
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}

function pkcs12(stem: string): Buffer {
  const files = ['-inkey', `${stem}.key`, '-in', `${stem}.crt`];
  return openssl('pkcs12', '-export', ...files, '-passout', `pass:${made.PASSWORD}`);
}

function trusted(file: string): Buffer {
  return openssl('x509', '-in', file, '-trustout');
}
