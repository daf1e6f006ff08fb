// What a server is probed with, and by what it is judged.
import * as Flags from '@oclif/core/flags';
import type { OwnSource } from '../../app/probe/our-side.js';
import type { ServiceName } from '../../app/probe/service.js';
import { refuseTogether } from '../flag-rules.js';
import { endpointFlags } from './endpoint.js';
import { inPasswordFlags } from './passwords.js';

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
  ...endpointFlags,
  http: Flags.boolean({
    description: 'send GET / after the handshake: nginx refuses by HTTP 400 only',
  }),
  redis: Flags.boolean({ description: 'send PING after the handshake' }),
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

/** Throws `flags-conflict`. */
export function serviceOf(flags: { http: boolean; redis: boolean }): ServiceName | undefined {
  refuseTogether(flags, 'http', 'redis');
  if (flags.http) return 'http';
  return flags.redis ? 'redis' : undefined;
}
