// `config show --dir`: whatever the snippet names has to be in the folder.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { showConfig, type ShowConfigRequest } from '../../../src/app/config/show.js';
import { makeKit } from '../../../src/app/kit/make.js';
import { parseHost } from '../../../src/pki/names/general-name.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const hosts = [parseHost('links.example')];

const KITS = [
  ['pem', 'filebeat', 'logstash'],
  ['pem', 'curl', 'nginx'],
  ['pem', 'redis-cli', 'redis'],
  ['pkcs12', 'logstash-output', 'logstash-input'],
  ['pkcs12', 'kibana', 'elasticsearch'],
] as const;

beforeAll(async () => {
  for (const [store, client, server] of KITS) {
    await makeKit(
      {
        ...{ client, server, store, hosts, otherNames: [], extKeyUsage: 'both' },
        ...{ out: join(base, `${client}-${server}`), newCa: { keyType: 'rsa-2048' } },
        ...{ keyType: 'rsa-2048', validity: { days: 825, isDefault: true } },
        ...{ proof: false, force: false, dryRun: false },
      },
      testPorts(),
    );
  }
});

const shown = (request: Partial<ShowConfigRequest> & { target: string }) =>
  showConfig({ hosts, force: false, dryRun: false, ...request }, testPorts());

let count = 0;
/** The host's folder without one of its files. */
function without(folder: string, file: string): string {
  const copy = join(base, `copy-${(count += 1)}`);
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, file));
  return copy;
}

describe('a file that the snippet names and that is not in the folder', () => {
  it.each(
    KITS.flatMap(([store, client, server]) =>
      [client, server].map((target) => ({ store, target, kit: `${client}-${server}` })),
    ),
  )('$target of $kit, in $store', async ({ store, target, kit }) => {
    const folder = join(base, kit, target);
    const whole = await shown({ target, folder });
    const files = readdirSync(folder).filter((name) => /\.(crt|key|p12)$/.test(name));
    const named = files.filter((name) => whole.snippet.includes(`/${name}`));
    // What is without a key is no host's folder, and that is told.
    const others = named.filter((name) => !name.startsWith('keystore'));
    expect(named.length).toBeGreaterThan(store === 'pem' ? 2 : 1);
    for (const file of others) {
      const copy = without(folder, file);
      const error = await refusalOf(() => shown({ target, folder: copy, store, name: target }));
      expect([error.code, error.sentence]).toEqual([
        'input-absent',
        expect.stringContaining(join(copy, file)),
      ]);
    }
  });

  it.each([
    ['a device', '/dev/null', 'is no folder'],
    ['a file', join(base, 'curl-nginx/README.md'), 'is a file'],
  ])('%s in place of the folder is called so', async (_, folder, fault) => {
    const error = await refusalOf(() => shown({ target: 'logstash', folder }));
    expect([error.code, error.sentence]).toEqual([
      'input-wrong-kind',
      expect.stringContaining(`${fault}, so it is no host's folder`),
    ]);
  });

  it.each([
    ['no key', [], undefined],
    ['two keys', ['a.key', 'b.key'], 'name'],
  ] as const)('a folder with %s asks for a name only where one helps', async (_, files, answer) => {
    const folder = join(base, `keys-${files.length}`);
    mkdirSync(folder);
    for (const file of files) writeFileSync(join(folder, file), fixtureKey('ec-p256'));
    const error = await refusalOf(() => shown({ target: 'logstash', folder }));
    expect(error.details.answer).toBe(answer);
  });
});
