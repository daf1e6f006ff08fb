// Only a CA: `ca create`.
import { parseDistinguishedName } from '../../../pki/names/name-parser.js';
import type { Task } from '../question.js';
import { caPasswordQuestion, daysQuestion, keyTypeQuestion, outQuestion } from '../questions.js';

const isIntermediate = (given: { text(name: string): string | undefined }) =>
  given.text('kind') === 'intermediate';

export const caTask: Task = {
  name: 'ca',
  title: 'Make a CA',
  explain: 'A certification authority of your own: its certificate is what your hosts will trust.',
  command: ['ca', 'create'],
  questions: [
    {
      ...{ name: 'kind', label: 'kind', message: 'Which kind of CA?', kind: 'choice' },
      choices: () => [
        { value: 'root', name: 'a root', note: 'trusted by itself' },
        { value: 'intermediate', name: 'an intermediate', note: 'signed by a CA that exists' },
      ],
      words: () => [],
    },
    {
      ...{ name: 'issuer', label: 'signed by', kind: 'text' },
      message: 'The folder of the CA that signs it',
      applies: isIntermediate,
      propose: () => './ca',
    },
    {
      ...{ name: 'subject', label: 'subject', kind: 'text', isOptional: true },
      message: 'Its name; Enter makes one that no other CA has',
      explain: 'As RFC 4514 writes it, such as CN=Example CA,O=Example.',
      judge: async (text) => parseDistinguishedName(text),
    },
    caPasswordQuestion,
    {
      ...daysQuestion(3650, () => false),
      applies: (given) => !isIntermediate(given),
      isAsked: () => false,
    },
    keyTypeQuestion('EC keys are small and quick; RSA keys are read by everything.', 'ec-p256'),
    outQuestion((given) => (isIntermediate(given) ? './ca-intermediate' : './ca')),
  ],
  outcome: (given) => `${given.text('out') ?? ''}, with ca.crt, ca.key and a ledger`,
};
