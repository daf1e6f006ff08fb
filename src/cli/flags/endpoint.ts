// A server that is dialled, how it is called there, and how long it may take.
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Peer } from '../../app/reading/peer/peer.js';
import { TlsmithError } from '../../errors.js';
import { type GeneralName, parseDialledHost } from '../../pki/names/general-name.js';
import { quote } from '../../quote.js';

export interface Endpoint {
  host: GeneralName;
  port: number;
}

/** `HOST:PORT`, an IPv6 address in brackets. Throws `name-invalid`, `number-invalid`. */
export function parseEndpoint(text: string): Endpoint {
  const { host, port } = /^(?<host>\[[^\]]*\]|[^:]*):(?<port>\d{1,5})$/.exec(text)?.groups ?? {};
  if (host === undefined || port === undefined) {
    throw new TlsmithError(
      'name-invalid',
      `${quote(text)} is no HOST:PORT, such as logs.example:5044 or [2001:db8::1]:9200`,
    );
  }
  const number = Number(port);
  if (number >= 1 && number <= 65_535) return { host: parseDialledHost(host), port: number };
  throw new TlsmithError('number-invalid', `${port} is no port: 1 to 65535 are possible`, {
    least: 1,
    most: 65_535,
  });
}

/** What is no HOST:PORT is the name of a file. */
export function possiblePeer(text: string, flags: PeerFlags): Peer | undefined {
  try {
    const endpoint = parseEndpoint(text);
    return { ...endpoint, serverName: flags['server-name'], timeOutMs: timeOutOf(flags) };
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}

/** Of those that may be servers. */
export function possiblePeers(texts: readonly string[], flags: PeerFlags): Map<string, Peer> {
  return new Map(
    texts.flatMap((text) => {
      const peer = possiblePeer(text, flags);
      return peer ? [[text, peer] as const] : [];
    }),
  );
}

interface PeerFlags {
  'server-name'?: GeneralName | undefined;
  timeout?: number | undefined;
}

const DEFAULT_TIME_OUT_MS = 10_000;

/** In milliseconds. */
export function timeOutOf({ timeout = DEFAULT_TIME_OUT_MS }: PeerFlags): number {
  return timeout;
}

export const endpointArg = Args.custom<Endpoint>({
  parse: async (text) => parseEndpoint(text),
  description: 'the server, such as logs.example:5044',
});

const MOST_SECONDS = 300;

/** In milliseconds. Throws `number-invalid`. */
export function parseTimeOut(text: string): number {
  const seconds = Number(/^(\d{1,3})s?$/.exec(text)?.[1]);
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds * 1_000;
  throw new TlsmithError(
    'number-invalid',
    `${quote(text)} is no time-out: 1s to ${MOST_SECONDS}s are possible`,
    { least: 1, most: MOST_SECONDS },
  );
}

const timeOut = Flags.custom<number>({
  parse: async (text) => parseTimeOut(text),
  helpValue: 'TIME',
});

const serverName = Flags.custom<GeneralName>({
  parse: async (text) => parseDialledHost(text),
  helpValue: 'NAME',
});

export const endpointFlags = {
  'server-name': serverName({
    description: 'name that is asked for (SNI) and must stand in the certificate (default HOST)',
  }),
  timeout: timeOut({ description: 'for each connection, 1s to 300s (default 10s)' }),
};

/** The same for those who also read files. */
export const peerFlags = {
  'server-name': serverName({
    description: 'of a server: the name that it is asked for (SNI; default its host)',
  }),
  timeout: timeOut({ description: 'of a server: how long it may take (default 10s)' }),
};
