// What a server showed of itself on the connections that were made.
import type { Crypto, Dialled, TlsSession } from '../../ports.js';
import { readServerMessages, type ServerMessages } from '../../tls/server-messages.js';
import { type CertificateSummary, summarizeCertificate } from '../writing/plan.js';
import type { MadeAttempt } from './attempts.js';
import { certificatesIn, issuersIn } from './served.js';

export interface ShownFacts {
  protocol: string | undefined;
  cipher: string | undefined;
  keyExchange: string | undefined;
  certificates: Omit<CertificateSummary, 'path'>[];
  /** Undefined where its handshake could not be read. */
  asksForCertificate: boolean | undefined;
  /** RFC 4514; empty where anybody will do, undefined where none are asked for or none was read. */
  acceptedIssuers: string[] | undefined;
}

export const NOTHING_SHOWN: ShownFacts = {
  protocol: undefined,
  cipher: undefined,
  keyExchange: undefined,
  certificates: [],
  asksForCertificate: undefined,
  acceptedIssuers: undefined,
};

/** What the server showed of itself on the first connection that came so far. */
export interface Shown {
  messages: ServerMessages;
  session: TlsSession | undefined;
}

export function shownIn(made: readonly MadeAttempt[]): Shown {
  const read = made.map(({ dialled }) => shownOn(dialled));
  const whole = read.find(({ messages }) => messages.isWhole) ?? (read[0] as Shown);
  return { ...whole, session: read.find(({ session }) => session)?.session };
}

function shownOn({ handshake, session }: Dialled): Shown {
  return { messages: readServerMessages(handshake), session };
}

export function factsOf({ messages, session }: Shown, crypto: Crypto): ShownFacts {
  const { certificates, acceptedIssuers } = messages;
  return {
    protocol: protocolOf({ messages, session }),
    cipher: session?.cipher,
    keyExchange: session?.keyExchange,
    certificates: certificatesIn(certificates).map((one) => {
      const { path: _, ...facts } = summarizeCertificate(one, '', crypto);
      return facts;
    }),
    asksForCertificate: asksIn(messages),
    acceptedIssuers: acceptedIssuers && issuersIn(acceptedIssuers),
  };
}

export function asksIn({ isWhole, asksForCertificate }: ServerMessages): boolean | undefined {
  return isWhole ? asksForCertificate : undefined;
}

const PROTOCOLS: Readonly<Record<number, string>> = { 0x0303: 'TLSv1.2', 0x0304: 'TLSv1.3' };

/** A server that takes nobody has chosen one all the same. */
export function protocolOf({ messages, session }: Shown): string | undefined {
  return session?.protocol ?? PROTOCOLS[messages.version ?? 0];
}
