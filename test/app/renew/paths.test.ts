// What may be named to a renewal: a file, a host's folder, folders of hosts, a CA with all that it has issued; and by which CA each is renewed.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueBatch, type IssueBatchRequest } from '../../../src/app/batch/issue.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { treeOf } from '../../support/folder-tree.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import { refusalOf } from '../../support/refusal-of.js';
import {
  certificateAt,
  endOf,
  issueHost,
  laterPorts,
  makeCa,
  renew,
  statesOf,
} from '../../support/renewing.js';
import { seededRandom } from '../../support/seeded-random.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;
const newHome = () => {
  const home = join(base, `home-${(count += 1)}`);
  cpSync(join(base, 'pristine'), home, { recursive: true });
  const ledger = readFileSync(`${home}/ca/ledger.jsonl`, 'utf8');
  writeFileSync(`${home}/ca/ledger.jsonl`, ledger.replaceAll(join(base, 'pristine'), home));
  return home;
};
const lastOf = (home: string) => ledgerEntries(join(home, 'ca/ledger.jsonl')).at(-1);

beforeAll(async () => {
  const home = join(base, 'pristine');
  await makeCa(join(home, 'ca'));
  await issueHost(join(home, 'es01'), join(home, 'ca'));
});

describe('a path', () => {
  it.each<[string, (home: string) => string, path: string]>([
    ['the file of a certificate', (home) => `${home}/es01/es01.crt`, 'es01.crt'],
    ['the folder of a host', (home) => `${home}/es01`, 'es01.crt'],
    ['a folder with a slash behind it', (home) => `${home}/es01/`, 'es01.crt'],
    ['the folder of several', (home) => home, 'es01.crt'],
    [
      'the file under a name of any kind',
      (home) => {
        renameSync(`${home}/es01/es01.crt`, `${home}/es01/server.pem`);
        return `${home}/es01/server.pem`;
      },
      'server.pem',
    ],
    [
      'a key and its certificate in one file',
      (home) => {
        const text = ['key', 'crt'].map((name) =>
          readFileSync(`${home}/es01/es01.${name}`, 'latin1'),
        );
        rmSync(`${home}/es01/es01.key`);
        writeFileSync(`${home}/es01/es01.crt`, text.join(''));
        return `${home}/es01/es01.crt`;
      },
      'es01.crt',
    ],
  ])('%s', async (_, pathOf, name) => {
    const home = newHome();
    const path = pathOf(home);
    const [before] = ledgerEntries(join(home, 'ca/ledger.jsonl'));
    const summary = await renew(path, join(home, 'ca'));
    expect(statesOf(summary)).toEqual(['renewed']);
    expect(lastOf(home)).toMatchObject({
      event: 'renewed',
      replaces: before?.serialNumber,
      path: join(home, 'es01', name),
      serialNumber: certificateAt(home, 'es01', name).serialNumber,
    });
    expect(summary.files.map(({ path: file }) => existsSync(`${file}.previous`))).not.toContain(
      false,
    );
  });

  it('is renewed once, however often it is named', async () => {
    const home = newHome();
    const old = readFileSync(`${home}/es01/es01.crt`, 'latin1');
    const paths = [`${home}/es01`, `${home}/es01/es01.crt`, `${home}/es01/`, home];
    expect(statesOf(await renew(paths, `${home}/ca`))).toEqual(['renewed']);
    expect(readFileSync(`${home}/es01/es01.crt.previous`, 'latin1')).toBe(old);
  });

  it('changes of two hosts in one folder the one that is named', async () => {
    const home = newHome();
    await issueHost(`${home}/es02`, `${home}/ca`);
    for (const name of ['es02.crt', 'es02.key']) {
      renameSync(`${home}/es02/${name}`, `${home}/es01/${name}`);
    }
    const other = readFileSync(`${home}/es01/es02.key`, 'latin1');
    expect(statesOf(await renew(`${home}/es01/es01.crt`, `${home}/ca`))).toEqual(['renewed']);
    expect(readFileSync(`${home}/es01/es02.key`, 'latin1')).toBe(other);
    expect(treeOf(`${home}/es01`)).toEqual(
      ['ca.crt', 'es01.crt', 'es01.crt.previous', 'es01.key', 'es01.key.previous'].concat(
        ...['es02.crt', 'es02.key'],
      ),
    );
  });

  it.each<[string, (home: string) => string, code: string]>([
    ['what is absent', (home) => `${home}/es02`, 'input-absent'],
    [
      'a folder of nothing',
      (home) => {
        mkdirSync(`${home}/empty`);
        return `${home}/empty`;
      },
      'input-wrong-kind',
    ],
    ['the certificate of a CA', (home) => `${home}/ca/ca.crt`, 'input-wrong-kind'],
    ['a key', (home) => `${home}/es01/es01.key`, 'input-wrong-kind'],
    [
      'a certificate without its key',
      (home) => {
        rmSync(`${home}/es01/es01.key`);
        return `${home}/es01/es01.crt`;
      },
      'input-wrong-kind',
    ],
    [
      'a damaged file',
      (home) => {
        writeFileSync(`${home}/es01/es01.crt`, '-----BEGIN CERTIFICATE-----\nMII\n');
        return `${home}/es01/es01.crt`;
      },
      'input-malformed',
    ],
  ])('%s is refused, and the next one renewed', async (_, pathOf, code) => {
    const home = newHome();
    const path = pathOf(home);
    await issueHost(`${home}/es03`, `${home}/ca`);
    const before = treeOf(`${home}/es01`);
    const summary = await renew([path, `${home}/es03`], `${home}/ca`);
    expect([statesOf(summary), summary.ok]).toEqual([[code, 'renewed'], false]);
    expect(treeOf(`${home}/es01`)).toEqual(before);
  });
});

