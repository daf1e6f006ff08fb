// What a server was seen to do with those who came to it.

export type Outcome = 'accepted' | 'refused' | 'unreachable';

export interface SeenAttempt {
  with: string;
  outcome: Outcome;
  /** A sentence. */
  message: string;
}

export interface SeenPeer {
  /** `host:port`. */
  endpoint: string;
  attempts: readonly SeenAttempt[];
  /** Whether it asks for a client certificate; undefined where its handshake could not be read. */
  asksForCertificate: boolean | undefined;
  /** Whether something was sent after the handshake. */
  isAsked: boolean;
}

export function outcomeOf({ attempts }: SeenPeer, kind: string): Outcome | undefined {
  return attempts.find((attempt) => attempt.with === kind)?.outcome;
}
