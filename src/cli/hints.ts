// What to do about a failure, in the words of the command line: the rooms below know no flags. Only
// what the running command takes is advised, and nothing that was said already.
import type { TlsmithError } from '../errors.js';
import type { Call } from './call.js';

/** Ways out, each by flags of its own or by none; the sentence holds those that are open. */
interface Advice {
  start?: string;
  ways: readonly Way[];
  end?: string;
}

/** `again`: a flag that was said may be said with another value. */
type Way = string | { text: string; again: true };

const again = (text: string): Way => ({ text, again: true });

const ANSWERS: Readonly<Record<string, Advice>> = {
  alias: { ways: ['say which with --alias NAME'] },
  parent: { ways: ['say --issuer DIR'] },
  profile: {
    start: 'say ',
    ways: ['--profile server, --profile client or --profile peer', '--for TARGET'],
  },
  san: { ways: ['add --san NAME, once for each DNS name or address that clients dial'] },
  identity: { start: 'say ', ways: ['--dir DIR', again('--cert FILE and --key FILE')] },
  stem: { ways: ['name it with --name STEM'] },
  'copy-san': { ways: ['say --copy-san to certify these names', 'say --san NAME for others'] },
  name: { ways: ['say which with --name STEM'] },
  host: {
    ways: ['add --host NAME, once for each name or address by which clients dial the server'],
  },
  'issuer-password': {
    start: 'give it with ',
    ways: ['--ca-password-file FILE', '--ca-password-env VAR'],
  },
  'input-password': {
    start: 'give it with ',
    ways: ['--in-password-file FILE', '--in-password-env VAR'],
  },
  answers: { ways: ['say --answers FILE; the wizard itself writes such files'] },
  'ca-key': { ways: ['name it with --ca-key FILE'] },
  certificates: { start: 'say ', ways: ['--in FILE', '--dir HOSTDIR'] },
  signed: { ways: [again('say --signed FILE, once for each file that came back from the CA')] },
  out: { ways: [again('say --out DIR, below which each gets a folder')] },
  'ca-cert': { ways: [again('say --ca-cert FILE with its root certificate')] },
  'written-password': {
    start: 'give it with ',
    ways: ['--password-file FILE', '--password-env VAR'],
  },
  instances: { ways: ['list them in a file and say --in FILE'] },
  'http-names': {
    start: 'say ',
    ways: ['--dns NAMES', '--ip ADDRESSES', '--in FILE with a list of nodes'],
  },
  'new-password': {
    start: 'say ',
    ways: ['--password-file FILE', '--password-env VAR', '--generate-password'],
  },
};

const A_CA: Advice = {
  ways: [
    'make one with tlsmith ca create',
    again('name one with --ca DIR'),
    'use another CA with --ca-cert FILE --ca-key FILE',
  ],
};

/** The same for what only a CA with a ledger may sign. */
const A_CA_FOLDER: Advice = {
  ways: ['make one with tlsmith ca create', again('name one with --sign-with DIR')],
};

/** Of a file that a ledger names. */
const A_MOVED: Advice = {
  ways: [
    'name it where it stands now',
    'take it out of the ledger with tlsmith cert revoke if nobody uses it any more',
  ],
};

/** Where a ledger has certificates in use whose files are in no folder that is known. */
const A_FORCED_ROLLOVER: Advice = {
  ways: [
    'name the folders where they stand now',
    'take them out of the ledger with tlsmith cert revoke if nobody uses them any more',
    '--force goes on without them',
  ],
};

/** Of a key in a store that has one of its own. */
const A_KEY_PASSWORD: Advice = {
  ways: ['give that of the key with --in-key-password-file FILE'],
};

/** One line, or none where the sentence says it all. Without a call no command is known to run. */
export function hintFor(error: TlsmithError, call?: Call): string | undefined {
  const advice = adviceFor(error, call);
  if (!advice) return undefined;
  const { start = '', ways, end = '' } = advice;
  const open = ways.flatMap((way) => {
    const { text, again: mayRepeat } = typeof way === 'string' ? { text: way, again: false } : way;
    return !call || isOpen(text, call, mayRepeat) ? [text] : [];
  });
  const close = !call || isOpen(end, call, true) ? end : '';
  return open.length === 0 ? undefined : `${start}${listed(open)}${close}`;
}

