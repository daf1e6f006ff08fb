// The course of the wizard with a person who has the answers ready: questions, review, changes, and what is done at the end.
import { expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { wordsOf } from '../../../src/cli/wizard/command-line.js';
import type { Interview } from '../../../src/cli/wizard/interview.js';
import { converse } from '../../../src/cli/wizard/session.js';
import { TASKS } from '../../../src/cli/wizard/tasks.js';
import { type Script, scriptedDialogue } from '../../support/scripted-dialogue.js';
import { testWorld } from './world.js';

const world = await testWorld();

interface Outcome {
  talk: string[];
  /** The words of each command that was run; a dry run begins with `dry`. */
  ran: string[];
  saved: string[];
  secrets: string[];
  failure: TlsmithError | undefined;
}

/** `refusals`: what the command throws, run by run. */
async function play(script: Script, refusals: (TlsmithError | undefined)[] = []): Promise<Outcome> {
  const dialogue = scriptedDialogue(script);
  const outcome: Outcome = {
    talk: dialogue.talk,
    ran: [],
    saved: [],
    secrets: [],
    failure: undefined,
  };
  const lineOf = ({ task, answers }: Interview) =>
    [...task.command, ...wordsOf(task, answers, world, (name) => [`--${name}-file`, 'F'])].join(
      ' ',
    );
  try {
    await converse(dialogue, world, {
      platform: 'linux',
      async perform(interview, isDryRun) {
        outcome.ran.push(`${isDryRun ? 'dry ' : ''}${lineOf(interview)}`);
        outcome.secrets = [...interview.secrets.values()];
        const refusal = refusals.shift();
        if (refusal) throw refusal;
      },
      save: async (_interview, path) => void outcome.saved.push(path),
      recall: async () =>
        new Map(
          Object.entries({
            client: 'filebeat',
            server: 'logstash',
            host: ['old.lan'],
            out: './elsewhere',
          }),
        ),
    });
  } catch (error) {
    outcome.failure = error as TlsmithError;
  }
  return outcome;
}

it('Enter alone makes a kit from Heartbeat to Logstash for this machine', async () => {
  const { ran, talk } = await play({});
  expect(ran).toEqual([
    'kit heartbeat logstash --stack 9.5 --host desk.lan --host 10.1.2.3 --host 2001:db8::7 --clients heartbeat',
  ]);
  expect(talk.join('\n')).toContain('Will be written: ./tlsmith-kit');
});

it('every answer can be changed, and what no longer fits is asked again', async () => {
  const { ran, talk } = await play({
    'Names or addresses': 'logs.lan',
    'What now?': ['change', 'change', 'write'],
    'Which answer?': ['server', 'days'],
    'What receives?': ['logstash', 'redis'],
    'For how many days': ['825', '90'],
  });
  expect(ran).toEqual([
    'kit heartbeat redis --stack 9.5 --host logs.lan --clients heartbeat --days 90',
  ]);
  expect(talk.filter((line) => line.includes('Review'))).toHaveLength(3);
});

it('a new client that cannot talk to the server leads to the question for the server again', async () => {
  const { ran, talk } = await play({
    'Names or addresses': 'logs.lan',
    'What now?': ['change', 'write'],
    'Which answer?': ['client'],
    'What sends?': ['heartbeat', 'redis-cli'],
    'What receives?': ['logstash', 'redis'],
  });
  expect(talk).toContain('server: one of redis, stunnel can be answered');
  expect(ran[0]).toMatch(/^kit redis-cli redis .*--host logs.lan --clients redis-cli$/);
});

it.each<[question: string, answers: string[], reason: RegExp]>([
  ['Names or addresses', ['https://x', 'x.lan'], /is a URL/],
  ['Names or addresses', ['*.lan', 'x.lan'], /is a wildcard/],
  ['Names of the client hosts', ['../x', 'x'], /no file of a certificate should have/],
  ['For how many days', ['0', '90'], /is not a number of days/],
  ['Which version', ['6.8', '8.1'], /6\.8/],
])(
  '%s: %j is refused by the sentence of the flag, and asked again',
  async (question, answers, reason) => {
    const { talk, ran } = await play({ 'Names or addresses': 'logs.lan', [question]: answers });
    expect(talk.find((line) => line.startsWith('refused: '))).toMatch(reason);
    expect(ran).toHaveLength(1);
  },
);

it('an unwise answer is kept only by who stands by it', async () => {
  const { talk, ran } = await play({
    'Names or addresses': 'logs.lan',
    'For how many days': ['20', '30', '90'],
    'Keep this answer?': [false, true],
  });
  expect(talk.filter((line) => line.startsWith('unwise: '))).toHaveLength(2);
  expect(ran[0]).toContain('--days 30');
  expect(talk.find((line) => line.includes('Review'))).toContain('unwise: days of validity');
});

it('a password is asked twice, is on no line, and the line names a file for it', async () => {
  const { ran, talk, secrets } = await play({
    'Names or addresses': 'logs.lan',
    'Which password has the key': 'typed',
    'The password of the CA key': ['', 'tüchtig', 'first one', 'geheim'],
    'Once more': ['other one', 'geheim'],
  });
  expect(secrets).toEqual(['geheim']);
  expect(ran[0]).toContain('--ca-password-file F');
  const said = talk.join('\n');
  expect(said).toContain('refused: the password is empty');
  expect(said).toContain('outside printable ASCII');
  expect(said).toContain('the two passwords differ');
  expect(said).toContain('--ca-password-file CA_FILE');
  expect(said).toContain('CA_FILE: a file of yours');
  expect(said).not.toContain('geheim');
});

it('what the command refuses is said, with its hint, and can be mended on the review page', async () => {
  const refusal = new TlsmithError('output-exists', '"tlsmith-kit" exists');
  const { ran, talk } = await play(
    {
      'Names or addresses': 'logs.lan',
      'What now?': ['write', 'change', 'write'],
      'Which answer?': ['out'],
      'Into which folder?': './other',
    },
    [refusal],
  );
  expect(talk.find((line) => line.includes('not done:'))).toMatch(/"tlsmith-kit" exists\n--force/);
  expect(ran[1]).toMatch(/--out \.\/other$/);
});

it('what was answered with nothing is not asked again', async () => {
  const { talk } = await play({
    'What do you want to do?': 'ca',
    'What now?': ['show', 'change', 'write'],
    'Which answer?': ['key-type'],
  });
  expect(talk.filter((line) => line.startsWith('Its name'))).toHaveLength(1);
});

it.each<[names: string, reason: RegExp]>([
  ['30', /a number/],
  ['a b A', /"A" stands there twice/],
])('the client names %s are refused where they are typed', async (names, reason) => {
  const { talk } = await play({
    'Names or addresses': 'logs.lan',
    'Names of the client hosts': [names, 'web1'],
  });
  expect(talk.find((line) => line.startsWith('refused: '))).toMatch(reason);
});

it('blanks and commas stand between names, but a comma belongs to a URI', async () => {
  const { ran } = await play({
    'What do you want to do?': 'certificate',
    'Names in the certificate': 'a.lan, b.lan uri:https://a.lan/,b',
  });
  expect(ran[0]).toContain('--san a.lan --san b.lan --san uri:https://a.lan/,b --ca');
});

it('files can be listed and answers saved before anything is written', async () => {
  const { ran, saved } = await play({
    'Names or addresses': 'logs.lan',
    'What now?': ['show', 'save', 'write'],
    'Into which file?': 'mine.yml',
  });
  expect(ran.map((line) => line.split(' ')[0])).toEqual(['dry', 'kit']);
  expect(saved).toEqual(['mine.yml']);
});

it('to stop writes nothing', async () => {
  const { ran, failure } = await play({ 'Names or addresses': 'logs.lan', 'What now?': 'stop' });
  expect(ran).toEqual([]);
  expect(failure?.code).toBe('cancelled');
});

it('a bug of the command is not taken for an answer', async () => {
  const { failure } = await play({ 'Names or addresses': 'x.lan' }, [
    new TlsmithError('bug', 'a bug'),
  ]);
  expect(failure?.code).toBe('bug');
});

it('the second half of a kit takes over what the first one was told', async () => {
  const { ran } = await play({
    'What do you want to do?': 'signed-kit',
    'Files that came back': 'a.pem b.pem',
    'File with the root': 'root.pem',
    'Names of the client hosts': 'web1',
  });
  expect(ran).toEqual([
    'kit filebeat logstash --requests ./tlsmith-kit-requests --signed a.pem --signed b.pem --ca-cert root.pem --stack 9.5 --host old.lan --clients web1',
  ]);
});

it.each<[task: string, script: Script, line: RegExp]>([
  ['ca', {}, /^ca create$/],
  ['ca', { 'Which kind of CA': 'intermediate' }, /^ca create --issuer \.\/ca$/],
  ['certificate', {}, /^cert issue desk --profile server --san desk\.lan .*--ca \.\/ca$/],
  ['certificate', { 'In which form?': 'pkcs12' }, /--format pkcs12 --generate-password$/],
  ['request', { 'What is it for?': 'client' }, /^cert request desk --profile client$/],
  [
    'elasticsearch-http',
    {},
    /^certutil http --dns desk\.lan --ip 10\.1\.2\.3,2001:db8::7 --no-input$/,
  ],
  [
    'elasticsearch-http',
    {
      'Which CA signs?': 'store',
      'One certificate for all': 'per-node',
      'Which password has the key of the CA?': 'typed',
      'The password of the CA key': 'geheim',
      'Once more': 'geheim',
    },
    /^certutil http --ca \.\/elastic-stack-ca\.p12 --ca-password-file F --in \.\/instances\.yml --no-input$/,
  ],
  ['elasticsearch-http', { 'Which CA signs?': 'corporate' }, /^certutil http --csr --dns/],
  ['hosts', {}, /^cert batch \.\/instances\.yml --ca \.\/ca$/],
  [
    'hosts',
    {
      'Where is the list?': 'typed-list',
      'Hosts,': ['a b c=', '../x=a.lan', 'a=a.lan,10.0.0.1 b=b.lan'],
    },
    /^cert batch \.\/hosts\.yml --ca \.\/ca$/,
  ],
])('the task %s with %j', async (task, script, line) => {
  const { ran, failure } = await play({ 'What do you want to do?': task, ...script });
  expect(failure).toBeUndefined();
  expect(ran[0]).toMatch(line);
});

it('every question fits a terminal of 80 columns, and has a name of its own', async () => {
  const names = TASKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { questions } of TASKS) {
    const own = questions.map(({ name }) => name);
    expect(new Set(own).size).toBe(own.length);
    for (const { message } of questions) expect(message.length).toBeLessThanOrEqual(66);
  }
});
