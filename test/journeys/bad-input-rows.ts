// The table of bad calls and bad files: what is typed, and which exit code and sentence it must end with.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ForeignCa } from '../support/foreign-ca.js';
import type { OddInputs } from '../support/odd-inputs.js';
import type { RunOptions } from '../support/run-cli.js';
import { LINKS } from './link-bad-input-rows.js';
import { SERVERS } from './probe-bad-input-rows.js';

export interface BadInput {
  what: string;
  args: (inputs: OddInputs) => readonly string[];
  exit: number;
  code: string;
  /** What the sentence must say. */
  says: RegExp;
  /** What a hint or sentence must say, where the contract asks for advice. */
  advises?: RegExp;
  /** Makes the working folder ready. */
  prepare?: (cwd: string, inputs: OddInputs) => Promise<void>;
  options?: (inputs: OddInputs) => RunOptions;
}

const SERVER = ['--profile', 'server', '--san', 'a.example'];
const CLIENT = ['--profile', 'client'];

const issue = (name: string, ...flags: readonly string[]) => ['cert', 'issue', name, ...flags];
/** `cert issue x` for a server, with a CA of any origin. */
const below = (certificate: string, key: string, ...flags: readonly string[]) =>
  issue('x', ...SERVER, '--ca-cert', certificate, '--ca-key', key, '--out', 'out', ...flags);
const belowForeign = (ca: ForeignCa, ...flags: readonly string[]) =>
  below(ca.bundleFile, ca.keyFile, ...flags);
const belowOurs = ({ ca }: OddInputs, ...flags: readonly string[]) =>
  issue('x', ...SERVER, '--ca', ca, '--out', 'out', ...flags);
const selfSigned = (...flags: readonly string[]) =>
  issue('x', ...SERVER, '--self-signed', '--out', 'out', ...flags);

