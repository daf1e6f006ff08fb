// What the manifest of a set says of each item, held against what the runtimes that are installed here say in handshakes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { STORE_PASSWORD } from '../../src/app/fixtures/files.js';
import type { ManifestItem } from '../../src/app/fixtures/manifest.js';
import { makeSet } from '../../src/app/fixtures/set.js';
import type { RuntimeName } from '../../src/checks/runtime/presented-chain.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import {
  type Judge,
  judgeBy,
  nodeJudge,
  opensslJudge,
  type Verdict,
} from '../support/fixture-ends.js';
import { buildGo, GO, goVersion } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { NodeEnd, ProcessEnd, startJava, startPython } from '../support/peer-ends.js';
import { absentFrom, describePeer, type Needs, OPENSSL, twoAtATime } from '../support/peer.js';
import { printTable } from '../support/print-table.js';
import { PYTHON } from '../support/python.js';
import { BEATS, NODE_22 } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (path: string) => join(folder, path);
/** Of the server that judges clients. */
const PEM = {
  certificate: at('valid-server/valid-server.crt'),
  key: at('valid-server/valid-server.key'),
};
const STORE = { certificate: at('valid-server/keystore.p12'), password: STORE_PASSWORD };

interface Asked {
  runtime: RuntimeName;
  name: string;
  needs: Needs;
  start(): Judge | Promise<Judge>;
  /** Of runtimes whose older versions say otherwise. */
  version?: number;
  /** It is given the stores of the set, and shown them. */
  hasStores?: boolean;
}

function versionOf(node: string | undefined): string {
  const said = node === undefined ? '' : spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout;
  return said.slice(1);
}

const ALL: readonly Asked[] = [
  {
    ...{ runtime: 'go', name: 'Go', needs: { go: GO }, version: goVersion()[1] },
    start: async () => judgeBy(new ProcessEnd(await buildGo('end', folder), []), PEM),
  },
  {
    ...{ runtime: 'beats', name: 'the library of Beats', needs: { beats: BEATS } },
    start: () => judgeBy(new ProcessEnd(BEATS ?? 'beats', []), PEM),
  },
  ...JDKS.map(({ name, path }): Asked => ({
    ...{ runtime: 'jdk', name, needs: { [name]: path }, hasStores: true },
    version: Number(name.replace(/\D/g, '')),
    start: () => judgeBy(startJava(path ?? 'java'), STORE),
  })),
  {
    ...{ runtime: 'openssl', name: 'OpenSSL', needs: { openssl: OPENSSL } },
    start: () => opensslJudge(PEM),
  },
  {
    ...{ runtime: 'node', name: `Node ${process.versions.node}`, needs: {} },
    version: Number(process.versions.node.split('.')[0]),
    start: () => judgeBy(new NodeEnd(), PEM),
  },
  ...(NODE_22 === process.execPath
    ? []
    : [
        {
          ...{ runtime: 'node' as const, name: 'another Node', needs: { 'Node 22': NODE_22 } },
          version: Number(versionOf(NODE_22).split('.')[0]),
          start: () => nodeJudge(NODE_22 ?? 'node', PEM),
        },
      ]),
  {
    ...{ runtime: 'python', name: 'Python, strict', needs: { Python: PYTHON } },
    start: () => judgeBy(startPython(), PEM),
  },
];

/** The manifest is about the newest versions: what older ones do otherwise. */
const OLDER: readonly { runtime: RuntimeName; before: number; items: RegExp; why: string }[] = [
  {
    ...{ runtime: 'go', before: 23, items: /^negative-serial-number$/ },
    why: 'negative serial numbers were taken',
  },
  {
    ...{ runtime: 'node', before: 24, items: /weak-(issuer-)?key$/ },
    why: 'the security level of OpenSSL was 1: RSA keys of 1024 bits are taken',
  },
  {
    ...{ runtime: 'node', before: 22, items: /^empty-names$/ },
    why: 'the common name counts beside an empty subjectAltName',
  },
  {
    ...{ runtime: 'jdk', before: 25, items: /^wildcard-inner-label$/ },
    why: 'wildcards count in every label',
  },
  {
    ...{ runtime: 'jdk', before: 25, items: /^empty-names$/ },
    why: 'a subjectAltName that cannot be read counts as none',
  },
];

let items: ManifestItem[] = [];
const given = new Map<string, (Verdict & { item: ManifestItem })[] | Error>();

beforeAll(async () => {
  const { manifest, files } = await makeSet({ at: new Date(), seed: 1 }, nodeCrypto);
  for (const { path, bytes } of files) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), bytes);
  }
  items = manifest.items;
  const present = ALL.filter(({ needs }) => absentFrom(needs).length === 0);
  await twoAtATime(present, async (asked) => {
    given.set(asked.name, await judgeAll(asked).catch((error: Error) => error));
  });
});

async function judgeAll({ start, hasStores }: Asked) {
  const judge = await start();
  try {
    const verdicts = [];
    for (const item of items) {
      const { role, host = '', files } = item;
      const shown = {
        ...{ role, host, certificate: at(files.certificate), key: at(files.privateKey) },
        ...(hasStores &&
          files.keystore !== undefined && {
            store: { file: at(files.keystore), password: STORE_PASSWORD },
          }),
      };
      const trusts = hasStores
        ? { ca: at(files.truststore), password: STORE_PASSWORD }
        : { ca: at(files.ca) };
      verdicts.push({ item, ...(await judge.judge(shown, trusts)) });
    }
    return verdicts;
  } finally {
    await judge.end();
  }
}

for (const asked of ALL) {
  const { runtime, name, needs } = asked;
  describePeer(name, needs, () => {
    it('says to every item what the manifest says', () => {
      const verdicts = given.get(name);
      if (verdicts instanceof Error) throw verdicts;
      const surprises = (verdicts ?? []).flatMap(({ item, accepts, text }) => {
        const expected = item.runtimes.find((one) => one.runtime === runtime);
        const isOther = expected?.accepts !== accepts;
        return isOther === doesOtherwise(asked, item.name)
          ? []
          : [
              `${item.name}: ${accepts ? 'accepts' : `refuses, "${text}"`}, and not ${expected?.reason}`,
            ];
      });
      expect(surprises).toEqual([]);
    });
  });
}

/** An older version is held to its own difference, too. */
function doesOtherwise({ runtime, version = Infinity }: Asked, item: string): boolean {
  return OLDER.some(
    (one) => one.runtime === runtime && version < one.before && one.items.test(item),
  );
}

it('has a verdict on every item', () => {
  expect(items.length).toBeGreaterThanOrEqual(40);
  const unknown = items.flatMap(({ name, runtimes }) =>
    runtimes.filter(({ accepts }) => accepts === null).map(({ runtime }) => `${name}: ${runtime}`),
  );
  expect(unknown).toEqual([]);
  printTable(
    'fixtures: what each runtime says',
    ['runtime', 'accepts', 'refuses'],
    [...given].map(([name, verdicts]) => {
      const accepted = verdicts instanceof Error ? [] : verdicts.filter(({ accepts }) => accepts);
      return [name, String(accepted.length), String(items.length - accepted.length)];
    }),
  );
});
