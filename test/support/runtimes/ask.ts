// Puts all questions to each runtime that is installed, one process a runtime, and reads what it says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePem } from '../../../src/formats/containers/pem.js';
import type { Made } from '../path-builder.js';
import { PYTHON } from '../python.js';
import { PACKAGE_ROOT, runProgram } from '../run-cli.js';
import { buildGo } from '../go-peer.js';
import { QUICK_JVM } from '../store-peers.js';
import { authority, host, type RuntimeCase } from './case.js';

export interface Answer {
  accepts: boolean;
  reason: string;
}

/** A case with the files that strangers read. */
export interface Question extends RuntimeCase {
  chainFile: string;
  anchorFile: string;
  keyFile: string;
  /** A server that judges clients has a certificate too. */
  ownChain: string;
  ownKey: string;
}

const PEERS = `${PACKAGE_ROOT}test/peers`;

const pem = (...all: readonly Made[]) =>
  all.map(({ der }) => encodePem('CERTIFICATE', der)).join('');

/** Answers the questions with their files in the folder. */
export function writeQuestions(cases: readonly RuntimeCase[], folder: string): Question[] {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const keyText = ({ key }: Made) => encodePem('PRIVATE KEY', key.privateKeyInfo);
  const own = host(authority('Own root'));
  const ownChain = write('own.crt', pem(own));
  const ownKey = write('own.key', keyText(own));
  return cases.map((one, i) => ({
    ...one,
    chainFile: write(`${i}.crt`, pem(...one.chain)),
    anchorFile: write(`${i}.ca`, pem(...one.anchors)),
    keyFile: write(`${i}.key`, keyText(one.chain[0] as Made)),
    ...{ ownChain, ownKey },
  }));
}

const base64 = ({ der }: Made) => Buffer.from(der).toString('base64');
const keyOf = ({ key }: Made) => Buffer.from(key.privateKeyInfo).toString('base64');

/** One JSON object a line there and back. */
async function askJson(
  program: string,
  args: readonly string[],
  questions: readonly object[],
): Promise<Answer[]> {
  const input = questions.map((one) => `${JSON.stringify(one)}\n`).join('');
  const { stdout, stderr } = await runProgram(program, args, { input });
  const answers = stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length) {
    throw new Error(`${program} answers ${answers.length} of ${questions.length}: ${stderr}`);
  }
  return answers.map((line) => JSON.parse(line) as Answer);
}

export async function askGo(questions: readonly Question[], folder: string): Promise<Answer[]> {
  const program = await buildGo('judge', folder);
  const asked = questions.map(({ role, host: dialled, chain, anchors }) => ({
    ...{ role, host: dialled ?? '' },
    ...{ chain: chain.map(base64), anchors: anchors.map(base64) },
    key: keyOf(chain[0] as Made),
  }));
  return askJson(program, [], asked);
}

const handshakes = (questions: readonly Question[]) =>
  questions.map(({ chain, anchors, host: dialled = '', ...rest }) => ({
    ...{ ...rest, host: dialled },
    ...{ chain: chain.map(base64), anchors: anchors.map(base64) },
  }));

/** OpenSSL's verification; a handshake too where it accepts, for what is no matter of verification. */
export function askOpenssl(questions: readonly Question[]): Promise<Answer[]> {
  return askLibrary({ who: 'openssl' }, questions);
}

/** With the flags that Python 3.13 sets by itself. */
export function askPython(questions: readonly Question[]): Promise<Answer[]> {
  return askLibrary({ who: 'python' }, questions);
}

/** Where Node itself does not load what is to be presented, OpenSSL is asked at Node's level: 2 from Node 24 on. */
export async function askNode(
  program: string,
  major: number,
  questions: readonly Question[],
): Promise<Answer[]> {
  const answers = await askJson(program, [`${PEERS}/node/judge.js`], handshakes(questions));
  const isOpen = (_: unknown, i: number) => {
    const { reason } = answers[i] as Answer;
    return reason.startsWith('presenting:') && !/no shared cipher/i.test(reason);
  };
  const asNode = { who: 'node', level: major >= 24 ? 2 : 1 } as const;
  const verified = await askLibrary(asNode, questions.filter(isOpen));
  return answers.map((one, i) => (isOpen(one, i) ? (verified.shift() as Answer) : one));
}

function askLibrary(
  as: { who: 'openssl' | 'python' | 'node'; level?: number },
  questions: readonly Question[],
): Promise<Answer[]> {
  const asked = handshakes(questions).map((one) => ({ ...one, ...as }));
  return askJson(PYTHON ?? 'python3', [`${PEERS}/python/judge.py`], asked);
}

export async function askJava(java: string, questions: readonly Question[]): Promise<Answer[]> {
  const lines = questions.map(({ role, host: dialled = '', chain, anchors }) => [
    ...[role, dialled, chain.map(base64).join(), anchors.map(base64).join()],
    keyOf(chain[0] as Made),
  ]);
  const own = host(authority('Own root'));
  const input = [[base64(own), keyOf(own)], ...lines].map((one) => one.join('\t')).join('\n');
  const args = [...QUICK_JVM, `${PEERS}/java/Judge.java`];
  const { stdout, stderr } = await runProgram(java, args, { input: `${input}\n` });
  const answers = stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length) {
    throw new Error(`java answers ${answers.length} of ${questions.length}: ${stderr}`);
  }
  return answers.map((line) => {
    const [word, reason = ''] = line.split('\t');
    return { accepts: word === 'accepts', reason };
  });
}
