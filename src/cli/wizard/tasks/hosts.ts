// Many hosts at once: `cert batch`, with a list that exists or one that is typed now.
import type { SaveHostListRequest } from '../../../app/wizard/host-list.js';
import { parseGeneralName } from '../../../pki/names/general-name.js';
import { givenOf, type Interview } from '../interview.js';
import { type Given, type Task, TYPED } from '../question.js';
import { daysQuestion, issuerQuestions, outQuestion, passwordQuestion } from '../questions.js';

const isTyped = (given: Given) => given.text('list-from') === 'typed-list';

/** One entry as it is typed: `es01=es01.lan,10.0.0.5`. */
function parseHostEntry(text: string): { name: string; names: string[] } {
  const [name = '', rest = ''] = text.split(/=(.*)/s);
  return { name, names: rest.split(',').filter((word) => word !== '') };
}

/** The list that was typed, for its file; nothing where the list is one that exists. */
export function hostListOf(interview: Interview): SaveHostListRequest | undefined {
  const given = givenOf(interview);
  if (interview.task !== hostsTask || !isTyped(given)) return undefined;
  return { path: given.text('file') ?? '', hosts: given.list('hosts').map(parseHostEntry) };
}

export const hostsTask: Task = {
  name: 'hosts',
  title: 'Make certificates for many hosts',
  explain:
    'One folder for each host of a list: an instances.yml as elasticsearch-certutil reads it, JSON or CSV.',
  command: ['cert', 'batch'],
  questions: [
    {
      ...{ name: 'list-from', label: 'list', message: 'Where is the list?', kind: 'choice' },
      choices: () => [
        { value: 'file', name: 'in a file' },
        { value: 'typed-list', name: 'I type it now', note: 'it is saved as a file' },
      ],
      words: () => [],
    },
    {
      ...{ name: 'file', label: 'file of the list', message: 'The file', kind: 'text' },
      isArgument: true,
      propose: (given) => (isTyped(given) ? './hosts.yml' : './instances.yml'),
    },
    {
      ...{ name: 'hosts', label: 'hosts', kind: 'list', hasCommas: true },
      message: 'Hosts, with blanks between',
      explain: 'Each as NAME=NAMES with commas between, such as es01=es01.lan,10.0.0.5',
      applies: isTyped,
      judge: async (text, { judges }) => {
        const { name, names } = parseHostEntry(text);
        judges.certificateName(name);
        names.forEach(parseGeneralName);
      },
      words: () => [],
    },
    ...issuerQuestions(
      ['folder', 'files', 'store'],
      'Whoever is to trust the certificates has to trust this CA.',
    ),
    {
      ...{ name: 'profile', label: 'use', message: 'What are they for?', kind: 'choice' },
      fallback: 'peer',
      choices: () => [
        { value: 'peer', name: 'both', note: 'nodes of a cluster connect to each other' },
        { value: 'server', name: 'servers' },
        { value: 'client', name: 'clients' },
      ],
    },
    {
      ...{ name: 'format', label: 'form', message: 'In which form?', kind: 'choice' },
      fallback: 'pem',
      choices: () => [
        { value: 'pem', name: 'PEM files' },
        { value: 'pkcs12', name: 'PKCS#12 stores' },
        { value: 'pem,pkcs12', name: 'both' },
      ],
    },
    {
      ...passwordQuestion('Of the private keys, or of the stores.', (given) =>
        given.text('format') === 'pem' ? ['none', 'generate', TYPED] : ['generate', TYPED],
      ),
      isAsked: (given) => given.text('format') !== 'pem',
    },
    daysQuestion(825, () => true),
    outQuestion(() => './hosts'),
  ],
  outcome: (given) => `${given.text('out') ?? ''}, with a folder for each host`,
};
