// Connect two programs: `kit`, or with a corporate CA its first half.
import { quote } from '../../../quote.js';
import { placeFlags } from '../../flags/place.js';
import { givenOf, type Interview } from '../interview.js';
import {
  clientChoices,
  defaultPort,
  isVersioned,
  newestVersion,
  readEncryptedKeys,
  readStores,
  serverChoices,
} from '../products.js';
import { type Given, type Question, type Task, TYPED } from '../question.js';
import {
  asFlag,
  daysQuestion,
  hostQuestion,
  issuerQuestions,
  keyTypeQuestion,
  outQuestion,
  passwordQuestion,
} from '../questions.js';

const isCorporate = (given: Given) => given.text('ca-from') === 'corporate';
const hasOwnCa = (given: Given) => !isCorporate(given);

/** Each is a folder of its own, also where file systems don't tell case apart. */
function repeatedName(names: readonly string[]): string | undefined {
  const lower = names.map((name) => name.toLowerCase());
  const repeated = names.find((_, i) => lower.indexOf(lower[i] as string) !== i);
  return repeated === undefined ? undefined : `${quote(repeated)} stands there twice`;
}

/** Where the first half of a kit with a corporate CA is written. */
export function requestsFolderOf(interview: Interview): string | undefined {
  const given = givenOf(interview);
  return interview.task === kitTask && isCorporate(given) ? given.text('out') : undefined;
}

/** Who is connected: what both parts of a kit with a corporate CA ask. */
export const LINK_QUESTIONS: readonly Question[] = [
  {
    ...{ name: 'client', label: 'client', message: 'What sends?', kind: 'choice' },
    explain: 'The program that opens the connection, such as a Beat.',
    isArgument: true,
    choices: clientChoices,
  },
  {
    ...{ name: 'server', label: 'server', message: 'What receives?', kind: 'choice' },
    explain: 'The program that listens.',
    isArgument: true,
    choices: serverChoices,
  },
  {
    ...{ name: 'stack', label: 'version', kind: 'text' },
    message: 'Which version of the Elastic Stack?',
    explain: 'Names of settings changed between versions: 7.17 or later, such as 8.14.',
    applies: isVersioned,
    propose: newestVersion,
    judge: async (text, { judges }) => judges.stackVersion(text),
  },
  hostQuestion,
  {
    ...{ name: 'clients', label: 'client names', kind: 'list' },
    message: 'Names of the client hosts, with blanks between',
    explain: 'Each gets a folder, a key and a certificate of its own.',
    propose: (given) => [clientName(given)],
    judge: async (text, { judges }) => judges.clientName(text),
    judgeAll: repeatedName,
    words: (answer) => ['--clients', (answer as readonly string[]).join(',')],
  },
];

/** All hosts of the link, as a sentence names them. */
export function hostsOf(given: Given): string {
  return `${given.list('clients').join(', ')} and ${given.text('server') ?? ''}`;
}

/** Both ends of a tunnel are one product, and two folders. */
function clientName(given: Given): string {
  const client = given.text('client') ?? 'client';
  return client === given.text('server') ? `${client}-client` : client;
}

/** Where what stands: only on the review page. */
export const PLACE_QUESTIONS: readonly Question[] = [
  {
    ...{ name: 'port', label: 'port', message: 'On which port does the server listen?' },
    kind: 'text',
    isAsked: () => false,
    propose: defaultPort,
    judge: asFlag(placeFlags.port),
  },
  {
    ...{ name: 'install-dir', label: 'folder on the hosts', kind: 'text', isOptional: true },
    message: "Folder of the files on the hosts; Enter: each product's own",
    isAsked: () => false,
    judge: asFlag(placeFlags['install-dir']),
  },
  {
    ...{ name: 'client-auth', label: 'client certificate', kind: 'choice', fallback: 'required' },
    message: 'Does the server demand a client certificate?',
    isAsked: () => false,
    choices: () => [
      { value: 'required', name: 'required', note: 'mutual TLS: nobody connects without one' },
      { value: 'optional', name: 'optional', note: 'wrong ones are refused, none is let in' },
    ],
  },
];

export const kitTask: Task = {
  name: 'kit',
  title: 'Connect two programs with mutual TLS',
  explain:
    'Makes a CA, keys and certificates for both ends, the settings for both, and proves the link by a handshake on this machine.',
  command: ['kit'],
  questions: [
    ...LINK_QUESTIONS,
    ...issuerQuestions(
      ['new', 'folder', 'files', 'store', 'corporate'],
      'The CA is what both ends trust. With a new one, nobody else can issue for this link.',
    ),
    {
      ...{ name: 'store', label: 'form of the keys', message: 'In which form?', kind: 'choice' },
      fallback: 'pem',
      applies: (given) => hasOwnCa(given) && readStores(given),
      choices: () => [
        { value: 'pem', name: 'PEM files', note: 'certificate and PKCS#8 key as text' },
        { value: 'pkcs12', name: 'PKCS#12 stores', note: 'with generated passwords' },
      ],
    },
    {
      ...passwordQuestion('Of the private keys, or of the stores.', (given) =>
        given.text('store') === 'pkcs12' ? ['generate', TYPED] : ['none', 'generate', TYPED],
      ),
      applies: (given) =>
        hasOwnCa(given) && (given.text('store') === 'pkcs12' || readEncryptedKeys(given)),
      isAsked: (given) => given.text('store') === 'pkcs12',
    },
    { ...daysQuestion(825, () => true), applies: hasOwnCa },
    ...PLACE_QUESTIONS,
    {
      ...{ name: 'eku', label: 'use of certificates', kind: 'choice', fallback: 'both' },
      message: 'What may each certificate be used for?',
      isAsked: () => false,
      choices: () => [
        { value: 'both', name: 'both roles', note: "as Elastic's guide for Beats asks" },
        { value: 'own', name: 'its own role', note: 'least privilege' },
      ],
    },
    keyTypeQuestion('EC keys are small and quick; RSA keys are read by everything.'),
    {
      ...{ name: 'user', label: 'user beside TLS', kind: 'text', isOptional: true },
      message: 'A user name that is asked for too; Enter for none',
      isAsked: () => false,
      applies: (given) => ['logstash-input', 'logstash-http'].includes(given.text('server') ?? ''),
    },
    {
      ...{ name: 'encrypt-messages', label: 'encrypted messages', kind: 'switch' },
      message: 'Are the messages themselves to be encrypted too?',
      isAsked: () => false,
      applies: (given) =>
        given.text('client') === 'python' && given.text('server') === 'logstash-tcp',
    },
    {
      ...{ name: 'monitor', label: 'Heartbeat monitor', kind: 'switch' },
      message: "Is Heartbeat to watch when the server's certificate expires?",
      isAsked: () => false,
      applies: hasOwnCa,
    },
    {
      ...{ name: 'no-handshake', label: 'skip the proof', kind: 'switch' },
      message: 'Leave out the proof by a handshake?',
      isAsked: () => false,
      applies: hasOwnCa,
    },
    outQuestion((given) => (isCorporate(given) ? './tlsmith-kit-requests' : './tlsmith-kit')),
  ],
  outcome(given) {
    const out = given.text('out') ?? '';
    return isCorporate(given)
      ? `${out}, a key and a request for ${hostsOf(given)}`
      : `${out}, a folder for ${hostsOf(given)}, each with key, certificate and settings, and a README.md that says what goes where`;
  },
};
