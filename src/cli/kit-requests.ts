// What was typed after `kit`, as the requests of its two use-cases.
import type { Interfaces } from '@oclif/core';
import type { AddClientRequest } from '../app/add-client.js';
import type { FinishKitRequest } from '../app/finish-kit.js';
import type { MakeKitRequest } from '../app/make-kit.js';
import type { RequestKitRequest } from '../app/request-kit.js';
import { TlsmithError } from '../errors.js';
import { shellWord } from '../shell-word.js';
import { refuseStdout, refuseTogether } from './flag-rules.js';
import { issuerRequest, typedIssuer } from './flags/issuer.js';
import type { kitFlags } from './flags/kit.js';
import { newPasswordSource, passwordSource } from './flags/passwords.js';
import { wantedValidity } from './flags/validity.js';

export type KitFlags = Interfaces.InferredFlags<typeof kitFlags>;
/** CLIENT and SERVER. */
export type KitWords = { client?: string | undefined; server?: string | undefined };

const DEFAULT_FOLDER = './tlsmith-kit';

/** Where a kit is made; the names that are dialled may still have to be asked for. */
export function newKitRequest(words: KitWords, flags: KitFlags): Omit<MakeKitRequest, 'hosts'> {
  const typed = typedIssuer(flags);
  for (const name of ['ca', 'ca-cert', 'ca-p12']) refuseTogether(flags, name, 'ca-key-type');
  const caPassword = typed ? undefined : passwordSource(flags, 'ca-password');
  return {
    ...sharedRequest(words, flags),
    ...hostsRequest(flags),
    store: flags.store ?? 'pem',
    out: flags.out ?? DEFAULT_FOLDER,
    newCa: {
      ...(flags['ca-key-type'] && { keyType: flags['ca-key-type'] }),
      ...(caPassword && { password: caPassword }),
    },
    encryptsMessages: flags['encrypt-messages'],
    monitor: flags.monitor,
    ...(typed && { issuer: issuerRequest(typed, flags) }),
    ...(flags.user !== undefined && { user: flags.user }),
    ...(flags['client-auth'] && { clientAuthentication: flags['client-auth'] }),
  };
}

/** Which hosts a new kit has, and what they are called. */
function hostsRequest(flags: KitFlags) {
  refuseTogether(flags, 'client-name', 'clients');
  const clientNames = clientNamesIn(flags);
  return {
    otherNames: flags.san ?? [],
    ...(clientNames && { clientNames }),
    ...(flags['server-name'] !== undefined && { serverName: flags['server-name'] }),
  };
}

const REQUESTS_FOLDER = './tlsmith-kit-requests';

/** What only a finished kit has, or only a CA of one's own. */
const NOT_IN_REQUESTS = [
  ...['ca', 'ca-cert', 'ca-key', 'ca-p12', 'ca-key-type', 'days', 'until', 'store', 'user'],
  ...['password-file', 'password-env', 'generate-password', 'ca-password-file', 'ca-password-env'],
  ...['monitor', 'encrypt-messages', 'client-auth', 'port', 'no-handshake', 'signed', 'requests'],
];

/** The first half of a kit that another CA signs. `words` are those of the call, for the line that goes on. */
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

/** The words as the framework hands them out: what was typed as argument, and what behind which flag. */
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
    ...{ signedFiles: signed, caFile, requests: flags.requests ?? REQUESTS_FOLDER },
    ...{ store: flags.store ?? 'pem', out: flags.out ?? DEFAULT_FOLDER },
    ...(clientAuthentication && { clientAuthentication }),
  };
}

/** What the kit already says, and its server too. */
const NOT_WHEN_ADDING = [
  ...['client-name', 'clients', 'server-name', 'san', 'ca-key-type', 'user'],
  ...['client-auth', 'encrypt-messages', 'monitor', 'request', 'signed', 'requests'],
];

export function addClientRequest(words: KitWords, flags: KitFlags, name: string): AddClientRequest {
  const typed = typedIssuer(flags);
  for (const other of NOT_WHEN_ADDING) refuseTogether(flags, 'add-client', other);
  const kit = flags.out ?? DEFAULT_FOLDER;
  return {
    ...sharedRequest(words, flags),
    ...{ kit, name, hosts: flags.host ?? [] },
    ...(flags.store && { store: flags.store }),
    issuer: issuerRequest(typed ?? { folder: `${kit}/ca` }, flags),
  };
}

function sharedRequest({ client, server }: KitWords, flags: KitFlags) {
  refuseStdout(flags.out);
  const password = newPasswordSource(flags);
  return {
    client: client ?? 'heartbeat',
    server: server ?? 'logstash',
    extKeyUsage: flags.eku ?? ('both' as const),
    validity: wantedValidity(flags, 825),
    proof: !flags['no-handshake'],
    force: flags.force,
    dryRun: flags['dry-run'],
    ...(flags.stack !== undefined && { stack: flags.stack }),
    ...(flags.port !== undefined && { port: flags.port }),
    ...(flags['key-type'] && { keyType: flags['key-type'] }),
    ...(flags['install-dir'] !== undefined && { installFolder: flags['install-dir'] }),
    ...(password && { password }),
  };
}

function clientNamesIn(flags: KitFlags): string[] | undefined {
  if (flags.clients !== undefined) return flags.clients.split(',');
  return flags['client-name'] === undefined ? undefined : [flags['client-name']];
}
