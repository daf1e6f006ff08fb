// Every flag of `certutil` by mode, as data: elasticsearch-certutil's own and ours beside them.
// Parser, help, manifest and docs live on it.

export const MODES = ['ca', 'cert', 'csr', 'http'] as const;
export type Mode = (typeof MODES)[number];

export interface CertutilFlag {
  name: string;
  char?: string | undefined;
  modes: readonly Mode[];
  takes: 'value' | 'optional' | 'none';
  /** How the value is shown in the help. */
  helpValue?: string;
  description: string;
  /** Whose flag it is: only theirs may be shortened, as their parser allows. */
  origin: 'certutil' | 'tlsmith';
  /** Given twice, the values are one list. */
  isList?: true;
}

type FlagFacts = Omit<CertutilFlag, 'name' | 'modes' | 'origin'>;

const theirs = (name: string, modes: readonly Mode[], facts: FlagFacts): CertutilFlag => ({
  name,
  modes,
  origin: 'certutil',
  ...facts,
});

const ours = (...words: Parameters<typeof theirs>): CertutilFlag => ({
  ...theirs(...words),
  origin: 'tlsmith',
});

const STACK: readonly Mode[] = ['ca', 'cert', 'csr'];
const ISSUED: readonly Mode[] = ['cert', 'csr'];
const FILE = { helpValue: 'FILE' };
const VAR = { helpValue: 'VAR' };
const PASSWORD = { helpValue: '[PASSWORD]' };
const LIST = { helpValue: 'LIST', isList: true } as const;