const FILES_OF_THE_CA: BadInput[] = [
  {
    what: 'a CA certificate file that is absent',
    args: ({ good, at }) => below(at('absent.crt'), good.keyFile),
    exit: 3,
    code: 'input-absent',
    says: /absent\.crt" does not exist/,
  },
  {
    what: 'a CA key file that is absent',
    args: ({ good, at }) => below(good.certificateFile, at('absent.key')),
    exit: 3,
    code: 'input-absent',
    says: /absent\.key" does not exist/,
  },
  {
    what: 'an empty CA certificate file',
    args: ({ good, at }) => below(at('empty'), good.keyFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /empty" is an empty file, not a certificate/,
  },
  {
    what: 'an empty CA key file',
    args: ({ good, at }) => below(good.certificateFile, at('empty')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /empty" is an empty file, not a private key/,
  },
  {
    what: 'a binary CA certificate file',
    args: ({ good, at }) => below(at('binary'), good.keyFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /binary" is binary data, not a certificate/,
  },
  {
    what: 'a binary CA key file',
    args: ({ good, at }) => below(good.certificateFile, at('binary')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /binary" is binary data, not a private key/,
  },
  {
    what: 'a private key where the CA certificate is needed',
    args: ({ good }) => below(good.keyFile, good.keyFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /ca\.key" is a private key, not a certificate/,
  },
  {
    what: 'a certificate where the CA key is needed',
    args: ({ good }) => below(good.certificateFile, good.certificateFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /ca\.crt" is a certificate, not a private key/,
  },
  {
    what: 'a request where the CA certificate is needed',
    args: ({ good, at }) => below(at('good/ca.csr'), good.keyFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /ca\.csr" is a certificate request, not a certificate/,
  },
  {
    what: 'a certificate cut in its middle',
    args: ({ good, at }) => below(at('cut.crt'), good.keyFile),
    exit: 3,
    code: 'input-malformed',
    says: /cut\.crt"/,
  },
  {
    what: 'a folder where the CA certificate is needed',
    args: ({ good, at }) => below(at('good'), good.keyFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /is a folder, not a file/,
  },
  {
    what: 'a certificate file of 17 MiB',
    args: ({ good, huge }) => below(huge, good.keyFile),
    exit: 3,
    code: 'input-too-large',
    says: /17-mib" is larger than 16777216 bytes/,
  },
  {
    what: 'a key whose encryption asks for 8,388,607 rounds',
    args: ({ locked, at }) =>
      below(locked.certificateFile, at('bomb.key'), '--ca-password-file', at('password')),
    exit: 3,
    code: 'input-limit',
    says: /bomb\.key".* 8388607 .*5000000/,
  },
  {
    what: '--ca that is a file',
    args: ({ at }) => issue('x', ...SERVER, '--ca', at('good/ca.crt')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /ca\.crt" is a file, not a CA folder/,
    advises: /tlsmith ca create/,
  },
  {
    what: '--ca that is absent',
    args: ({ at }) => issue('x', ...SERVER, '--ca', at('no-such-ca')),
    exit: 3,
    code: 'input-absent',
    says: /no-such-ca" does not exist/,
    advises: /tlsmith ca create/,
  },
  {
    what: 'no CA named and none at ./ca',
    args: () => issue('x', ...SERVER),
    exit: 3,
    code: 'input-absent',
    says: /CA folder "\.\/ca" does not exist/,
    advises: /--ca DIR/,
  },
  {
    what: 'a CA folder without ca.key',
    args: ({ keylessCa }) => issue('x', ...SERVER, '--ca', keylessCa),
    exit: 3,
    code: 'input-absent',
    says: /ca\.key" does not exist/,
  },
  {
    what: '--issuer that is no CA folder',
    args: ({ at }) => ['ca', 'create', '--out', 'out', '--issuer', at('empty-folder')],
    exit: 3,
    code: 'input-absent',
    says: /empty-folder/,
  },
];

const SECRETS: BadInput[] = [
  {
    what: 'a wrong password of the CA key',
    args: ({ lockedCa, at }) =>
      issue('x', ...SERVER, '--ca', lockedCa, '--ca-password-file', at('wrong-password')),
    exit: 4,
    code: 'password-wrong',
    says: /ca\.key".*password/,
  },
  {
    what: 'a wrong password of a key made by openssl',
    args: ({ locked, at }) => belowForeign(locked, '--ca-password-file', at('wrong-password')),
    exit: 4,
    code: 'password-wrong',
    says: /ca\.key".*password/,
  },
  {
    what: 'an encrypted CA key, no password and nobody to ask',
    args: ({ lockedCa }) => issue('x', ...SERVER, '--ca', lockedCa),
    exit: 4,
    code: 'password-missing',
    says: /ca\.key".*encrypted/,
    advises: /--ca-password-file/,
  },
  {
    what: 'a password file that is empty',
    args: ({ at }) => selfSigned('--password-file', at('empty')),
    exit: 4,
    code: 'password-unusable',
    says: /empty/,
  },
  {
    what: 'a password file that holds one line end',
    args: ({ at }) => selfSigned('--password-file', at('line-end')),
    exit: 4,
    code: 'password-unusable',
    says: /empty/,
  },
  {
    what: 'an empty password on stdin',
    args: () => selfSigned('--password-file', '-'),
    exit: 4,
    code: 'password-unusable',
    says: /empty/,
  },
  {
    what: 'a password file that is absent',
    args: ({ at }) => selfSigned('--password-file', at('absent')),
    exit: 3,
    code: 'input-absent',
    says: /absent" does not exist/,
  },
  {
    what: 'a password outside ASCII',
    args: ({ at }) => selfSigned('--password-file', at('umlaut')),
    exit: 4,
    code: 'password-unusable',
    says: /ASCII/,
  },
  {
    what: 'a password that is no text',
    args: ({ at }) => selfSigned('--password-file', at('binary')),
    exit: 4,
    code: 'password-unusable',
    says: /no text|ASCII/,
  },
  {
    what: 'a password with a control character',
    args: ({ at }) => selfSigned('--password-file', at('bell')),
    exit: 4,
    code: 'password-unusable',
    says: /ASCII|control/,
  },
  {
    what: 'a password file of two lines',
    args: ({ at }) => selfSigned('--password-file', at('two-lines')),
    exit: 4,
    code: 'password-unusable',
    says: /password/,
  },
  {
    what: '--password-env of a variable that is not set',
    args: () => selfSigned('--password-env', 'TLSMITH_TEST_NOT_SET'),
    exit: 4,
    code: 'password-missing',
    says: /--password-env .*not set/,
  },
  {
    what: '--ca-password-env of a variable that is empty',
    args: ({ lockedCa }) =>
      issue('x', ...SERVER, '--ca', lockedCa, '--ca-password-env', 'TLSMITH_TEST_EMPTY'),
    exit: 4,
    code: 'password-unusable',
    says: /empty/,
    options: () => ({ env: { TLSMITH_TEST_EMPTY: '' } }),
  },
  {
    what: 'an endless password file',
    args: () => selfSigned('--password-file', '/dev/zero'),
    exit: 3,
    code: 'input-too-large',
    says: /\/dev\/zero" is larger than \d+ bytes/,
  },
];

const RULES: BadInput[] = [
  {
    what: 'an expired CA',
    args: ({ expired }) => belowForeign(expired),
    exit: 7,
    code: 'issuer-expired',
    says: /expired at \d{4}-/,
  },
  {
    what: 'a CA that is not yet valid',
    args: ({ notYetValid }) => belowForeign(notYetValid),
    exit: 7,
    code: 'issuer-not-yet-valid',
    says: /valid only from \d{4}-/,
  },
  {
    what: 'a CA without keyCertSign',
    args: ({ noKeyCertSign }) => belowForeign(noKeyCertSign),
    exit: 7,
    code: 'issuer-key-usage',
    says: /keyCertSign/,
  },
  {
    what: 'an issuer that is no CA',
    args: ({ noCa }) => belowForeign(noCa),
    exit: 7,
    code: 'issuer-not-ca',
    says: /is not a CA/,
  },
  {
    what: 'a key of another CA',
    args: ({ good, other }) => below(good.certificateFile, other.keyFile),
    exit: 7,
    code: 'issuer-key-mismatch',
    says: /is not the key of the CA certificate/,
  },
  {
    what: 'a client below a CA restricted to servers',
    args: ({ serversOnly: { certificateFile, keyFile } }) =>
      issue('x', ...CLIENT, '--ca-cert', certificateFile, '--ca-key', keyFile),
    exit: 7,
    code: 'issuer-ext-key-usage',
    says: /restricted to serverAuth.*clientAuth/,
  },
  {
    what: 'a CA deeper than the root allows',
    args: ({ tooDeep }) => belowForeign(tooDeep),
    exit: 7,
    code: 'issuer-path-length',
    says: /pathLenConstraint/,
  },
  {
    what: 'an intermediate below one of path length 0',
    args: ({ issuingCa }) => ['ca', 'create', '--issuer', issuingCa, '--out', 'out'],
    exit: 7,
    code: 'issuer-path-length',
    says: /allows 0 intermediate/,
  },
  {
    what: 'a chain that holds a stranger',
    args: ({ good, at }) => below(at('stranger.crt'), good.keyFile),
    exit: 7,
    code: 'issuer-chain-invalid',
    says: /CN=other/,
  },
  {
    what: '--days beyond the issuer',
    args: (all) => belowOurs(all, '--days', '36000'),
    exit: 7,
    code: 'outlives-issuer',
    says: /until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/,
  },
  {
    what: '--until beyond the issuer',
    args: ({ good }) => belowForeign(good, '--until', '9000-01-01'),
    exit: 7,
    code: 'outlives-issuer',
    says: /9000-01-01T23:59:59Z.*until \d{4}-/,
  },
];

const NAMES: BadInput[] = [
  ['a blank', 'a b', /"a b"/],
  ['a trailing dot', 'a.example.', /"a\.example\."/],
  ['octets that no address has', '999.1.1.1', /"999\.1\.1\.1"/],
  ['a wildcard in the middle', 'a.*.example', /"a\.\*\.example"/],
  ['a wildcard within a label', 'a*.example', /"a\*\.example"/],
  ['300 characters', `${'a23456789.'.repeat(29)}a2.example`, /"a23456789\..{80,}…"/],
].map(([what, name, says]) => ({
  what: `a subjectAltName with ${what}`,
  args: (all: OddInputs) => belowOurs(all, '--san', name as string),
  exit: 2,
  code: 'name-invalid',
  says: says as RegExp,
}));

const EMPTY: BadInput[] = [
  {
    what: 'a subjectAltName with nothing in it',
    args: (all) => belowOurs(all, '--san', ''),
    exit: 2,
    code: 'flag-value-missing',
    says: /--san needs a value, and the one that is given is empty/,
  },
  {
    what: 'a NAME that is empty',
    args: ({ ca }) => issue('', ...SERVER, '--ca', ca),
    exit: 2,
    code: 'argument-missing',
    says: /an argument is given, and it is empty/,
  },
];

const STEMS: BadInput[] = [
  ['that climbs', '../x'],
  ['with a leading dot', '.x'],
  ['with a blank', 'a b'],
  ['that is the file of the trust anchor', 'ca'],
  ['with a slash', 'a/b'],
  ['with a control character', 'a\u0007b'],
].map(([what, name]) => ({
  what: `a NAME ${what}`,
  args: ({ ca }: OddInputs) => issue(name as string, ...SERVER, '--ca', ca),
  exit: 2,
  code: 'name-invalid',
  says: /the name "/,
}));

const DATES: BadInput[] = [
  {
    what: '--days 0',
    args: (all) => belowOurs(all, '--days', '0'),
    exit: 2,
    code: 'number-invalid',
    says: /"0" is not a number of days/,
  },
  {
    what: '--days abc',
    args: (all) => belowOurs(all, '--days', 'abc'),
    exit: 2,
    code: 'number-invalid',
    says: /"abc" is not a number of days/,
  },
  {
    what: '--days 1.5',
    args: (all) => belowOurs(all, '--days', '1.5'),
    exit: 2,
    code: 'number-invalid',
    says: /"1\.5" is not a number of days/,
  },
  {
    what: '--until in the past',
    args: (all) => belowOurs(all, '--until', '2020-01-01'),
    exit: 2,
    code: 'date-invalid',
    says: /2020-01-01T23:59:59Z.* not after now/,
  },
  {
    what: '--until on a day that does not exist',
    args: (all) => belowOurs(all, '--until', '2035-02-30'),
    exit: 2,
    code: 'date-invalid',
    says: /"2035-02-30" does not exist/,
  },
  {
    what: '--until that is no date',
    args: (all) => belowOurs(all, '--until', 'tomorrow'),
    exit: 2,
    code: 'date-invalid',
    says: /"tomorrow" is not a date/,
  },
  {
    what: '--days with --until',
    args: (all) => belowOurs(all, '--days', '9', '--until', '2035-01-01'),
    exit: 2,
    code: 'flags-conflict',
    says: /--days and --until/,
  },
];

const OUTPUT: BadInput[] = [
  {
    what: 'an output folder that is a file',
    args: (all) => belowOurs(all),
    prepare: (cwd) => writeFile(join(cwd, 'out'), 'mine\n'),
    exit: 5,
    code: 'output-not-folder',
    says: /"out" is a file, not a folder/,
  },
  {
    what: 'an output folder below a file',
    args: ({ ca }) => issue('x', ...SERVER, '--ca', ca, '--out', 'file/out'),
    prepare: (cwd) => writeFile(join(cwd, 'file'), 'mine\n'),
    exit: 5,
    code: 'output-not-folder',
    says: /file/,
  },
  {
    what: 'an output folder with a certificate of that name in it',
    args: (all) => belowOurs(all),
    prepare: (cwd) => fileIn(cwd, 'x.crt'),
    exit: 5,
    code: 'output-exists',
    says: /"out\/x\.crt" exists already/,
    advises: /--force/,
  },
  {
    what: 'an output folder with a key of that name in it',
    args: (all) => belowOurs(all),
    prepare: (cwd) => fileIn(cwd, 'x.key'),
    exit: 5,
    code: 'output-exists',
    says: /"out\/x\.key" exists already/,
  },
  {
    what: 'an output folder with a folder of that name in it, even with --force',
    args: (all) => belowOurs(all, '--force'),
    prepare: (cwd) => mkdir(join(cwd, 'out/x.key'), { recursive: true }).then(() => undefined),
    exit: 5,
    code: 'output-exists',
    says: /"out\/x\.key"/,
  },
  {
    what: 'a new CA where one is',
    args: () => ['ca', 'create', '--out', 'out'],
    prepare: (cwd, inputs) => cp(inputs.ca, join(cwd, 'out'), { recursive: true }),
    exit: 5,
    code: 'ca-in-the-way',
    says: /"out\/ca\.key"/,
    advises: /move .*away/,
  },
  {
    what: 'a new CA where one is, even with --force',
    args: () => ['ca', 'create', '--out', 'out', '--force'],
    prepare: (cwd, inputs) => cp(inputs.ca, join(cwd, 'out'), { recursive: true }),
    exit: 5,
    code: 'ca-in-the-way',
    says: /"out\/ca\.key"/,
    advises: /move .*away/,
  },
  {
    what: 'the given key as the file to be written, even with --force',
    args: ({ ca }) =>
      issue('x', ...SERVER, '--ca', ca, '--key', 'out/x.key', '--out', 'out', '--force'),
    prepare: async (cwd, inputs) => {
      await mkdir(join(cwd, 'out'));
      await cp(inputs.good.keyFile, join(cwd, 'out/x.key'));
    },
    exit: 5,
    code: 'output-is-input',
    says: /"out\/x\.key" is also the input/,
  },
  {
    what: 'the CA certificate as the file to be written, even with --force',
    args: () => below('out/ca.crt', 'out/root.key', '--force'),
    prepare: async (cwd, inputs) => {
      await mkdir(join(cwd, 'out'));
      await cp(inputs.good.certificateFile, join(cwd, 'out/ca.crt'));
      await cp(inputs.good.keyFile, join(cwd, 'out/root.key'));
    },
    exit: 5,
    code: 'output-is-input',
    says: /"out\/ca\.crt" is also the input/,
  },
  {
    what: '--out - for several files',
    args: ({ ca }) => issue('x', ...SERVER, '--ca', ca, '--out', '-'),
    exit: 2,
    code: 'stdout-unsuitable',
    says: /stdout/,
  },
];

const CALLS: BadInput[] = [
  {
    what: 'an unknown target',
    args: ({ ca }) => issue('x', '--for', 'loogstash', '--san', 'a.example', '--ca', ca),
    exit: 2,
    code: 'target-unknown',
    says: /"loogstash"/,
    advises: /config list/,
  },
  ...['7.16', '10.0', '6', 'eight', '8.'].map((version) => ({
    what: `the stack version ${version}`,
    args: (all: OddInputs) => belowOurs(all, '--stack', version),
    exit: 2,
    code: 'version-unknown',
    says: new RegExp(`"${version.replace('.', '\\.')}"`),
  })),
  {
    what: 'an unknown command',
    args: () => ['frobnicate'],
    exit: 2,
    code: 'command-unknown',
    says: /"frobnicate"/,
    advises: /--help/,
  },
  {
    what: 'an unknown command with arguments and flags',
    args: () => ['frobnicate', 'x', '--san', 'a.example'],
    exit: 2,
    code: 'command-unknown',
    says: /"frobnicate/,
  },
  {
    what: 'a mistyped command',
    args: () => ['cert', 'isue', 'x'],
    exit: 2,
    code: 'command-unknown',
    says: /did you mean cert issue/,
  },
  {
    what: 'an unknown subcommand',
    args: () => ['cert', 'frobnicate'],
    exit: 2,
    code: 'command-unknown',
    says: /"cert frobnicate"/,
  },
  {
    what: 'an unknown flag',
    args: (all) => belowOurs(all, '--frobnicate'),
    exit: 2,
    code: 'flag-unknown',
    says: /flag/,
  },
  {
    what: 'a single-dash flag of several letters',
    args: ({ ca }) => issue('x', ...SERVER, '--ca', ca, '-out', 'out'),
    exit: 2,
    code: 'flag-unknown',
    says: /--out/,
  },
  {
    what: 'a single-dash flag of several letters with a value',
    args: ({ ca }) => issue('x', ...SERVER, '--ca', ca, '-days=9'),
    exit: 2,
    code: 'flag-unknown',
    says: /--days/,
  },
  {
    what: 'a flag without its value',
    args: (all) => belowOurs(all, '--san'),
    exit: 2,
    code: 'flag-value-missing',
    says: /--san needs a value/,
  },
  {
    what: 'a missing argument',
    args: ({ ca }) => ['cert', 'issue', ...SERVER, '--ca', ca],
    exit: 2,
    code: 'argument-missing',
    says: /NAME/,
  },
  {
    what: 'too many arguments',
    args: (all) => belowOurs(all, 'y'),
    exit: 2,
    code: 'argument-unexpected',
    says: /more arguments/,
  },
  {
    what: 'an argument for a command that takes none',
    args: () => ['ca', 'create', 'x'],
    exit: 2,
    code: 'argument-unexpected',
    says: /more arguments/,
  },
  {
    what: 'an unknown profile',
    args: ({ ca }) => issue('x', '--profile', 'sever', '--san', 'a.example', '--ca', ca),
    exit: 2,
    code: 'flag-value-invalid',
    says: /server, client, peer/,
  },
  {
    what: 'an unknown key type',
    args: (all) => belowOurs(all, '--key-type', 'rsa-1024'),
    exit: 2,
    code: 'flag-value-invalid',
    says: /rsa-2048/,
  },
  {
    what: 'a subject that is no DN',
    args: (all) => belowOurs(all, '--subject', 'no-equals-sign'),
    exit: 2,
    code: 'name-invalid',
    says: /"no-equals-sign"/,
  },
  {
    what: 'no profile',
    args: ({ ca }) => issue('x', '--san', 'a.example', '--ca', ca),
    exit: 2,
    code: 'input-needed',
    says: /what the certificate is for/,
    advises: /--profile/,
  },
  {
    what: 'a server without --san',
    args: ({ ca }) => issue('x', '--profile', 'server', '--ca', ca),
    exit: 2,
    code: 'input-needed',
    says: /subjectAltName/,
    advises: /--san/,
  },
  {
    what: '--ca with --ca-cert',
    args: ({ ca, good }) => belowForeign(good, '--ca', ca),
    exit: 2,
    code: 'flags-conflict',
    says: /--ca and --ca-cert/,
  },
  {
    what: '--ca-cert without --ca-key',
    args: ({ good }) => issue('x', ...SERVER, '--ca-cert', good.certificateFile),
    exit: 3,
    code: 'input-wrong-kind',
    says: /is a certificate, without the private key of the CA/,
    advises: /--ca-key/,
  },
  {
    what: '--ca-key without --ca-cert',
    args: ({ good }) => issue('x', ...SERVER, '--ca-key', good.keyFile),
    exit: 2,
    code: 'flags-conflict',
    says: /--ca-cert/,
  },
  {
    what: '--self-signed with --ca',
    args: ({ ca }) => selfSigned('--ca', ca),
    exit: 2,
    code: 'flags-conflict',
    says: /--self-signed and --ca/,
  },
  {
    what: 'two passwords from stdin',
    args: ({ lockedCa }) =>
      issue('x', ...SERVER, '--ca', lockedCa, '--ca-password-file', '-', '--password-file', '-'),
    exit: 2,
    code: 'flags-conflict',
    says: /--(ca-)?password-file and --(ca-)?password-file .*stdin/,
    options: () => ({ input: 'secret\n' }),
  },
  {
    what: '--password-file with --password-env',
    args: ({ at }) => selfSigned('--password-file', at('password'), '--password-env', 'HOME'),
    exit: 2,
    code: 'flags-conflict',
    says: /--password-file and --password-env/,
  },
];

const KIT_PAIR = ['kit', 'heartbeat', 'logstash'];
const kit = (...flags: readonly string[]) => [...KIT_PAIR, '--host', 'logs.example', ...flags];

const KITS: BadInput[] = [
  {
    what: 'a kit with an unknown target',
    args: () => ['kit', 'heartbeet', 'logstash', '--host', 'logs.example'],
    exit: 2,
    code: 'target-unknown',
    says: /"heartbeet"/,
    advises: /config list/,
  },
  {
    what: 'a kit of two targets that make no pair',
    args: () => ['kit', 'logstash', 'heartbeat', '--host', 'logs.example'],
    exit: 2,
    code: 'pair-unknown',
    says: /logstash.*heartbeat/,
  },
  {
    what: 'a kit without --host and nobody to ask',
    args: () => KIT_PAIR,
    exit: 2,
    code: 'input-needed',
    says: /./,
    advises: /--host/,
  },
  {
    what: 'a client named as a host is dialled',
    args: () => kit('--client-name', 'logs.example'),
    exit: 7,
    code: 'name-conflict',
    says: /logs\.example/,
  },
  {
    what: 'a client of --clients named as a host is dialled',
    args: () => kit('--clients', 'web-1,logs.example'),
    exit: 7,
    code: 'name-conflict',
    says: /logs\.example/,
  },
  ...(
    [
      ['a scheme', 'https://logs.example'],
      ['a port', 'logs.example:5044'],
      ['a path', 'logs.example/beats'],
      ['a wildcard', '*.example'],
      ['a blank', 'logs example'],
      ['an impossible address', '10.0.0.256'],
    ] as const
  ).map(([what, host]) => ({
    what: `a --host with ${what}`,
    args: () => [...KIT_PAIR, '--host', host],
    exit: 2,
    code: 'name-invalid',
    says: new RegExp(`"${host.replace(/[.*/]/g, '\\$&')}"`),
  })),
  ...['0', '70000', '-1', 'beats', '50.5'].map((port) => ({
    what: `--port ${port}`,
    args: () => kit(`--port=${port}`),
    exit: 2,
    code: 'number-invalid',
    says: /port/,
  })),
  {
    what: 'key stores for a pair that reads none',
    args: () => kit('--store', 'pkcs12'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /PKCS#12/,
  },
  {
    what: 'Ed25519 for a pair that does not load it',
    args: () => kit('--key-type', 'ed25519'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /[Ee]d25519/,
  },
  {
    what: 'a kit of an unknown stack version',
    args: () => kit('--stack', '7.16'),
    exit: 2,
    code: 'version-unknown',
    says: /"7\.16"/,
  },
  {
    what: 'a kit with an unknown --eku',
    args: () => kit('--eku', 'none'),
    exit: 2,
    code: 'flag-value-invalid',
    says: /both|own/,
  },
  {
    what: 'a kit below a CA that has expired',
    args: ({ expired }) => kit('--ca-cert', expired.certificateFile, '--ca-key', expired.keyFile),
    exit: 7,
    code: 'issuer-expired',
    says: /expired at \d{4}-/,
  },
  {
    what: 'a kit where one is',
    args: () => kit(),
    prepare: (cwd) => fileIn(cwd, 'README.md', 'tlsmith-kit'),
    exit: 5,
    code: 'output-exists',
    says: /tlsmith-kit\/README\.md" exists already/,
  },
  {
    what: 'a kit with a CA of its own where one is, even with --force',
    args: () => kit('--force'),
    prepare: (cwd, inputs) => cp(inputs.ca, join(cwd, 'tlsmith-kit/ca'), { recursive: true }),
    exit: 5,
    code: 'ca-in-the-way',
    says: /tlsmith-kit\/ca\//,
  },
  {
    what: 'a kit whose server and client have one name',
    args: () => kit('--client-name', 'same', '--server-name', 'same'),
    exit: 7,
    code: 'name-conflict',
    says: /same/,
  },
  {
    what: 'a kit with a client named ca',
    args: () => kit('--client-name', 'ca'),
    exit: 2,
    code: 'name-invalid',
    says: /"ca"/,
  },
  {
    what: 'a kit with --clients that climb',
    args: () => kit('--clients', 'a,../b'),
    exit: 2,
    code: 'name-invalid',
    says: /\.\.\/b"/,
  },
  {
    what: '--add-client where no kit is',
    args: () => kit('--add-client', 'web-2'),
    exit: 3,
    code: 'input-absent',
    says: /tlsmith-kit(\/ca)?" does not exist/,
  },
];

const FIXTURES: BadInput[] = [
  {
    what: 'a set for a moment that is none',
    args: () => ['fixtures', '--at', 'tomorrow'],
    exit: 2,
    code: 'date-invalid',
    says: /"tomorrow" is not a date/,
  },
  {
    what: 'a set for a moment before computers had clocks',
    args: () => ['fixtures', '--at', '1969-12-31'],
    exit: 2,
    code: 'date-invalid',
    says: /"1969-12-31T00:00:00Z" is no moment of a set: the years 1970 to 9899 are possible/,
  },
  {
    what: 'a seed that is no number',
    args: () => ['fixtures', '--seed', '0x1'],
    exit: 2,
    code: 'number-invalid',
    says: /"0x1" is no seed: it is a whole number/,
  },
  {
    what: 'a seed that is too large',
    args: () => ['fixtures', '--seed', '4294967296'],
    exit: 2,
    code: 'number-invalid',
    says: /"4294967296" is no seed: whole numbers from 0 to 4294967295 are possible/,
  },
  {
    what: 'a set on stdout',
    args: () => ['fixtures', '--out', '-'],
    exit: 2,
    code: 'stdout-unsuitable',
    says: /more than one file/,
  },
  {
    what: 'a set where another stands',
    args: () => ['fixtures'],
    prepare: (cwd) => fileIn(cwd, 'manifest.json', 'tlsmith-fixtures'),
    exit: 5,
    code: 'output-exists',
    says: /tlsmith-fixtures\/manifest\.json" exists already/,
    advises: /--force overwrites it/,
  },
  {
    what: 'a set in the place of a file',
    args: () => ['fixtures', '--out', 'out/mine'],
    prepare: (cwd) => fileIn(cwd, 'mine'),
    exit: 5,
    code: 'output-not-folder',
    says: /out\/mine" is a file/,
  },
];

async function fileIn(cwd: string, name: string, folder = 'out'): Promise<void> {
  await mkdir(join(cwd, folder), { recursive: true });
  await writeFile(join(cwd, folder, name), 'mine\n');
}

export const BAD_INPUTS: Readonly<Record<string, readonly BadInput[]>> = {
  'files of the CA': FILES_OF_THE_CA,
  secrets: SECRETS,
  rules: RULES,
  names: [...NAMES, ...EMPTY, ...STEMS],
  dates: DATES,
  output: OUTPUT,
  'the call': CALLS,
  kit: KITS,
  fixtures: FIXTURES,
  links: LINKS,
  servers: SERVERS,
};
