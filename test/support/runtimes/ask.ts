// Puts all questions to each runtime that is installed, one process a runtime, and reads what it says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePem } from '../../../src/formats/containers/pem.js';
import type { Made } from '../path-builder.js';
import { OPENSSL } from '../peer.js';
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
    key: Buffer.from((chain[0] as Made).key.privateKeyInfo).toString('base64'),
  }));
  return askJson(program, [], asked);
}

const handshakes = (questions: readonly Question[]) =>
  questions.map(({ chain: _, anchors: __, host: dialled = '', ...rest }) => ({
    ...rest,
    host: dialled,
  }));

/** With the flags that Python 3.13 sets by itself. What it cannot present, `openssl verify` is asked about with the same flags. */
export async function askPython(questions: readonly Question[]): Promise<Answer[]> {
  const flags = '-auth_level 2 -x509_strict -partial_chain';
  return withFallback(questions, await shakeHands(questions, true), flags);
}

export async function askNode(questions: readonly Question[]): Promise<Answer[]> {
  const answers = await askJson(
    process.execPath,
    [`${PEERS}/node/judge.js`],
    handshakes(questions),
  );
  return withFallback(questions, answers, `-auth_level ${NODE_LEVEL}`);
}

/** Node 24 has OpenSSL 3.5, whose security level is 2 by default. */
const NODE_LEVEL = Number(process.versions.node.split('.')[0]) >= 24 ? 2 : 1;

function shakeHands(questions: readonly Question[], strict: boolean): Promise<Answer[]> {
  const asked = handshakes(questions).map((one) => ({ ...one, strict }));
  return askJson(PYTHON ?? 'python3', [`${PEERS}/python/judge.py`], asked);
}

/** A key that fits no handshake is an answer; a certificate that the presenting end does not load is none. */
async function withFallback(
  questions: readonly Question[],
  answers: readonly Answer[],
  flags: string,
): Promise<Answer[]> {
  const isOpen = ({ reason }: Answer) =>
    reason.startsWith('presenting:') && !reason.includes('NO_SHARED_CIPHER');
  const open = questions.filter((_, i) => isOpen(answers[i] as Answer));
  const verified = await verify(open, flags);
  return answers.map((one) => (isOpen(one) ? (verified.shift() as Answer) : one));
}

/** Handshakes between two ends of OpenSSL, for what is no matter of verification. */
export async function askOpenssl(questions: readonly Question[]): Promise<Answer[]> {
  const [verified, shaken] = await Promise.all([
    verify(questions, '-auth_level 2'),
    shakeHands(questions, false),
  ]);
  const isKeyFault = ({ reason }: Answer) => /no shared cipher|did not return a cert/.test(reason);
  return verified.map((one, i) => {
    const other = shaken[i] as Answer;
    return one.accepts && isKeyFault(other) ? other : one;
  });
}

export async function askJava(java: string, questions: readonly Question[]): Promise<Answer[]> {
  const input = questions
    .map(({ role, host: dialled = '', chain, anchors }) =>
      [role, dialled, chain.map(base64).join(), anchors.map(base64).join()].join('\t'),
    )
    .join('\n');
  const args = [...QUICK_JVM, `${PEERS}/java/Judge.java`];
  const { stdout, stderr } = await runProgram(java, args, { input: `${input}\n` });
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== questions.length) {
    throw new Error(`java answers ${lines.length} of ${questions.length}: ${stderr}`);
  }
  return lines.map((line) => {
    const [word, reason = ''] = line.split('\t');
    return { accepts: word === 'accepts', reason };
  });
}

/** `openssl verify`, one shell for all. */
async function verify(questions: readonly Question[], flags: string): Promise<Answer[]> {
  const commands = questions.map(({ role, host: dialled, chainFile, anchorFile }) => {
    const isAddress = dialled !== undefined && /^[\d.]+$|:/.test(dialled);
    const named =
      dialled === undefined ? '' : `-verify_${isAddress ? 'ip' : 'hostname'} ${dialled}`;
    const purpose = role === 'server' ? 'sslserver' : 'sslclient';
    const files = `-CAfile ${anchorFile} -untrusted ${chainFile} ${chainFile}`;
    return `${OPENSSL} verify ${flags} -purpose ${purpose} ${named} ${files} 2>&1; echo "exit $?"`;
  });
  const { stdout } = await runProgram('/bin/sh', [], { input: `${commands.join('\n')}\n` });
  const parts = stdout.split(/^exit (\d+)\n/m).slice(0, -1);
  return questions.map((_, i) => {
    const accepts = parts[2 * i + 1] === '0';
    return { accepts, reason: accepts ? '' : (parts[2 * i] ?? '').trim() };
  });
}
