// Proves the main job: one line makes a kit whose folders, certificates, snippets and README fit each other, and a link that works.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileTree, modeOfPath, pathsBelow } from '../support/file-tree.js';
import { CA_EXTENSIONS, makeForeignCa } from '../support/foreign-ca.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { runJson } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Certificate {
  path: string;
  subject: string;
  issuer: string;
  subjectAltNames: string[];
  extKeyUsage: string[];
  sha256Fingerprint: string;
}

interface Kit {
  certificates: Certificate[];
  choices: { what: string; value: string; why: string }[];
  handshakes: { protocol: string; host: string; with: string; outcome: string }[];
}

const temporary = temporaryFolder();
const PAIR = ['kit', 'heartbeat', 'logstash'];
const QUICK = [...PAIR, '--host', 'logs.example', '--no-handshake'];

describe("the issue's command line", () => {
  const cwd = join(temporary, 'issue');
  const at = (path: string) => join(cwd, 'tlsmith-kit', path);
  const hosts = ['--host', 'logs.mycompany.com', '--host', '10.0.0.5'];
  let kit: Kit;

  beforeAll(async () => {
    await mkdir(cwd);
    const { document, exitCode, stderr } = await runJson<Kit>([...PAIR, ...hosts], { cwd });
    expect(exitCode, stderr).toBe(0);
    kit = document;
  });

  it('makes one folder a host, the CA apart, and a README', async () => {
    expect(await pathsBelow(cwd)).toEqual([
      'tlsmith-kit/',
      'tlsmith-kit/README.md',
      'tlsmith-kit/ca/',
      'tlsmith-kit/ca/ca.crt',
      'tlsmith-kit/ca/ca.key',
      'tlsmith-kit/ca/ledger.jsonl',
      'tlsmith-kit/heartbeat/',
      'tlsmith-kit/heartbeat/ca.crt',
      'tlsmith-kit/heartbeat/heartbeat.crt',
      'tlsmith-kit/heartbeat/heartbeat.key',
      'tlsmith-kit/heartbeat/heartbeat.yml',
      'tlsmith-kit/logstash/',
      'tlsmith-kit/logstash/ca.crt',
      'tlsmith-kit/logstash/logstash.conf',
      'tlsmith-kit/logstash/logstash.crt',
      'tlsmith-kit/logstash/logstash.key',
    ]);
  });

  it('names the server as it is dialled and the client by its name', () => {
    expect(summaryOf(kit, 'logstash')).toMatchObject({
      subject: 'CN=logstash',
      subjectAltNames: ['dns:logs.mycompany.com', 'ip:10.0.0.5'],
      extKeyUsage: expect.arrayContaining(['serverAuth', 'clientAuth']),
    });
    expect(summaryOf(kit, 'heartbeat')).toMatchObject({
      subject: 'CN=heartbeat',
      subjectAltNames: ['dns:heartbeat'],
      extKeyUsage: expect.arrayContaining(['serverAuth', 'clientAuth']),
    });
  });

  it('gives each host its own key, which fits its certificate, and the CA to trust', async () => {
    const ca = new X509Certificate(await readFile(at('ca/ca.crt')));
    const keys = new Set([await readFile(at('ca/ca.key'), 'utf8')]);
    for (const host of ['logstash', 'heartbeat']) {
      const certificate = new X509Certificate(await readFile(at(`${host}/${host}.crt`)));
      const key = await readFile(at(`${host}/${host}.key`), 'utf8');
      keys.add(key);
      expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
      expect(certificate.verify(ca.publicKey)).toBe(true);
      expect(await readFile(at(`${host}/ca.crt`), 'utf8')).toBe(
        await readFile(at('ca/ca.crt'), 'utf8'),
      );
    }
    expect(keys.size).toBe(3);
  });

  it('keeps both certificates in the ledger of its CA', async () => {
    const lines = (await readFile(at('ca/ledger.jsonl'), 'utf8')).trimEnd().split('\n');
    const fingerprints = lines.map(
      (line) => (JSON.parse(line) as Certificate & { event: string }).sha256Fingerprint,
    );
    expect(fingerprints.sort()).toEqual(
      ['logstash', 'heartbeat'].map((name) => summaryOf(kit, name).sha256Fingerprint).sort(),
    );
  });

  it('dials each host, in order, and names the files where they will live', async () => {
    const client = await readFile(at('heartbeat/heartbeat.yml'), 'utf8');
    expect(client).toMatch(/^# .*heartbeat\.yml/);
    expect(client).toMatch(/logs\.mycompany\.com:5044.*10\.0\.0\.5:5044/s);
    for (const file of ['ca.crt', 'heartbeat.crt', 'heartbeat.key']) {
      expect(client).toContain(`/etc/heartbeat/certs/${file}`);
    }
    const server = await readFile(at('logstash/logstash.conf'), 'utf8');
    expect(server).toMatch(/^# .*merge/);
    expect(server).toMatch(/port => 5044/);
    expect(server).toMatch(/ssl_client_authentication => "required"/);
    for (const file of ['ca.crt', 'logstash.crt', 'logstash.key']) {
      expect(server).toContain(`/etc/logstash/certs/${file}`);
    }
  });

  it('proves each host over TLS 1.3 and 1.2, and both refusals', () => {
    const accepted = kit.handshakes
      .filter((handshake) => handshake.with === 'own')
      .map(({ host, protocol, outcome }) => `${host} ${protocol} ${outcome}`);
    expect(accepted.sort()).toEqual([
      '10.0.0.5 TLSv1.2 accepted',
      '10.0.0.5 TLSv1.3 accepted',
      'logs.mycompany.com TLSv1.2 accepted',
      'logs.mycompany.com TLSv1.3 accepted',
    ]);
    for (const stranger of ['none', 'foreign']) {
      const refused = kit.handshakes.filter((handshake) => handshake.with === stranger);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.every(({ outcome }) => outcome === 'refused')).toBe(true);
    }
  });

  it('tells in its README what goes where, when it expires, and whom to trust', async () => {
    const readme = await readFile(at('README.md'), 'utf8');
    const { fingerprint256, validTo } = new X509Certificate(
      await readFile(at('logstash/logstash.crt')),
    );
    expect(fingerprint256).toBeDefined();
    expect(readme).toContain(new Date(validTo).toISOString().slice(0, 10));
    const ca = new X509Certificate(await readFile(at('ca/ca.crt')));
    expect(readme.toLowerCase().replaceAll(':', '')).toContain(
      ca.fingerprint256.replaceAll(':', '').toLowerCase(),
    );
    for (const word of [
      /install .*-o \S+ .*-g \S+ .*-m \S+ .*logstash\.key/,
      /install .*-o \S+ .*-g \S+ .*-m \S+ .*heartbeat\.key/,
      /heartbeat test config/,
      /--config\.test_and_exit/,
      /curl .*--cert .*--key /,
      /exit 52/,
      /systemctl restart logstash/,
    ]) {
      expect(readme).toMatch(word);
    }
    for (const name of ['logs.mycompany.com', '10.0.0.5', ...(await readdir(at('logstash')))]) {
      expect(readme).toContain(name);
    }
  });

  it('says in one line each what it chose and why', async () => {
    const { stderr } = await runHere([...PAIR, ...hosts, '--dry-run', '--out', 'dry'], { cwd });
    for (const { what, value, why } of kit.choices) {
      expect(stderr).toMatch(new RegExp(`^.*${what}.*${value}.*`, 'm'));
      expect(why).not.toBe('');
    }
  });
});

describe('names', () => {
  it('puts --san into the certificate but never into what is dialled', async () => {
    const { kit, at } = await make('san', [...QUICK, '--san', 'never-dialled.example']);
    expect(summaryOf(kit, 'logstash').subjectAltNames).toEqual([
      'dns:logs.example',
      'dns:never-dialled.example',
    ]);
    expect(await readFile(at('heartbeat/heartbeat.yml'), 'utf8')).not.toContain('never-dialled');
  });

  it('uses --client-name and --server-name as folder, stem, CN and client SAN', async () => {
    const names = ['--client-name', 'web-1', '--server-name', 'logs-1'];
    const { kit, at } = await make('names', [...QUICK, ...names]);
    expect(await readdir(at('.'))).toEqual(['README.md', 'ca', 'logs-1', 'web-1']);
    expect(await readdir(at('web-1'))).toEqual([
      'ca.crt',
      'heartbeat.yml',
      'web-1.crt',
      'web-1.key',
    ]);
    expect(await readdir(at('logs-1'))).toEqual([
      'ca.crt',
      'logs-1.crt',
      'logs-1.key',
      'logstash.conf',
    ]);
    expect(summaryOf(kit, 'web-1')).toMatchObject({
      subject: 'CN=web-1',
      subjectAltNames: ['dns:web-1'],
    });
    expect(summaryOf(kit, 'logs-1')).toMatchObject({
      subject: 'CN=logs-1',
      subjectAltNames: ['dns:logs.example'],
    });
    expect(await readFile(at('web-1/heartbeat.yml'), 'utf8')).toContain('web-1.key');
    expect(await readFile(at('logs-1/logstash.conf'), 'utf8')).toContain('logs-1.key');
  });

  it('makes a folder for each of --clients, with nothing of another host in it', async () => {
    const { kit, at } = await make('clients', [...QUICK, '--clients', 'web-1,web-2,web-3']);
    const folders = ['logstash', 'web-1', 'web-2', 'web-3'];
    expect(await readdir(at('.'))).toEqual(['README.md', 'ca', ...folders]);
    expect(kit.certificates.filter(({ path }) => !path.endsWith('/ca.crt'))).toHaveLength(4);
    for (const folder of folders) {
      const others = folders.filter((other) => other !== folder);
      for (const file of await readdir(at(folder))) {
        const text = `${file}\n${await readFile(at(`${folder}/${file}`), 'utf8')}`;
        for (const other of others.filter((name) => name !== 'logstash')) {
          expect(text).not.toContain(other);
        }
      }
    }
  });

  it('proves every one of --clients', async () => {
    const args = [...PAIR, '--host', 'logs.example', '--clients', 'web-1,web-2'];
    const { kit } = await make('clients-proof', args);
    const accepted = kit.handshakes.filter((handshake) => handshake.with === 'own');
    expect(accepted.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(4);
  });

  it('dials IPv6 in brackets', async () => {
    const { kit, at } = await make('ipv6', [...PAIR, '--host', '2001:DB8:0::5']);
    expect(summaryOf(kit, 'logstash').subjectAltNames).toEqual(['ip:2001:db8::5']);
    expect(await readFile(at('heartbeat/heartbeat.yml'), 'utf8')).toContain('[2001:db8::5]:5044');
    expect(kit.handshakes[0]).toMatchObject({ outcome: 'accepted' });
  });

  it('dials internationalised names as A-labels', async () => {
    const { kit, at } = await make('idn', [...PAIR, '--host', 'bücher.example']);
    expect(summaryOf(kit, 'logstash').subjectAltNames).toEqual(['dns:xn--bcher-kva.example']);
    expect(await readFile(at('heartbeat/heartbeat.yml'), 'utf8')).toContain(
      'xn--bcher-kva.example:5044',
    );
  });

  it('takes heartbeat and logstash when no target is named', async () => {
    const { at } = await make('default', ['kit', '--host', 'logs.example', '--no-handshake']);
    expect(await readdir(at('.'))).toEqual(['README.md', 'ca', 'heartbeat', 'logstash']);
  });
});

describe('own options', () => {
  it('--eku own gives each side its own purpose only', async () => {
    const { kit } = await make('eku', [...PAIR, '--host', 'logs.example', '--eku', 'own']);
    expect(summaryOf(kit, 'logstash').extKeyUsage).toEqual(['serverAuth']);
    expect(summaryOf(kit, 'heartbeat').extKeyUsage).toEqual(['clientAuth']);
    expect(kit.handshakes.some(({ outcome }) => outcome === 'accepted')).toBe(true);
  });

  it('--port and --install-dir reach both snippets and the README', async () => {
    const options = ['--port', '6000', '--install-dir', '/opt/certs'];
    const { at } = await make('place', [...QUICK, ...options]);
    const client = await readFile(at('heartbeat/heartbeat.yml'), 'utf8');
    const server = await readFile(at('logstash/logstash.conf'), 'utf8');
    expect(client).toContain('logs.example:6000');
    expect(client).toContain('/opt/certs/heartbeat.key');
    expect(server).toMatch(/port => 6000/);
    expect(server).toContain('/opt/certs/logstash.key');
    const readme = await readFile(at('README.md'), 'utf8');
    expect(readme).toContain('/opt/certs');
    expect(readme).toContain('6000');
    for (const text of [client, server, readme]) {
      expect(text).not.toMatch(/5044|\/etc\/(heartbeat|logstash)\/certs/);
    }
  });

  it.each([
    ['7.17', /ssl_verify_mode => "?force_peer/],
    ['8.5', /ssl_verify_mode => "?force_peer/],
    ['9', /ssl_client_authentication => "?required/],
  ])('--stack %s spells the options of that version', async (stack, says) => {
    const { at } = await make(`stack-${stack}`, [...QUICK, '--stack', stack]);
    expect(await readFile(at('logstash/logstash.conf'), 'utf8')).toMatch(says);
  });

  it.each([
    ['ec-p256', 'prime256v1'],
    ['ec-p384', 'secp384r1'],
    ['rsa-2048', 2048],
  ])('--key-type %s is proved', async (type, wanted) => {
    const args = [...PAIR, '--host', 'logs.example', '--key-type', type];
    const { kit, at } = await make(`key-${type}`, args);
    expect(kit.handshakes.some(({ outcome }) => outcome === 'accepted')).toBe(true);
    for (const path of ['logstash/logstash.key', 'heartbeat/heartbeat.key']) {
      expect(await keyKindOf(at(path))).toBe(wanted);
    }
  });

  it.each([
    ['ec-p384', 'secp384r1'],
    ['ec-p521', 'secp521r1'],
    ['rsa-2048', 2048],
  ])(
    '--ca-key-type %s decides the key of the new CA alone, and is proved',
    async (type, wanted) => {
      const args = [...PAIR, '--host', 'logs.example', '--ca-key-type', type];
      const { at } = await make(`ca-${type}`, args);
      expect(await keyKindOf(at('ca/ca.key'))).toBe(wanted);
      expect(await keyKindOf(at('logstash/logstash.key'))).toBe('prime256v1');
    },
  );

  it('--generate-password encrypts each key under its own password, kept in secrets.env alone', async () => {
    const { at } = await make('passwords', [
      ...[...PAIR, '--host', 'logs.example'],
      '--generate-password',
    ]);
    const passwords = new Set<string>();
    for (const [host, snippet] of [
      ['logstash', 'logstash.conf'],
      ['heartbeat', 'heartbeat.yml'],
    ] as const) {
      expect(await modeOfPath(at(`${host}/secrets.env`))).toBe('0600');
      const lines = (await readFile(at(`${host}/secrets.env`), 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(1);
      const [, name, password] = /^([A-Z][A-Z0-9_]*)=([A-Za-z][A-Za-z0-9]{23})$/.exec(
        lines[0] as string,
      ) as unknown as [string, string, string];
      expect(name.startsWith(`${host.toUpperCase()}_`)).toBe(true);
      passwords.add(password);
      const key = await readFile(at(`${host}/${host}.key`), 'utf8');
      expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
      expect(createPrivateKey({ key, passphrase: password }).type).toBe('private');
      const text = await readFile(at(`${host}/${snippet}`), 'utf8');
      expect(text).toContain(`\${${name}}`);
      for (const file of [text, await readFile(at('README.md'), 'utf8')]) {
        expect(file).not.toContain(password);
      }
    }
    expect(passwords.size).toBe(2);
  });

  it('refuses a chosen password that systemd, docker, Logstash and Beats read differently', async () => {
    await writeFile(join(temporary, 'odd-password'), 'with $ and "quotes"\n');
    const cwd = join(temporary, 'odd');
    await mkdir(cwd);
    const { document, exitCode } = await runHereJson<{ error: { code: string } }>(
      [...QUICK, '--password-file', join(temporary, 'odd-password')],
      { cwd },
    );
    expect(exitCode).toBe(4);
    expect(document.error.code).toBe('password-unusable');
    expect(await fileTree(cwd)).toEqual([]);
  });

  it('--ca-password-file encrypts the key of the new CA', async () => {
    await writeFile(join(temporary, 'ca-password'), 'correct horse\n');
    const file = ['--ca-password-file', join(temporary, 'ca-password')];
    const { at } = await make('ca-password-kit', [...QUICK, ...file]);
    const key = await readFile(at('ca/ca.key'), 'utf8');
    expect(createPrivateKey({ key, passphrase: 'correct horse' }).type).toBe('private');
  });
});

describe('with a CA that exists', () => {
  it('--ca signs with it, keeps its ledger and writes no ca folder', async () => {
    const ca = join(temporary, 'existing-ca');
    await runHere(['ca', 'create', '--out', ca, '--name', 'Existing']);
    const { kit, at } = await make('with-ca', [...PAIR, '--host', 'logs.example', '--ca', ca]);
    expect(await readdir(at('.'))).toEqual(['README.md', 'heartbeat', 'logstash']);
    expect(summaryOf(kit, 'logstash').issuer).toBe('CN=Existing');
    const ledger = (await readFile(join(ca, 'ledger.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(ledger).toHaveLength(2);
  });

  it.each(['ec-p384', 'ec-p521', 'rsa-3072'])('a CA of %s proves a link', async (type) => {
    const ca = join(temporary, `ca-of-${type}`);
    const created = await runHere(['ca', 'create', '--out', ca, '--key-type', type]);
    expect(created.exitCode, created.stderr).toBe(0);
    const args = [...PAIR, '--host', 'logs.example', '--ca', ca];
    const { kit } = await make(`with-ca-of-${type}`, args);
    expect(kit.handshakes.some(({ outcome }) => outcome === 'accepted')).toBe(true);
  });

  it('an intermediate goes along with each host, and the link is proved with the root alone', async () => {
    const root = join(temporary, 'root-ca');
    const issuing = join(temporary, 'issuing-ca');
    await runHere(['ca', 'create', '--out', root]);
    await runHere(['ca', 'create', '--out', issuing, '--issuer', root]);
    const args = [...PAIR, '--host', 'logs.example', '--ca', issuing];
    const { kit, at } = await make('with-intermediate', args);
    for (const host of ['logstash', 'heartbeat']) {
      const chain = await readFile(at(`${host}/${host}.crt`), 'utf8');
      expect(chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      expect(await readFile(at(`${host}/ca.crt`), 'utf8')).toBe(
        await readFile(join(root, 'ca.crt'), 'utf8'),
      );
    }
    expect(kit.handshakes.some(({ outcome }) => outcome === 'accepted')).toBe(true);
  });

  itNeeding({ openssl: OPENSSL })(
    'a CA made by openssl proves a link, and it is said that no ledger is kept',
    async () => {
      const foreign = await makeForeignCa(join(temporary, 'foreign'));
      const files = ['--ca-cert', foreign.certificateFile, '--ca-key', foreign.keyFile];
      const { kit, at } = await make('with-foreign', [...PAIR, '--host', 'logs.example', ...files]);
      expect(await readdir(at('.'))).toEqual(['README.md', 'heartbeat', 'logstash']);
      expect(kit.handshakes.some(({ outcome }) => outcome === 'accepted')).toBe(true);
      const { stderr } = await runHere([...QUICK, ...files, '--out', 'again'], { cwd: temporary });
      expect(stderr).toMatch(/no ledger/);
    },
  );

  itNeeding({ openssl: OPENSSL })(
    'a proof that fails leaves nothing: a CA whose name constraints exclude the host',
    async () => {
      const constrained = await makeForeignCa(join(temporary, 'constrained'), {
        extensions: [...CA_EXTENSIONS, 'nameConstraints=critical,excluded;DNS:logs.example'],
      });
      const cwd = join(temporary, 'unproved');
      await mkdir(cwd);
      const files = ['--ca-cert', constrained.certificateFile, '--ca-key', constrained.keyFile];
      const call = [...PAIR, '--host', 'logs.example', ...files];
      const { exitCode, document } = await runHereJson<{ ok: boolean }>(call, { cwd });
      expect(document.ok).toBe(false);
      expect(exitCode).not.toBe(0);
      expect(exitCode).not.toBe(70);
      expect(await fileTree(cwd)).toEqual([]);
      const fitting = [...PAIR, '--host', 'other.example', ...files];
      expect((await runHere(fitting, { cwd })).exitCode).toBe(0);
    },
  );
});

describe('--add-client', () => {
  it('adds one more client and leaves the server and everything else untouched', async () => {
    const { cwd, at } = await make('add', [...QUICK, '--clients', 'web-1']);
    const before = await fileTree(at('.'));
    const add = ['--add-client', 'web-2', '--ca', 'tlsmith-kit/ca'];
    const { document, exitCode, stderr } = await runHereJson<Kit>(
      [...PAIR, '--host', 'logs.example', ...add],
      { cwd },
    );
    expect(exitCode, stderr).toBe(0);
    const after = await fileTree(at('.'));
    const isOld = (line: string) => !/^(README\.md|ca\/ledger\.jsonl) /.test(line);
    expect(after).toEqual(expect.arrayContaining(before.filter(isOld)));
    expect(await readdir(at('web-2'))).toEqual([
      'ca.crt',
      'heartbeat.yml',
      'web-2.crt',
      'web-2.key',
    ]);
    expect(summaryOf(document, 'web-2').subjectAltNames).toEqual(['dns:web-2']);
    expect(await readFile(at('web-2/heartbeat.yml'), 'utf8')).toContain('logs.example:5044');
    const ledger = (await readFile(at('ca/ledger.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(ledger).toHaveLength(3);
    const trusts = await readFile(at('web-2/ca.crt'), 'utf8');
    expect(trusts).toBe(await readFile(at('ca/ca.crt'), 'utf8'));
  });

  it('changes nothing when the CA is not that of the kit', async () => {
    const { cwd, at } = await make('add-foreign', QUICK);
    await runHere(['ca', 'create', '--out', 'other-ca'], { cwd });
    const before = await fileTree(at('.'));
    const add = ['--add-client', 'web-2', '--ca', 'other-ca'];
    const { exitCode, stderr } = await runHere([...PAIR, '--host', 'logs.example', ...add], {
      cwd,
    });
    expect(exitCode).toBe(7);
    expect(stderr).toMatch(/does not trust the CA .*made with another/);
    expect(await fileTree(at('.'))).toEqual(before);
  });

  it('refuses a client that is there already', async () => {
    const { cwd, at } = await make('add-twice', [...QUICK, '--clients', 'web-1']);
    const before = await fileTree(at('.'));
    const add = ['--add-client', 'web-1', '--ca', 'tlsmith-kit/ca'];
    const { exitCode } = await runHere([...PAIR, '--host', 'logs.example', ...add], { cwd });
    expect(exitCode).toBe(5);
    expect(await fileTree(at('.'))).toEqual(before);
  });
});

/** `tlsmith ARGS... --json` in a working folder of its own. */
async function make(name: string, args: readonly string[]) {
  const cwd = join(temporary, name);
  await mkdir(cwd, { recursive: true });
  const { document, exitCode, stdout } = await runHereJson<Kit>(args, { cwd });
  expect(exitCode, stdout).toBe(0);
  return { cwd, kit: document, at: (path: string) => join(cwd, 'tlsmith-kit', path) };
}

/** The curve, or the bits of RSA. */
async function keyKindOf(path: string): Promise<string | number | undefined> {
  const details = createPrivateKey(await readFile(path)).asymmetricKeyDetails;
  return details?.namedCurve ?? details?.modulusLength;
}

function summaryOf(kit: Kit, name: string): Certificate {
  const found = kit.certificates.find(({ path }) => path.endsWith(`/${name}/${name}.crt`));
  expect(found, name).toBeDefined();
  return found as Certificate;
}
