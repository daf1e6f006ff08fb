// A host's folder for the exports: its snippet says which files are meant, and its own secrets open
// them, as `config show --dir` and `verify --pair` have it.
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportCertificate } from '../../../../src/app/export/certificate.js';
import { exportKeystore } from '../../../../src/app/export/keystore.js';
import { makeKit } from '../../../../src/app/kit/make.js';
import { parseHost } from '../../../../src/pki/names/general-name.js';
import { codeOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { testPorts } from '../../../support/test-ports.js';

const base = temporaryFolder();
const at = (...path: string[]) => join(base, ...path);

beforeAll(async () => {
  for (const [store, client, server] of [
    ['pem', 'filebeat', 'logstash'],
    ['pkcs12', 'logstash-output', 'logstash-input'],
  ] as const) {
    await makeKit(
      {
        ...{ client, server, store, otherNames: [], extKeyUsage: 'both', out: at(store) },
        ...{ hosts: [parseHost('links.example')], newCa: { keyType: 'ec-p256' } },
        ...{ validity: { days: 825, isDefault: true }, proof: false, force: false },
        dryRun: false,
      },
      testPorts(),
    );
  }
  // Names that nobody would guess, and a second key that is none of the host's.
  cpSync(at('pem', 'filebeat'), at('renamed'), { recursive: true });
  renameSync(at('renamed', 'filebeat.crt'), at('renamed', 'host-chain.pem'));
  renameSync(at('renamed', 'filebeat.key'), at('renamed', 'host-key.pem'));
  const snippet = readFileSync(at('renamed', 'filebeat.yml'), 'utf8')
    .replaceAll('filebeat.crt', 'host-chain.pem')
    .replaceAll('filebeat.key', 'host-key.pem');
  writeFileSync(at('renamed', 'filebeat.yml'), snippet);
  cpSync(at('pem', 'logstash', 'logstash.key'), at('renamed', 'old.key'));
  cpSync(at('pem', 'filebeat'), at('bare'), { recursive: true });
  rmSync(at('bare', 'filebeat.yml'));
  mkdirSync(at('nothing'));
  cpSync(at('pem', 'filebeat'), at('foreign'), { recursive: true });
  cpSync(at('pem', 'logstash', 'logstash.key'), at('foreign', 'filebeat.key'));
});

const writing = () => ({ ...{ out: at('out'), consumers: [], force: true, dryRun: false } });
const certificateOf = (folder: string, form: 'pem' | 'combined') =>
  exportCertificate(
    { ...writing(), source: { folder: at(folder) }, selection: 'all', form },
    testPorts(),
  );
const keystoreOf = (folder: string) =>
  exportKeystore(
    { ...writing(), source: { folder: at(folder) }, compat: 'modern', password: { text: 'p' } },
    testPorts(),
  );

describe('a folder', () => {
  it.each([
    ['of a kit', 'pem/filebeat', 'CN=filebeat'],
    ['whose snippet names other files', 'renamed', 'CN=filebeat'],
    ['without a snippet', 'bare', 'CN=filebeat'],
    ['of stores, which its own secrets open', 'pkcs12/logstash-output', 'CN=logstash-output'],
  ])('%s is read by every export', async (_, folder, subject) => {
    for (const { certificates } of [
      await certificateOf(folder, 'pem'),
      await certificateOf(folder, 'combined'),
      await keystoreOf(folder),
    ]) {
      expect(certificates[0]).toMatchObject({ subject });
    }
  });

  it.each([
    ['without anything', 'nothing', 'input-wrong-kind'],
    ['that is a file', 'bare/filebeat.crt', 'input-wrong-kind'],
    ['that is not there', 'absent', 'input-absent'],
    ['with the key of another host', 'foreign', 'key-mismatch'],
  ])('%s is refused', async (_, folder, code) => {
    expect(await codeOf(() => keystoreOf(folder))).toBe(code);
  });
});
