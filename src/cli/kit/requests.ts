// What was typed after `kit`, as the requests of its two use-cases.
import type { Interfaces } from '@oclif/core';
import type { AddClientRequest } from '../../app/kit/add-client.js';
import type { MakeKitRequest } from '../../app/kit/make.js';
import { refuseStdout, refuseTogether } from '../flag-rules.js';
import { issuerOpening, issuerRequest, typedIssuer } from '../flags/issuer.js';
import type { kitFlags } from '../flags/kit.js';
import { newPasswordSource, passwordSource } from '../flags/passwords.js';
import { wantedValidity } from '../flags/validity.js';

export type KitFlags = Interfaces.InferredFlags<typeof kitFlags>;
/** CLIENT and SERVER. */
export type KitWords = { client?: string | undefined; server?: string | undefined };

export const DEFAULT_FOLDER = './tlsmith-kit';

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
      keyType: flags['ca-key-type'],
      password: caPassword,
    },
    encryptsMessages: flags['encrypt-messages'],
    monitor: flags.monitor,
    ...(typed && { issuer: issuerRequest(typed, flags) }),
    user: flags.user,
    clientAuthentication: flags['client-auth'],
  };
}

/** Which hosts a new kit has, and what they are called. */
export function hostsRequest(flags: KitFlags) {
  refuseTogether(flags, 'client-name', 'clients');
  const clientNames = clientNamesIn(flags);
  return {
    otherNames: flags.san ?? [],
    clientNames,
    serverName: flags['server-name'],
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
    kit,
    name,
    hosts: flags.host ?? [],
    store: flags.store,
    issuer: { ...issuerOpening(flags), source: typed },
  };
}

export function sharedRequest({ client, server }: KitWords, flags: KitFlags) {
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
    stack: flags.stack,
    port: flags.port,
    keyType: flags['key-type'],
    installFolder: flags['install-dir'],
    password,
  };
}

function clientNamesIn(flags: KitFlags): string[] | undefined {
  if (flags.clients !== undefined) return flags.clients.split(',');
  return flags['client-name'] === undefined ? undefined : [flags['client-name']];
}
