// What a server is probed with, and by what it is judged.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import type { IssuerRequest } from '../../app/reading/key/issuer.js';
import type { OwnSource } from '../../app/probe/our-side.js';
import type { ApplicationProtocolName } from '../../app/probe/application-protocol.js';
import { refusePasswordWithout, refuseTogether } from '../flag-rules.js';
import { endpointFlags } from './endpoint.js';
import { caPasswordFlags } from './issuer.js';
import { inPasswordFlags, passwordSource, type PasswordFlags } from './passwords.js';

export const probeFlags = {
  dir: Flags.string({
    description: 'folder of our host: its certificate, key and trust anchors',
    helpValue: 'DIR',
  }),
  cert: Flags.string({ description: 'our certificate, with its chain', helpValue: 'FILE' }),
  key: Flags.string({ description: 'its private key', helpValue: 'FILE' }),
  ca: Flags.string({
    description: 'a CA folder, or a file of trust anchors; without it the chain is shown unjudged',
    helpValue: 'PATH',
  }),
  'sign-with': Flags.string({
    description:
      'a CA folder that signs two more, in memory, which the server has to refuse: one for servers only, one that has expired; its ledger says so',
    helpValue: 'DIR',
  }),
  ...caPasswordFlags,
  ...endpointFlags,
  http: Flags.boolean({
    description: 'send GET / after the handshake: nginx refuses by HTTP 400 only',
  }),
  redis: Flags.boolean({ description: 'send PING after the handshake' }),
  'send-beats-event': Flags.boolean({
    description:
      'send one event as a Beat does, with our certificate alone, and wait for its receipt',
  }),
  'cert-served': Flags.string({
    description: 'certificate, or folder of the host: does the server show this one?',
    helpValue: 'PATH',
  }),
  'save-chain': Flags.string({
    description: 'write the chain that the server shows, as PEM',
    helpValue: 'FILE',
  }),
  ...inPasswordFlags,
};

/** Throws `flags-conflict`. */
export function ownSource(flags: {
  dir?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
}): OwnSource | undefined {
  for (const other of ['cert', 'key']) refuseTogether(flags, 'dir', other);
  if (flags.dir !== undefined) return { folder: flags.dir };
  if (flags.cert === undefined && flags.key === undefined) return undefined;
  // A store, or one PEM file, holds both.
  const certificateFile = flags.cert ?? flags.key;
  const keyFile = flags.key ?? flags.cert;
  return { certificateFile, keyFile } as OwnSource;
}

/** The CA that signs what is to be refused. Throws `flags-conflict`, `password-missing`. */
export function signWith(
  flags: PasswordFlags & { 'sign-with'?: string | undefined },
): IssuerRequest | undefined {
  const folder = flags['sign-with'];
  if (folder !== undefined) {
    return { source: { folder }, password: passwordSource(flags, 'ca-password') };
  }
  refusePasswordWithout(flags, 'ca-password', 'sign-with');
  return undefined;
}

const SPOKEN = { http: 'http', redis: 'redis', 'send-beats-event': 'beats' } as const;

/** Throws `flags-conflict`, `input-needed`. */
export function spokenOf(
  flags: Record<keyof typeof SPOKEN, boolean>,
  own: OwnSource | undefined,
): ApplicationProtocolName | undefined {
  refuseTogether(flags, 'http', 'redis');
  for (const other of ['http', 'redis']) refuseTogether(flags, 'send-beats-event', other);
  if (flags['send-beats-event'] && !own) {
    throw new TlsmithError(
      'input-needed',
      '--dir, or --cert and --key, is missing: an event is sent with our certificate only',
      { flag: '--dir' },
    );
  }
  const names = Object.keys(SPOKEN) as (keyof typeof SPOKEN)[];
  const asked = names.find((name) => flags[name]);
  return asked && SPOKEN[asked];
}
