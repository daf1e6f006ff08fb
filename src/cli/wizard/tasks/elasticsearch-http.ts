// TLS for the HTTP layer of Elasticsearch, and whom Kibana has to trust: `certutil http`, whose
// dialogue this is.
import { parseDistinguishedName } from '../../../pki/names/name-parser.js';
import { adviseDays, adviseNames } from '../advice.js';
import { type Given, type Question, type Task, TYPED } from '../question.js';
import { asFlag, caPasswordQuestion, proposedNames } from '../questions.js';
import { hostFlag, sanFlag } from '../../flags/names.js';
import { validityFlags } from '../../flags/validity.js';

const isFrom = (kind: string) => (given: Given) => given.text('ca-from') === kind;
const isPerNode = (given: Given) => given.text('certificates') === 'per-node';
const isForAll = (given: Given) => !isPerNode(given);
const withCommas = (flag: string) => (answer: unknown) => [flag, (answer as string[]).join(',')];
const isAddress = (name: string) => /^[\d.]+$|:/.test(name);

const DAYS: Question = {
  ...{ name: 'days', label: 'days of validity', kind: 'text', fallback: '1825' },
  message: 'For how many days are the certificates to be valid?',
  explain: 'Some 90 to 120 days where renewal is automatic, 3 to 5 years where it is done by hand.',
  applies: (given) => !isFrom('corporate')(given),
  propose: () => '1825',
  judge: asFlag(validityFlags.days),
  // Five years are what Elastic's own tool proposes for a network of one's own.
  advise: (answer) => adviseDays(answer, false),
};

export const elasticsearchHttpTask: Task = {
  name: 'elasticsearch-http',
  title: 'TLS for the HTTP layer of Elasticsearch, and Kibana',
  explain:
    'One archive as elasticsearch-certutil http makes it: a store for Elasticsearch, the CA for Kibana, sample settings for both.',
  command: ['certutil', 'http'],
  // What is not said would be asked for again.
  switches: ['--no-input'],
  questions: [
    {
      ...{ name: 'ca-from', label: 'CA', message: 'Which CA signs?', kind: 'choice' },
      explain: 'Kibana, and every client of Elasticsearch, will have to trust this CA.',
      choices: () => [
        { value: 'new', name: 'a new one', note: 'made now, for this cluster alone' },
        { value: 'store', name: 'one in a PKCS#12 store', note: 'such as elastic-stack-ca.p12' },
        { value: 'files', name: 'one as PEM files', note: 'certificate and key' },
        { value: 'corporate', name: 'one that signs requests elsewhere', note: 'a corporate CA' },
      ],
      words: (answer) => (answer === 'corporate' ? ['--csr'] : []),
    },
    {
      ...{ name: 'ca-p12', label: 'store of the CA', kind: 'text' },
      message: 'PKCS#12 file of the CA',
      applies: isFrom('store'),
      propose: () => './elastic-stack-ca.p12',
      words: (answer) => ['--ca', String(answer)],
    },
    {
      ...{ name: 'ca-cert', label: 'certificate of the CA', kind: 'text' },
      message: 'File with the certificate of the CA',
      applies: isFrom('files'),
    },
    {
      ...{ name: 'ca-key', label: 'key of the CA', message: 'File with its key', kind: 'text' },
      applies: isFrom('files'),
    },
    {
      ...{ name: 'ca-dn', label: 'subject of the CA', message: 'Its subject', kind: 'text' },
      fallback: 'CN=Elasticsearch HTTP CA',
      applies: isFrom('new'),
      isAsked: () => false,
      propose: () => 'CN=Elasticsearch HTTP CA',
      judge: async (text) => parseDistinguishedName(text),
    },
    {
      ...{ name: 'ca-days', label: 'days of the CA', kind: 'text', fallback: '1825' },
      message: 'For how many days is the CA to be valid?',
      applies: isFrom('new'),
      isAsked: () => false,
      propose: () => '1825',
      judge: asFlag(validityFlags.days),
    },
    {
      ...caPasswordQuestion,
      applies: (given) => !isFrom('corporate')(given),
      propose: (given) => (isFrom('store')(given) ? TYPED : 'none'),
    },
    {
      ...{ name: 'certificates', label: 'certificates', kind: 'choice' },
      message: 'One certificate for all nodes, or one for each?',
      choices: () => [
        { value: 'one', name: 'one for all', note: 'every node gets the same key' },
        { value: 'per-node', name: 'one for each node', note: 'from a list of nodes' },
      ],
      words: () => [],
    },
    {
      ...{ name: 'in', label: 'list of nodes', kind: 'text' },
      message: 'File with the nodes: an instances.yml, JSON or CSV',
      applies: isPerNode,
      propose: () => './instances.yml',
    },
    {
      ...{ name: 'dns', label: 'host names', kind: 'list', isGuess: true, isOptional: true },
      message: 'Host names of Elasticsearch, with blanks between',
      explain: 'All by which clients reach it; a wildcard covers one label.',
      applies: isForAll,
      propose: (given) => proposedNames(given).filter((name) => !isAddress(name)),
      judge: asFlag(sanFlag.san),
      advise: (answer, given) =>
        given.list('ip').length > 0 && (answer as string[]).length === 0
          ? undefined
          : adviseNames(answer, true),
      words: withCommas('--dns'),
    },
    {
      ...{ name: 'ip', label: 'addresses', kind: 'list', isGuess: true, isOptional: true },
      message: 'IP addresses of Elasticsearch, with blanks between',
      applies: isForAll,
      propose: (given) => proposedNames(given).filter(isAddress),
      judge: asFlag(hostFlag.host),
      words: withCommas('--ip'),
    },
    DAYS,
    {
      ...{ name: 'password', label: 'password', message: 'Which password?', kind: 'choice' },
      explain: 'Of http.p12, or of the key of a request.',
      choices: () => [
        { value: 'none', name: 'none', note: 'only the modes of the files protect the key' },
        { value: TYPED, name: TYPED, note: 'now, and on no command line' },
      ],
      words: () => [],
    },
    {
      ...{ name: 'stack', label: 'version', kind: 'text', isOptional: true },
      message: 'Which version of the Elastic Stack? Enter: the newest known',
      isAsked: () => false,
      judge: async (text, { judges }) => judges.stackVersion(text),
    },
    {
      ...{ name: 'out', label: 'archive', message: 'Into which file?', kind: 'text' },
      isAsked: () => false,
      propose: () => './elasticsearch-ssl-http.zip',
    },
  ],
  outcome: (given) => `${given.text('out') ?? ''}, with folders for Elasticsearch and Kibana`,
};
