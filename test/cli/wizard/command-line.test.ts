// Answers to the words of a command, and to the line that a person copies.
import { expect, it } from 'vitest';
import { brokenCommand, shownCommand, wordsOf } from '../../../src/cli/wizard/command-line.js';
import type { Answer, Task } from '../../../src/cli/wizard/question.js';
import { TASKS } from '../../../src/cli/wizard/tasks.js';
import { testWorld } from './world.js';

const world = await testWorld();
const task = (name: string) => TASKS.find((one) => one.name === name) as Task;
const LINK = {
  client: 'heartbeat',
  server: 'logstash',
  host: ['logs.lan'],
  clients: ['hb1', 'hb2'],
};

it.each<[task: string, answers: Record<string, Answer>, line: string]>([
  [
    'kit',
    { ...LINK, stack: '8.14', 'ca-from': 'new', 'ca-password': 'typed', days: '90' },
    'kit heartbeat logstash --stack 8.14 --host logs.lan --clients hb1,hb2 --ca-password-file CA_FILE --days 90',
  ],
  [
    'kit',
    { ...LINK, 'ca-from': 'corporate' },
    'kit heartbeat logstash --host logs.lan --clients hb1,hb2 --request',
  ],
  [
    'kit',
    {
      ...LINK,
      'ca-from': 'folder',
      ca: './my ca',
      days: '825',
      monitor: true,
      'no-handshake': false,
    },
    "kit heartbeat logstash --host logs.lan --clients hb1,hb2 --ca './my ca' --monitor",
  ],
  [
    'signed-kit',
    {
      ...LINK,
      requests: './r',
      signed: ['a.pem', 'b.pem'],
      'ca-cert': 'root.pem',
      password: 'generate',
    },
    'kit heartbeat logstash --requests ./r --signed a.pem --signed b.pem --ca-cert root.pem --host logs.lan --clients hb1,hb2 --generate-password',
  ],
  ['ca', { kind: 'root', subject: "CN=O'Brien" }, "ca create --subject 'CN=O'\\''Brien'"],
  ['ca', { kind: 'intermediate', issuer: './root', days: '90' }, 'ca create --issuer ./root'],
  [
    'certificate',
    {
      name: 'es01',
      profile: 'server',
      san: ['es01.lan'],
      for: 'any',
      'ca-from': 'none',
      format: 'pkcs12',
      password: 'typed',
    },
    'cert issue es01 --profile server --san es01.lan --self-signed --format pkcs12 --password-file FILE',
  ],
  [
    'request',
    { name: 'es01', profile: 'client', for: 'curl' },
    'cert request es01 --profile client --for curl',
  ],
  [
    'hosts',
    {
      'list-from': 'typed-list',
      file: './hosts.yml',
      hosts: ['a=a.lan'],
      'ca-from': 'folder',
      ca: './ca',
    },
    'cert batch ./hosts.yml --ca ./ca',
  ],
  ['certificate', { name: 'x', subject: '-CN=x' }, 'cert issue x --subject=-CN=x'],
])('%s with %j', (name, answers, line) => {
  const words = shownCommand(task(name), new Map(Object.entries(answers)), world, 'linux');
  expect(words.join(' ')).toBe(`tlsmith ${line}`);
});

it('answers that mean nothing beside the others leave no word', () => {
  const answers = new Map<string, Answer>([
    ['kind', 'root'],
    ['issuer', './root'],
  ]);
  expect(wordsOf(task('ca'), answers, world, () => [])).toEqual([]);
});

it('a typed password is named as the caller says', () => {
  const answers = new Map<string, Answer>([
    ['kind', 'root'],
    ['ca-password', 'typed'],
  ]);
  expect(wordsOf(task('ca'), answers, world, (name) => [`--${name}-env`, 'X'])).toEqual([
    '--ca-password-env',
    'X',
  ]);
});

it.each<[platform: 'linux' | 'windows', sign: string]>([
  ['linux', ' \\'],
  ['windows', ' `'],
])(
  'a long line is broken before a flag, with the sign of %s, and never beyond 80 columns',
  (platform, sign) => {
    const words = [
      'tlsmith',
      'kit',
      'a',
      'b',
      ...Array.from({ length: 12 }, (_, i) => ['--host', `host${i}.example.com`]).flat(),
    ];
    const text = brokenCommand(words, platform);
    const lines = text.split('\n');
    expect(lines.every((line) => line.length <= 79)).toBe(true);
    expect(lines.slice(0, -1).every((line) => line.endsWith(sign))).toBe(true);
    expect(text.replaceAll(`${sign}\n`, ' ').split(/ +/).filter(Boolean)).toEqual(words);
  },
);