export const CERTUTIL_FLAGS: readonly CertutilFlag[] = [
  theirs('out', STACK, {
    takes: 'value',
    description: 'file to write (default: the name that certutil gives it)',
    ...FILE,
  }),
  theirs('pass', STACK, {
    takes: 'optional',
    description:
      'password of what is written; as a value every process sees it: --password-file keeps it secret',
    ...PASSWORD,
  }),
  theirs('keysize', STACK, {
    takes: 'value',
    description: 'bits of the RSA key: 2048, 3072 or 4096 (default 2048)',
    helpValue: 'BITS',
  }),
  theirs('pem', STACK, {
    takes: 'none',
    description: 'PEM files in an archive instead of PKCS#12; requests are always PEM',
  }),
  theirs('days', ['ca', 'cert'], {
    takes: 'value',
    description: 'days of validity (default 1095); certificates end with their CA',
    helpValue: 'N',
  }),
  theirs('ca-dn', ['ca', 'cert'], {
    takes: 'value',
    description: 'subject of the new CA; cert makes none and leaves it out',
    helpValue: 'DN',
  }),
  theirs('keyusage', ['ca'], {
    takes: 'value',
    description: 'keyUsage of the CA (default keyCertSign,cRLSign)',
    helpValue: 'LIST',
  }),
  theirs('ca', ['cert'], {
    takes: 'value',
    description: 'the CA: a PKCS#12 store with one key',
    ...FILE,
  }),
  theirs('ca-cert', ['cert'], {
    takes: 'value',
    description: 'certificate of the CA, with --ca-key',
    ...FILE,
  }),
  theirs('ca-key', ['cert'], {
    takes: 'value',
    description: 'private key of the CA, with --ca-cert',
    ...FILE,
  }),
  theirs('ca-pass', ['cert'], {
    takes: 'optional',
    description:
      'password of the CA; as a value every process sees it: --ca-password-file keeps it secret',
    ...PASSWORD,
  }),
  theirs('self-signed', ['cert'], {
    takes: 'none',
    description: 'each certificate signs itself, without a CA',
  }),
  theirs('keep-ca-key', ['cert'], {
    takes: 'none',
    description: 'refused: no CA is made on the way any more',
  }),
  theirs('multiple', ISSUED, {
    takes: 'none',
    description: 'ask for many instances, one after the other',
  }),
  theirs('name', ISSUED, {
    takes: 'value',
    description: 'name of the instance, or its subject where it holds = (default instance)',
    helpValue: 'NAME',
  }),
  theirs('dns', ISSUED, { takes: 'value', description: 'DNS names, commas between', ...LIST }),
  theirs('ip', ISSUED, { takes: 'value', description: 'IP addresses, commas between', ...LIST }),
  theirs('in', ISSUED, {
    takes: 'value',
    description: 'list of instances: YAML, JSON or CSV; - is stdin',
    ...FILE,
  }),
  theirs('silent', MODES, { takes: 'none', description: 'less talk; warnings stay', char: 's' }),
  theirs('verbose', MODES, {
    takes: 'none',
    description: 'taken and of no effect: nothing more is said',
    char: 'v',
  }),
  theirs('setting', MODES, {
    takes: 'value',
    description: 'a setting of Elasticsearch; taken and of no effect',
    char: 'E',
    helpValue: 'KEY=VALUE',
    isList: true,
  }),

  ours('csr', ['http'], {
    takes: 'none',
    description: 'requests for a CA that is elsewhere, instead of certificates',
  }),
  ours('ca', ['http'], {
    takes: 'value',
    description: 'the CA: a PKCS#12 store with one key (default: a new CA)',
    ...FILE,
  }),
  ours('ca-cert', ['http'], {
    takes: 'value',
    description: 'certificate of the CA, with --ca-key',
    ...FILE,
  }),
  ours('ca-key', ['http'], {
    takes: 'value',
    description: 'private key of the CA, with --ca-cert',
    ...FILE,
  }),
  ours('ca-dn', ['http'], {
    takes: 'value',
    description: 'subject of the new CA (default CN=Elasticsearch HTTP CA)',
    helpValue: 'DN',
  }),
  ours('ca-days', ['http'], {
    takes: 'value',
    description: 'days of validity of the new CA (default 1825)',
    helpValue: 'N',
  }),
  ours('ca-keysize', ['http'], {
    takes: 'value',
    description: 'bits of the RSA key of the new CA (default 2048)',
    helpValue: 'BITS',
  }),
  ours('ca-keyusage', ['http'], {
    takes: 'value',
    description: 'keyUsage of the new CA (default keyCertSign,cRLSign)',
    helpValue: 'LIST',
  }),
  ours('days', ['http'], {
    takes: 'value',
    description: 'days of validity (default 1825); certificates end with their CA',
    helpValue: 'N',
  }),
  ours('name', ['http'], {
    takes: 'value',
    description: 'key name, from which the subject is made (default: the first host)',
    helpValue: 'NAME',
  }),
  ours('dns', ['http'], {
    takes: 'value',
    description: 'host names of Elasticsearch, wildcards too, commas between',
    ...LIST,
  }),
  ours('ip', ['http'], {
    takes: 'value',
    description: 'IP addresses of Elasticsearch, commas between',
    ...LIST,
  }),
  ours('in', ['http'], {
    takes: 'value',
    description: 'list of nodes, a certificate for each: YAML, JSON or CSV; - is stdin',
    ...FILE,
  }),
  ours('subject', ['http'], {
    takes: 'value',
    description: 'subject of the certificate as RFC 4514 text',
    helpValue: 'DN',
  }),
  ours('keysize', ['http'], {
    takes: 'value',
    description: 'bits of the RSA key: 2048, 3072 or 4096 (default 2048)',
    helpValue: 'BITS',
  }),
  ours('keyusage', ['http'], {
    takes: 'value',
    description: 'keyUsage (default digitalSignature,keyEncipherment)',
    helpValue: 'LIST',
  }),
  ours('out', ['http'], {
    takes: 'value',
    description: 'file to write (default elasticsearch-ssl-http.zip)',
    ...FILE,
  }),
  ours('stack', ['http'], {
    takes: 'value',
    description: 'Elastic Stack version of the samples, from 7.17 on',
    helpValue: 'VERSION',
  }),

  ours('password-file', MODES, {
    takes: 'value',
    description: 'file with the password of what is written; - is stdin',
    ...FILE,
  }),
  ours('password-env', MODES, {
    takes: 'value',
    description: 'environment variable with the password of what is written',
    ...VAR,
  }),
  ours('ca-password-file', ['cert', 'http'], {
    takes: 'value',
    description: 'file with the password of the CA; - is stdin',
    ...FILE,
  }),
  ours('ca-password-env', ['cert', 'http'], {
    takes: 'value',
    description: 'environment variable with the password of the CA',
    ...VAR,
  }),
  ours('dry-run', MODES, {
    takes: 'none',
    description: 'say which file would be written, write none',
  }),
];

export function flagsOf(mode: Mode): CertutilFlag[] {
  return CERTUTIL_FLAGS.filter(({ modes }) => modes.includes(mode));
}
