// Proves with openssl and every JDK found: a certificate whose key spells out its curve spoils a whole store, and is refused for a JVM before that.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { JDKS } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { describePeer, OPENSSL, openssl } from '../support/peer.js';
import { lineFile } from '../support/peer-certificate.js';
import { runHere } from '../support/run-here.js';
import { succeed } from '../support/store-forms.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const PASSWORD = 'Chosen4Both';

describePeer('a curve that is spelt out', { openssl: OPENSSL }, () => {
  let password: string[];

  beforeAll(async () => {
    password = ['--password-file', lineFile(at('password'), PASSWORD)];
    for (const [name, encoding] of [
      ['explicit', 'explicit'],
      ['named', 'named_curve'],
    ] as const) {
      const curve = ['-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', `ec_param_enc:${encoding}`];
      const made = await openssl([
        ...['req', '-x509', '-newkey', 'ec', ...curve, '-nodes', '-days', '9'],
        ...['-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.crt`)],
      ]);
      expect(made.exitCode, made.stderr).toBe(0);
      await succeed([
        ...['export', 'keystore', '--cert', at(`${name}.crt`), '--key', at(`${name}.key`)],
        ...['--out', at(`${name}.p12`), ...password],
      ]);
    }
    const both = readFileSync(at('named.crt'), 'utf8') + readFileSync(at('explicit.crt'), 'utf8');
    writeFileSync(at('both.crt'), both);
    await succeed([
      ...['export', 'truststore', '--ca', at('both.crt'), '--out', at('trust.p12'), ...password],
    ]);
  });

  it.each([
    ['keystore', ['--cert', 'explicit.crt', '--key', 'explicit.key']],
    ['truststore', ['--ca', 'both.crt']],
  ])('is refused in an export %s for Logstash', async (what, args) => {
    const files = args.map((word) => (word.startsWith('--') ? word : at(word)));
    const out = ['--out', at('never.p12'), '--for', 'logstash-output', ...password];
    const { exitCode, stderr } = await runHere(['export', what, ...files, ...out]);
    expect([exitCode, stderr]).toEqual([7, expect.stringContaining('runs on a JVM')]);
  });

  for (const { name, path } of JDKS) {
    describePeer(name, { [name]: path }, () => {
      const { ask } = keytoolOf(path as string);
      const keytool = (store: string) =>
        ask('-list', '-keystore', at(store), '-storepass', PASSWORD);

      it.each(['explicit.p12', 'trust.p12'])('opens no %s', async (store) => {
        const { exitCode, stdout } = await keytool(store);
        expect([exitCode, stdout]).toEqual([
          1,
          expect.stringContaining('keystore password was incorrect'),
        ]);
      });

      it('opens the twin that names its curve', async () => {
        const { exitCode, stdout } = await keytool('named.p12');
        expect([exitCode, stdout]).toEqual([0, expect.stringContaining('PrivateKeyEntry')]);
      });
    });
  }
});
