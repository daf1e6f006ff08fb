// Only a certificate: `cert issue`; or a request for one: `cert request`.
import { subjectFlag } from '../../flags/names.js';
import { productChoices } from '../products.js';
import { type Given, type Question, type Task, TYPED } from '../question.js';
import {
  asFlag,
  daysQuestion,
  issuerQuestions,
  keyTypeQuestion,
  nameQuestion,
  outQuestion,
  passwordQuestion,
  sanQuestion,
} from '../questions.js';

const isServer = (given: Given) => given.text('profile') !== 'client';

const PROFILE: Question = {
  ...{ name: 'profile', label: 'use', message: 'What is it for?', kind: 'choice' },
  choices: () => [
    { value: 'server', name: 'a server', note: 'others connect to it' },
    { value: 'client', name: 'a client', note: 'it connects to others' },
    { value: 'peer', name: 'both', note: 'such as a relay, or a node of a cluster' },
  ],
};

const PRODUCT: Question = {
  ...{ name: 'for', label: 'read by', message: 'Which product reads the files?', kind: 'choice' },
  explain: 'It decides which kind of key is made, since not every product loads every kind.',
  choices: (given) => [
    { value: 'any', name: 'any', note: 'no particular product' },
    ...productChoices(given),
  ],
  fallback: 'any',
};

const SUBJECT: Question = {
  ...{ name: 'subject', label: 'subject', kind: 'text', isOptional: true },
  message: 'The subject, such as CN=es01,O=Example; Enter for CN and the name',
  isAsked: () => false,
  judge: asFlag(subjectFlag.subject),
};

const KEY_TYPE = keyTypeQuestion('EC keys are small and quick; RSA keys are read by everything.');
const folderOfName = (given: Given) => `./${given.text('name') ?? 'host'}`;

export const certificateTask: Task = {
  name: 'certificate',
  title: 'Make one certificate',
  explain: 'A key and its certificate for one host.',
  command: ['cert', 'issue'],
  questions: [
    nameQuestion('Name of the host'),
    PROFILE,
    sanQuestion(isServer),
    PRODUCT,
    ...issuerQuestions(
      ['folder', 'files', 'store', 'none'],
      'Whoever is to trust the certificate has to trust this CA.',
    ),
    {
      ...{ name: 'format', label: 'form', message: 'In which form?', kind: 'choice' },
      fallback: 'pem',
      choices: () => [
        { value: 'pem', name: 'PEM files', note: 'certificate and PKCS#8 key as text' },
        { value: 'pkcs12', name: 'PKCS#12 stores', note: 'key store and trust store' },
        { value: 'pem,pkcs12', name: 'both' },
      ],
    },
    {
      ...passwordQuestion('Of the private key, or of the stores.', (given) =>
        given.text('format') === 'pem' ? ['none', 'generate', TYPED] : ['generate', TYPED],
      ),
      isAsked: (given) => given.text('format') !== 'pem',
    },
    daysQuestion(825, isServer),
    SUBJECT,
    KEY_TYPE,
    outQuestion(folderOfName),
  ],
  outcome: (given) => `${given.text('out') ?? ''}, with key, certificate and ca.crt`,
};

export const requestTask: Task = {
  name: 'request',
  title: 'Make one request for a corporate CA',
  explain:
    'A key, which stays here, and a request for its certificate (PKCS#10), which goes to the CA.',
  command: ['cert', 'request'],
  questions: [
    nameQuestion('Name of the host'),
    PROFILE,
    sanQuestion(isServer),
    PRODUCT,
    SUBJECT,
    {
      ...passwordQuestion('Of the private key.', () => ['none', 'generate', TYPED]),
      isAsked: () => false,
    },
    KEY_TYPE,
    outQuestion(folderOfName),
  ],
  outcome: (given) => `${given.text('out') ?? ''}, with the key and the request`,
};
