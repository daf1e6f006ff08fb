// The second half of a kit whose requests a corporate CA has signed.
import { readStores } from '../products.js';
import { type Question, type Task, TYPED } from '../question.js';
import { outQuestion, passwordQuestion } from '../questions.js';
import { hostsOf, LINK_QUESTIONS, PLACE_QUESTIONS } from './kit.js';

/** Where the first half kept what was answered; the second asks only for what is new. */
export const ANSWERS_FILE = 'answers.yml';

/** Asked before all else: its folder may answer the rest. */
const REQUESTS_QUESTION: Question = {
  ...{ name: 'requests', label: 'folder of the requests', kind: 'text' },
  message: 'The folder with the keys and requests',
  propose: () => './tlsmith-kit-requests',
};

export const signedKitTask: Task = {
  name: 'signed-kit',
  title: 'Finish a kit: the corporate CA has signed the requests',
  explain:
    'Puts the signed certificates beside their keys, adds the settings for both ends, and proves the link by a handshake.',
  command: ['kit'],
  questions: [
    REQUESTS_QUESTION,
    {
      ...{ name: 'signed', label: 'signed certificates', kind: 'list' },
      message: 'Files that came back from the CA, with blanks between',
      explain:
        'The certificates of both ends, in any order; intermediates may stand in the same files.',
    },
    {
      ...{ name: 'ca-cert', label: 'certificate of the CA', kind: 'text' },
      message: 'File with the root certificate of the CA',
    },
    ...LINK_QUESTIONS,
    {
      ...{ name: 'store', label: 'form of the keys', message: 'In which form?', kind: 'choice' },
      fallback: 'pem',
      applies: readStores,
      choices: () => [
        { value: 'pem', name: 'PEM files', note: 'certificate and PKCS#8 key as text' },
        { value: 'pkcs12', name: 'PKCS#12 stores', note: 'with generated passwords' },
      ],
    },
    {
      ...passwordQuestion('Of the private keys, or of the stores.', (given) =>
        given.text('store') === 'pkcs12' ? ['generate', TYPED] : ['none', 'generate', TYPED],
      ),
      isAsked: (given) => given.text('store') === 'pkcs12',
    },
    ...PLACE_QUESTIONS,
    outQuestion(() => './tlsmith-kit'),
  ],
  outcome: (given) =>
    `${given.text('out') ?? ''}, a folder for ${hostsOf(given)}, and a README.md that says what goes where`,
};
