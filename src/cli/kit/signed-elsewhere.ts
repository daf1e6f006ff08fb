// What was typed after `kit` where another CA signs: first with --request, then with --signed.
import type { FinishKitRequest } from '../../app/kit/finish.js';
import type { RequestKitRequest } from '../../app/kit/request.js';
import { TlsmithError } from '../../errors.js';
import { shellWord } from '../../shell-word.js';
import { refuseTogether } from '../flag-rules.js';
import {
  DEFAULT_FOLDER,
  hostsRequest,
  type KitFlags,
  type KitWords,
  sharedRequest,
} from './requests.js';

const REQUESTS_FOLDER = './tlsmith-kit-requests';

/** What only a finished kit has, or only a CA of one's own. */
const NOT_IN_REQUESTS = [
  ...['ca', 'ca-cert', 'ca-key', 'ca-p12', 'ca-key-type', 'days', 'until', 'store', 'user'],
  ...['password-file', 'password-env', 'generate-password', 'ca-password-file', 'ca-password-env'],
  ...['monitor', 'encrypt-messages', 'client-auth', 'port', 'no-handshake', 'signed', 'requests'],
];

/**
 * The first half of a kit that another CA signs. `words` are those of the call, for the line that
 * goes on.
 */
export function requestKitRequest(
  words: KitWords,
  flags: KitFlags,
  call: readonly TypedWord[],
): Omit<RequestKitRequest, 'hosts'> {
  for (const other of NOT_IN_REQUESTS) refuseTogether(flags, 'request', other);
  const shared = { ...sharedRequest(words, flags), ...hostsRequest(flags) };
  const out = flags.out ?? REQUESTS_FOLDER;
  return { ...shared, out, continuation: continuationOf(call, out) };
}

/**
 * The words as the framework hands them out: what was typed as argument, and what behind which
 * flag.
 */
export interface TypedWord {
  type: 'arg' | 'flag';
  flag?: string;
  input: string;
}

/** The call again, but for what only the first half takes, and with what the CA sends. */
function continuationOf(call: readonly TypedWord[], out: string): string {
  const isKept = ({ flag = '' }: TypedWord) => !ONLY_NOW.includes(flag);
  const words = call.filter(isKept).flatMap((word): string[] => {
    if (word.type === 'arg') return [word.input];
    return word.input.startsWith('-')
      ? [`--${word.flag}=${word.input}`]
      : [`--${word.flag}`, word.input];
  });
  const folder = out === REQUESTS_FOLDER ? [] : ['--requests', out];
  const coming = ['--signed', 'SERVER.crt', '--signed', 'CLIENT.crt', '--ca-cert', 'ROOT.crt'];
  return ['tlsmith', 'kit', ...words, ...folder, ...coming]
    .map((word) => shellWord('linux', word))
    .join(' ');
}

const ONLY_NOW = ['request', 'out', 'force', 'dry-run', 'json', 'quiet', 'no-input', 'key-type'];

const NOT_WHEN_SIGNED = [
  ...['ca', 'ca-key', 'ca-p12', 'ca-key-type', 'ca-password-file', 'ca-password-env'],
  ...['days', 'until', 'key-type', 'user', 'monitor', 'encrypt-messages', 'add-client'],
];

/** The second half: `undefined` where neither certificates nor their requests are named. */
export function finishKitRequest(
  words: KitWords,
  flags: KitFlags,
): Omit<FinishKitRequest, 'hosts'> | undefined {
  const { signed, 'ca-cert': caFile } = flags;
  if (signed === undefined) {
    if (flags.requests === undefined) return undefined;
    throw new TlsmithError('input-needed', 'it is not said which certificates the CA made', {
      answer: 'signed',
    });
  }
  for (const other of NOT_WHEN_SIGNED) refuseTogether(flags, 'signed', other);
  if (caFile === undefined) {
    throw new TlsmithError('input-needed', 'the certificate of the CA itself is needed too', {
      answer: 'ca-cert',
    });
  }
  const clientAuthentication = flags['client-auth'];
  return {
    ...sharedRequest(words, flags),
    ...hostsRequest(flags),
    signedFiles: signed,
    caFile,
    requests: flags.requests ?? REQUESTS_FOLDER,
    store: flags.store ?? 'pem',
    out: flags.out ?? DEFAULT_FOLDER,
    clientAuthentication,
  };
}
