// Strangers take what was renewed: openssl verifies it and opens its stores, keytool lists them under the same names and passwords, and openssl as a CA signs a renewal.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeForeignCa, openssl as does } from '../support/foreign-ca.js';
import { JDKS } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { describePeer, OPENSSL, opensslDoes } from '../support/peer.js';
import { runHere } from '../support/run-here.js';
import { secretOf } from '../support/store-forms.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const cwd = temporaryFolder();
const at = (path: string) => join(cwd, path);
const run = async (line: string) => {
  const result = await runHere(line.split(' '), { cwd });
  expect([line, result.exitCode, result.stderr]).toEqual([line, 0, result.stderr]);
};
const KIT = 'kit logstash-output logstash-input --host l.lan --store pkcs12 --no-handshake --out';
const kits = ['new', 'keep'] as const;

beforeAll(async () => {
  await run('ca create');
  await run('ca create --issuer ca --out issuing');
  await run('cert issue es01 --profile server --san es01.lan --ca issuing');
  await run('cert renew es01 --ca issuing');
  for (const key of kits) {
    await run(`${KIT} ${key}`);
    await run(`cert renew ${key} --${key}-key`);
  }
});

describePeer('openssl', { openssl: OPENSSL }, () => {
  it('verifies a renewed certificate by its file and the root, and its key fits', async () => {
    const chain = ['-untrusted', at('es01/es01.crt'), '-CAfile', at('ca/ca.crt')];
    expect(
      await opensslDoes([
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        ...chain,
        at('es01/es01.crt'),
      ]),
    ).toMatch(/: OK/);
    const own = await opensslDoes(['x509', '-in', at('es01/es01.crt'), '-noout', '-pubkey']);
    expect(await opensslDoes(['pkey', '-in', at('es01/es01.key'), '-pubout'])).toBe(own);
  });

  it.each(kits)(
    'opens renewed stores by the password of before, and their MAC holds (%s)',
    async (key) => {
      for (const host of ['logstash-output', 'logstash-input']) {
        const folder = at(`${key}/${host}`);
        const password = secretOf(`${folder}/secrets.env`, 'KEYSTORE');
        const open = ['pkcs12', '-in', `${folder}/keystore.p12`, '-passin', `pass:${password}`];
        expect(await opensslDoes([...open, '-nodes'])).toMatch(/PRIVATE KEY/);
      }
    },
  );

  it('signs what --request asks for, and --signed takes it', async () => {
    const ca = await makeForeignCa(at('foreign'));
    await run('cert issue web --profile server --san web.lan --out web');
    await run('cert renew web --request');
    const extensions = 'subjectAltName=DNS:web.lan\nextendedKeyUsage=serverAuth\n';
    const { writeFileSync } = await import('node:fs');
    writeFileSync(at('ext.cnf'), extensions);
    await does(
      ['x509', '-req', '-in', 'web/web.renewal.csr', '-CA', ca.certificateFile],
      [
        '-CAkey',
        ca.keyFile,
        '-CAcreateserial',
        '-days',
        '90',
        '-extfile',
        'ext.cnf',
        '-out',
        'web.pem',
      ],
      cwd,
    );
    await does(['crl2pkcs7', '-nocrl', '-certfile', 'web.pem'], ['-out', 'web.p7b'], cwd);
    await run('cert renew web --signed web.p7b --ca-cert foreign/ca.crt');
    const verified = ['verify', '-CAfile', at('foreign/ca.crt'), at('web/web.crt')];
    expect(await opensslDoes(verified)).toMatch(/: OK/);
    expect(readFileSync(at('web/web.crt'), 'utf8')).toContain('BEGIN CERTIFICATE');
  });
});

describe.each(JDKS)('$name', ({ name, path }) => {
  describePeer('keytool', { [name]: path }, () => {
    const keytool = keytoolOf(path ?? 'java');
    it.each(kits)(
      'lists renewed stores by the password and the alias of before (%s)',
      async (key) => {
        for (const host of ['logstash-output', 'logstash-input']) {
          const folder = at(`${key}/${host}`);
          const password = secretOf(`${folder}/secrets.env`, 'KEYSTORE');
          const listed = (file: string) =>
            keytool.does('-list', '-keystore', `${folder}/${file}`, '-storepass', password);
          const aliases = (text: string) =>
            text.match(/^.*PrivateKeyEntry/gm)?.map((one) => one.split(',')[0]);
          const renewed = await listed('keystore.p12');
          expect(aliases(renewed)).toEqual(aliases(await listed('keystore.p12.previous')));
          expect(aliases(renewed)).toHaveLength(1);
        }
      },
    );
  });
});
