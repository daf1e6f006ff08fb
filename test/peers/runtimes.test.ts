// The table of what each runtime would say, compared with what the runtimes that are installed here do say.
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { ifReadable } from '../../src/pki/certificate/certificate-encoding.js';
import type { RuntimeName } from '../../src/checks/runtime/presented-chain.js';
import { type BoundedChain, judgeVersion } from '../../src/checks/runtime/verdicts.js';
import { isBefore } from '../../src/checks/runtime/versions.js';
import { GO, goVersion } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { describePeer, absentFrom, type Needs, twoAtATime } from '../support/peer.js';
import { PYTHON } from '../support/python.js';
import { NODE_22 } from '../support/strangers.js';
import { printTable } from '../support/print-table.js';
import { allCases } from '../support/runtimes/all-cases.js';
import {
  type Answer,
  askGo,
  askJava,
  askNode,
  askOpenssl,
  askPython,
  type Question,
  writeQuestions,
} from '../support/runtimes/ask.js';
import { presentedBy } from '../support/runtimes/presented.js';
import { isSameSentence } from '../support/runtimes/same-sentence.js';
import { isLeftOut, VERSION_DIFFERENCES } from '../support/runtimes/version-differences.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Asked {
  runtime: RuntimeName;
  name: string;
  needs: Needs;
  version: readonly [number, number];
  /** Whether it is asked this one of all; everything if not said. */
  isFor?: (question: Question, at: number) => boolean;
  ask(questions: readonly Question[]): Promise<Answer[]>;
}

const folder = temporaryFolder();

/** The library that it loads, which is the one that is asked. */
function opensslOf(python: string | undefined): readonly [number, number] {
  const print = 'import ssl; print(ssl.OPENSSL_VERSION)';
  const said = python === undefined ? '' : spawnSync(python, ['-c', print]).stdout.toString();
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(said) ?? [];
  return [Number(major), Number(minor)];
}

const versionOfNode = (program: string | undefined) => {
  const said = program === undefined ? '' : spawnSync(program, ['--version']).stdout.toString();
  return [Number(/v(\d+)/.exec(said)?.[1] ?? 0), 0] as const;
};

/** The one that runs the tests, and a newer one beside it, with OpenSSL 3.5. */
const NODES = [...new Set([process.execPath, NODE_22])];

/** Of the grid of encodings a part is enough for those that read as another one does that is asked about all. */
const partly =
  (nth: number) =>
  ({ name }: Question, at: number): boolean =>
    !name.startsWith('encoding') || at % nth === 0;

const ALL: readonly Asked[] = [
  {
    ...{ runtime: 'go', name: 'Go', needs: { go: GO }, version: goVersion() },
    ask: (questions) => askGo(questions, folder),
  },
  ...JDKS.map(({ name, path }, i): Asked => ({
    ...{ runtime: 'jdk', name, needs: { [name]: path } },
    ...(i < JDKS.length - 1 && { isFor: partly(3) }),
    ...{
      version: [Number(name.replace(/\D/g, '')), 0],
      ask: (all) => askJava(path ?? 'java', all),
    },
  })),
  {
    ...{ runtime: 'openssl', name: 'OpenSSL', needs: { Python: PYTHON } },
    ...{ version: opensslOf(PYTHON), ask: askOpenssl },
  },
  {
    ...{ runtime: 'python', name: 'Python, strict', needs: { Python: PYTHON } },
    // With the flags of 3.13; what is read hangs on the library.
    ...{ version: isBefore(opensslOf(PYTHON), [3, 5]) ? [3, 13] : [3, 14], ask: askPython },
    isFor: partly(3),
  },
  ...NODES.map((program): Asked => {
    const version = versionOfNode(program);
    const name = program === process.execPath ? 'Node' : 'Node with OpenSSL 3.5';
    return {
      ...{ runtime: 'node', name, needs: { [name]: program, Python: PYTHON }, version },
      // The other one is there for its library: of what does not hang on that a third will do.
      isFor:
        program === process.execPath
          ? partly(2)
          : ({ name: asked }, at) => /signature|key|long length/.test(asked) || at % 3 === 0,
      ask: (questions) => askNode(program ?? 'node', version[0], questions),
    };
  }),
];