describe("a CA's ledger", () => {
  const withList = async (home: string, out: IssueBatchRequest['out']) => {
    writeFileSync(`${home}/list.csv`, 'name,dns\nb1,b1.lan\nb2,b2.lan\n');
    const request = {
      ...{ file: `${home}/list.csv`, out, consumers: [], formats: ['pem' as const] },
      ...{ issuer: { source: { folder: `${home}/ca` } }, within: { days: 30 } },
      ...{ validity: { days: 400, isDefault: true }, force: false, dryRun: false },
    };
    await issueBatch(request, testPorts({ random: seededRandom((count += 1)) }));
  };

  it('leads to all that is in use, wherever it stands', async () => {
    const home = newHome();
    await withList(home, { folder: `${home}/hosts` });
    await issueHost(`${home}/far/away`, `${home}/ca`);
    await renew(`${home}/es01`, `${home}/ca`);
    await makeCa(`${home}/issuing`, { issuer: { folder: `${home}/ca` } });
    const { hosts } = await renew(`${home}/ca`, '/absent');
    const expected = ['es01/es01.crt', 'far/away/away.crt', 'hosts/b1/b1.crt', 'hosts/b2/b2.crt'];
    expect(hosts.map(({ path, state }) => [path, state]).sort()).toEqual(
      expected.map((path) => [join(home, path), 'renewed']),
    );
    expect(statesOf(await renew(`${home}/hosts`, `${home}/ca`))).toEqual(['renewed', 'renewed']);
  });

  it('says what it knows no file of, and makes it anew in --out', async () => {
    const home = newHome();
    await withList(home, { archive: `${home}/hosts.zip`, format: 'zip' });
    const none = await renew(`${home}/ca`, '/absent');
    expect(statesOf(none)).toEqual(['renewed', 'input-needed', 'input-needed']);
    expect(none.hosts[1]?.error?.details).toMatchObject({ flag: '--out' });
    const kept = await renew(`${home}/ca`, '/absent', { key: 'keep', out: `${home}/new` });
    expect(statesOf(kept)).toEqual(['renewed', 'input-absent', 'input-absent']);
    const tried = await renew(`${home}/ca`, '/absent', { out: `${home}/new`, dryRun: true });
    expect([statesOf(tried), existsSync(`${home}/new`)]).toEqual([['due', 'due', 'due'], false]);
    const made = await renew(`${home}/ca`, '/absent', { out: `${home}/new` });
    expect(statesOf(made)).toEqual(['renewed', 'renewed', 'renewed']);
    expect(treeOf(`${home}/new`)).toEqual(
      ['b1', 'b2'].flatMap((name) =>
        [`${name}/`].concat(
          ['ca.crt', `${name}.crt`, `${name}.key`].sort().map((one) => `${name}/${one}`),
        ),
      ),
    );
    const { subjectAltNames, extKeyUsage } = certificateAt(home, 'new/b1/b1.crt');
    expect([subjectAltNames, extKeyUsage]).toEqual([['dns:b1.lan'], ['serverAuth', 'clientAuth']]);
    expect(statesOf(await renew(`${home}/ca`, '/absent'))).toEqual(Array(3).fill('renewed'));
  });

  it.each<[string, (home: string) => void, code: string]>([
    ['was moved', (home) => renameSync(`${home}/es01`, `${home}/moved`), 'input-absent'],
    ['was deleted', (home) => rmSync(`${home}/es01/es01.crt`), 'input-absent'],
    [
      'holds another certificate',
      (home) => {
        cpSync(`${home}/es02/es02.crt`, `${home}/es01/es01.crt`);
      },
      'input-wrong-kind',
    ],
  ])('goes on behind a file that %s', async (_, change, code) => {
    const home = newHome();
    await issueHost(`${home}/es02`, `${home}/ca`);
    change(home);
    const before = ledgerEntries(`${home}/ca/ledger.jsonl`).length;
    expect(statesOf(await renew(`${home}/ca`, '/absent'))).toEqual([code, 'renewed']);
    expect(ledgerEntries(`${home}/ca/ledger.jsonl`)).toHaveLength(before + 1);
  });

  it('leaves what was revoked alone', async () => {
    const home = newHome();
    const [entry] = ledgerEntries(`${home}/ca/ledger.jsonl`);
    appendFileSync(
      `${home}/ca/ledger.jsonl`,
      `${JSON.stringify({ ...entry, event: 'revoked' })}\n`,
    );
    const ports = laterPorts();
    expect(statesOf(await renew(`${home}/ca`, '/absent', {}, ports))).toEqual([]);
    expect(ports.reporter.notes.join()).toMatch(/has issued nothing that is still in use/);
  });
});