const OF_EVERY_COMMAND = ['help', 'version'];

function isOpen(text: string, { flags, given }: Call, mayRepeat: boolean): boolean {
  return flagsIn(text).every((flag) => {
    if (OF_EVERY_COMMAND.includes(flag)) return true;
    const known = flags.get(flag);
    return known !== undefined && (mayRepeat || known.isRepeatable || !given.has(flag));
  });
}

function flagsIn(text: string): string[] {
  return [...text.matchAll(/--([a-z][a-z-]*)/g)].map(([, flag]) => flag as string);
}

function listed(ways: readonly string[]): string {
  const [first = '', ...others] = ways;
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(', ')}, or ${last}`;
}

/** Every object answers to `__proto__`, and only what is listed is a flag. */
function adviceOn(answer = ''): Advice | undefined {
  return Object.hasOwn(ANSWERS, answer) ? ANSWERS[answer] : undefined;
}

function adviceFor({ code, details }: TlsmithError, call?: Call): Advice | undefined {
  switch (code) {
    case 'command-unknown':
      return { ways: ['tlsmith --help lists the commands'] };
    case 'target-unknown':
    case 'pair-unknown':
      return { ways: ['tlsmith config list shows the targets'] };
    case 'input-needed':
      return adviceOn(details.answer);
    case 'input-absent':
    case 'input-wrong-kind':
      if (typeof details.answer === 'string') return adviceOn(details.answer);
      if (details.expected === 'a file of the ledger') return A_MOVED;
      if (details.expected !== 'a CA folder') return undefined;
      return call?.given.has('sign-with') ? A_CA_FOLDER : A_CA;
    case 'password-missing': {
      const { flag, answer = 'input-password' } = details;
      if (typeof flag !== 'string') return adviceOn(answer);
      return { ways: ['set the variable', `say ${flag.replace('-env', '-file')} FILE`] };
    }
    case 'password-wrong':
      return details.opens === 'key' ? A_KEY_PASSWORD : undefined;
    case 'output-exists':
      return adviceOnOutput(details, call);
    case 'output-is-link':
      if (replacesFiles(call)) return undefined;
      return { ways: [again('name the folder itself with --out')] };
    case 'ca-in-the-way':
      return {
        ways: [...renewing(call), 'move that folder away', again('write elsewhere with --out')],
        end: '; --force does not help here',
      };
    case 'secret-in-use':
      return {
        ways: [
          again('write elsewhere with --out'),
          'take the line out of the file, if nothing needs it any more',
        ],
      };
    case 'loopback-unusable':
      return { ways: ['--no-handshake makes the kit without the proof'] };
    case 'outlives-issuer':
      return { ways: [again('shorten --days'), again('shorten --until'), 'make a new CA'] };
    case 'rollover-incomplete':
      return details.missing === undefined ? undefined : A_FORCED_ROLLOVER;
    case 'issuer-key-mismatch':
      return { ways: ['the file of the CA must hold the certificate that belongs to this key'] };
    case 'bug':
      return { ways: ['run it again with TLSMITH_DEBUG=1 and report what it prints'] };
    default:
      return undefined;
  }
}

function adviceOnOutput(
  { neverOverwritten, hasRequests }: TlsmithError['details'],
  call?: Call,
): Advice {
  const elsewhere = [
    again('--out PATH writes elsewhere'),
    again('--archive FILE writes elsewhere'),
  ];
  if (neverOverwritten || replacesFiles(call)) return { ways: elsewhere };
  const overwriting = hasRequests
    ? 'with --force new keys take the place of those whose requests may be at the CA'
    : '--force overwrites it';
  const ways = [overwriting, ...elsewhere];
  return { ways: hasRequests ? ways : [...renewing(call), ...ways] };
}

/** What replaces its own files does so without --force, and where they stand. */
function replacesFiles(call: Call | undefined): boolean {
  return call?.flags.has('no-handshake') === true && !call.flags.has('add-client');
}

/** What is asked of `kit` about a kit that exists is most often this. */
function renewing(call: Call | undefined): string[] {
  return call?.flags.has('add-client') ? ['renew what it holds with tlsmith cert renew'] : [];
}