interface Row {
  name: string;
  agreed: number;
  counted: number;
  sentences: string;
  leftOut: number;
  /** How many of what we do not read it refuses too. */
  unread: string;
}

/** Primitive and constructed forms in place of each other, and versions that are no version. */
const IN_BER = /: the other form$| 0\.0\.0: (?:a negative number|nine octets)$/;

const rows: Row[] = [];
let questions: Question[] = [];
/** Undefined for what we do not read as a certificate: `verify` says so, and judges nothing. */
let chains: (BoundedChain | undefined)[] = [];

/** Undefined where it was not asked. */
const given = new Map<string, (Answer | undefined)[] | Error>();

beforeAll(async () => {
  questions = writeQuestions(allCases(), folder);
  chains = questions.map((one) => ifReadable(() => presentedBy(one)));
  const present = ALL.filter(({ needs }) => absentFrom(needs).length === 0);
  await twoAtATime(present, async ({ name, ask, isFor = () => true }) => {
    const asked = questions.filter(isFor);
    const answers = await ask(asked).catch((error: Error) => error);
    const byQuestion = answers instanceof Error ? [] : answers.entries();
    const byName = new Map([...byQuestion].map(([i, answer]) => [asked[i], answer]));
    given.set(name, answers instanceof Error ? answers : questions.map((one) => byName.get(one)));
  });
});

it('asks at least 3,000 questions, in both roles', () => {
  expect(questions.length).toBeGreaterThanOrEqual(3000);
  expect(new Set(questions.map(({ role }) => role))).toEqual(new Set(['server', 'client']));
});

for (const { runtime, name, needs, version } of ALL) {
  describePeer(name, needs, () => {
    it('says what the table says', () => {
      const answers = given.get(name) ?? new Error('it was not asked');
      if (answers instanceof Error) throw answers;
      const all = questions.flatMap((one, i) => {
        const theirs = answers[i];
        return theirs ? [{ one, chain: chains[i], theirs }] : [];
      });
      const unread = all.filter(({ chain }) => !chain);
      const taken = unread.filter(({ theirs, one }) => theirs.accepts && !IN_BER.test(one.name));
      expect(taken.map(({ one }) => one.name)).toEqual([]);
      const compared = all.flatMap(({ chain, ...each }) =>
        chain ? [{ ...each, ours: judgeVersion(runtime, version, chain).verdict }] : [],
      );
      const counted = compared.filter(({ one }) => !isLeftOut(runtime, version, one.name));
      const agreed = counted.filter(({ ours, theirs }) => ours.accepts === theirs.accepts);
      const refused = agreed.filter(({ ours }) => !ours.accepts);
      const same = refused.filter(({ ours, theirs }) =>
        isSameSentence(runtime, ours.reason, theirs.reason),
      );
      rows.push({
        ...{ name: `${name} ${version.join('.')}`, agreed: agreed.length, counted: counted.length },
        ...{
          sentences: `${same.length}/${refused.length}`,
          leftOut: compared.length - counted.length,
          unread: `${unread.filter(({ theirs }) => !theirs.accepts).length}/${unread.length}`,
        },
      });
      const surprises = counted
        .filter((each) => !agreed.includes(each))
        .map(({ one, ours, theirs }) => {
          const [said, expected] = [theirs.reason || 'accepts', ours.reason || 'accepts'];
          return `${one.role}, ${one.name}: says "${said}", the table "${expected}"`;
        });
      expect(surprises).toEqual([]);
      expect(same.length / refused.length).toBeGreaterThan(0.95);
    });
  });
}

describe('the agreement', () => {
  it('is printed', () => {
    printTable(
      `runtimes: what ${questions.length} questions were answered as the table says`,
      ['runtime', 'verdicts', 'sentences', 'left out', 'unread and refused'],
      rows.map(({ name, agreed, counted, sentences, leftOut, unread }) => [
        ...[name, `${agreed}/${counted}`, sentences, String(leftOut), unread],
      ]),
    );
    printTable(
      'left out where the version that is asked is older than the table',
      ['runtime', 'since', 'what', 'source'],
      VERSION_DIFFERENCES.map(({ runtime, since, what, source }) => [
        ...[runtime, since.join('.'), what, source],
      ]),
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});