describe('the CA that renews', () => {
  it('is the one that was typed, before that of the kit and the one by default', async () => {
    const home = newHome();
    await makeCa(`${home}/other`);
    const typed = { source: { folder: `${home}/other` } };
    const issuer = { typed, fallback: `${home}/ca`, password: undefined };
    const summary = await renew(home, `${home}/ca`, { issuer });
    expect(statesOf(summary)).toEqual(['issuer-chain-invalid']);
    expect(summary.hosts[0]?.error?.sentence).toMatch(/^it was issued by "CN=tlsmith CA/);
  });

  it("is the kit's own before the one by default, and the default where there is none", async () => {
    const home = newHome();
    await makeCa(`${home}/other`);
    expect(statesOf(await renew(home, `${home}/other`))).toEqual(['renewed']);
    expect(statesOf(await renew(`${home}/es01`, `${home}/other`))).toEqual(['renewed']);
    mkdirSync(`${home}/deep`);
    renameSync(`${home}/es01`, `${home}/deep/es01`);
    expect(statesOf(await renew(`${home}/deep/es01`, `${home}/other`))).toEqual([
      'issuer-chain-invalid',
    ]);
    expect(statesOf(await renew(`${home}/deep/es01`, `${home}/ca`))).toEqual(['renewed']);
    expect(statesOf(await renew(`${home}/deep/es01`, '/absent'))).toEqual(['input-absent']);
  });

  it('may be another intermediate below the same root', async () => {
    const home = newHome();
    for (const out of ['one', 'two']) {
      await makeCa(`${home}/${out}`, {
        issuer: { folder: `${home}/ca` },
        validity: { days: 1825, isDefault: true },
      });
    }
    const host = await issueHost(`${home}/deep/es02`, `${home}/one`);
    expect(statesOf(await renew(host, `${home}/one`))).toEqual(['renewed']);
    expect(statesOf(await renew(host, `${home}/two`))).toEqual(['renewed']);
    const text = readFileSync(`${host}/es02.crt`, 'latin1');
    const [own, issuer] = text.match(/-----BEGIN[^]*?-----END.*\n/g) ?? [];
    expect([own, issuer]).toEqual([
      encodePem('CERTIFICATE', certificateAt(host, 'es02.crt').der),
      encodePem('CERTIFICATE', certificateAt(home, 'two/ca.crt').der),
    ]);
    expect(ledgerEntries(`${home}/two/ledger.jsonl`).at(-1)).toMatchObject({ event: 'renewed' });
  });

  it('is none for a certificate that signs itself: it does again', async () => {
    const home = newHome();
    const host = await issueHost(`${home}/deep/own`, undefined, {
      ...{ formats: ['pem', 'pkcs12'], password: { text: 'known-password' } },
    });
    const password = { text: 'known-password' };
    expect(statesOf(await renew(host, '/absent', { password }))).toEqual(['renewed']);
    const own = certificateAt(host, 'own.crt');
    expect(own.der).toEqual(certificateAt(host, 'ca.crt').der);
    expect([own.issuer, endOf(own)]).toEqual([own.subject, '2029-06-02T09:54:59Z']);
    const names = ['ca.crt', 'keystore.p12', 'own.crt', 'own.key', 'truststore.p12'];
    expect(treeOf(host)).toEqual(names.flatMap((name) => [name, `${name}.previous`]).sort());
  });
});

it('makes nothing and changes nothing in a dry run', async () => {
  const home = newHome();
  const before = [treeOf(home), readFileSync(`${home}/ca/ledger.jsonl`, 'latin1')];
  const { hosts, dryRun, files } = await renew(home, '/absent', { dryRun: true });
  expect([treeOf(home), readFileSync(`${home}/ca/ledger.jsonl`, 'latin1')]).toEqual(before);
  expect([dryRun, hosts.map(({ state }) => state)]).toEqual([true, ['due']]);
  expect(files.map(({ path, kind, mode }) => [path.slice(home.length), kind, mode])).toEqual([
    ['/es01/es01.crt', 'certificate', '0644'],
    ['/es01/es01.key', 'private-key', '0600'],
  ]);
});

it('throws what concerns the whole call: a password that cannot be read', async () => {
  const home = newHome();
  const password = { file: `${home}/absent` };
  const refusal = await refusalOf(() => renew(home, '/absent', { password }));
  expect([refusal.code, refusal.details]).toEqual(['input-absent', { path: `${home}/absent` }]);
});
