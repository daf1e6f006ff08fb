// What to do about a failure, in the words of the command line: the rooms below know no flags.
import type { TlsmithError } from '../errors.js';

const ANSWER_FLAGS: Readonly<Record<string, string>> = {
  alias: 'say which with --alias NAME',
  profile: 'say --profile server, --profile client or --profile peer, or --for TARGET',
  san: 'add --san NAME, once for each DNS name or address that clients dial',
  identity: 'say --dir DIR, or --cert FILE and --key FILE',
  stem: 'name it with --name STEM',
  'copy-san': 'say --copy-san to certify these names, or --san NAME for others',
  name: 'say which with --name STEM',
  host: 'add --host NAME, once for each name or address by which clients dial the server',
  'issuer-password': 'give it with --ca-password-file FILE or --ca-password-env VAR',
  'input-password': 'give it with --in-password-file FILE or --in-password-env VAR',
  answers: 'say --answers FILE; the wizard itself writes such files',
  'ca-key': 'name it with --ca-key FILE',
  certificates: 'say --in FILE, or --dir HOSTDIR',
  signed: 'say --signed FILE, once for each file that came back from the CA',
  'ca-cert': 'say --ca-cert FILE with its root certificate',
  'written-password': 'give it with --password-file FILE or --password-env VAR',
  instances: 'list them in a file and say --in FILE',
  'http-names': 'say --dns NAMES, --ip ADDRESSES, or --in FILE with a list of nodes',
  'new-password': 'say --password-file FILE, --password-env VAR or --generate-password',
};

/** Every object answers to `__proto__`, and only what is listed is a flag. */
function flagsFor(answer = ''): string | undefined {
  return Object.hasOwn(ANSWER_FLAGS, answer) ? ANSWER_FLAGS[answer] : undefined;
}

/** One line, or none where the sentence says it all. */
export function hintFor(error: TlsmithError): string | undefined {
  switch (error.code) {
    case 'command-unknown':
      return 'tlsmith --help lists the commands';
    case 'target-unknown':
    case 'pair-unknown':
      return 'tlsmith config list shows the targets';
    case 'input-needed':
      return flagsFor(error.details.answer);
    case 'input-absent':
    case 'input-wrong-kind':
      if (typeof error.details.answer === 'string') return flagsFor(error.details.answer);
      return error.details.expected === 'a CA folder'
        ? 'make one with tlsmith ca create, name one with --ca DIR, or use another CA with --ca-cert FILE --ca-key FILE'
        : undefined;
    case 'password-missing':
      if (typeof error.details.flag === 'string') {
        return `set the variable, or say ${error.details.flag.replace('-env', '-file')} FILE`;
      }
      return flagsFor(error.details.answer ?? 'input-password');
    case 'output-exists':
      if (error.details.neverOverwritten) return '--out FILE writes elsewhere';
      if (error.details.hasRequests) {
        return '--out DIR writes elsewhere; with --force new keys take the place of those whose requests may be at the CA';
      }
      return '--force overwrites it; --out PATH, or --archive FILE of a batch, writes elsewhere';
    case 'output-is-link':
      return 'name the folder itself with --out';
    case 'ca-in-the-way':
      return 'move that folder away, or write elsewhere with --out; --force does not help here';
    case 'secret-in-use':
      return 'write elsewhere with --out; or take the line out of the file, if nothing needs it any more';
    case 'loopback-unusable':
      return '--no-handshake makes the kit without the proof';
    case 'outlives-issuer':
      return 'shorten --days or --until, or make a new CA';
    case 'issuer-key-mismatch':
      return 'the file of the CA must hold the certificate that belongs to this key';
    case 'bug':
      return 'run it again with TLSMITH_DEBUG=1 and report what it prints';
    default:
      return undefined;
  }
}
