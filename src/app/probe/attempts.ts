// The connections that are made, one after the other: with our certificate, with none, with those
// that have to be refused; then two with ours that decide nothing.
import type { SeenAttempt } from '../../checks/peer/terms.js';
import type { Dialer, Dialled, TlsIdentity, TlsProtocol } from '../../ports.js';
import { endingOf, type Verdict } from '../reading/peer/ending.js';
import type { Unfitness } from '../making/unfit.js';
import type { ApplicationProtocol } from './application-protocol.js';

export type AttemptKind = 'own' | 'none' | 'foreign' | Unfitness;

export interface Attempt extends Verdict, SeenAttempt {
  with: AttemptKind;
}

export interface MadeAttempt {
  attempt: Attempt;
  dialled: Dialled;
}

/** Another way to come with our certificate. */
export interface FurtherAttempt extends Verdict {
  how: string;
}

export interface Caller {
  host: string;
  port: number;
  serverName: string | undefined;
  spoken: ApplicationProtocol | undefined;
  timeOutMs: number;
}

export async function attempt(
  kind: AttemptKind,
  identity: TlsIdentity | undefined,
  caller: Caller,
  dialer: Dialer,
): Promise<MadeAttempt> {
  const { spoken } = caller;
  const said = spoken?.isForOwnOnly && kind !== 'own' ? undefined : spoken;
  const dialled = await call({ ...caller, spoken: said }, { identity }, dialer);
  return { attempt: { with: kind, ...verdictOf(dialled, said) }, dialled };
}

/** The version that was not negotiated, and no server name where one was sent. */
export async function furtherAttempts(
  identity: TlsIdentity,
  negotiated: string | undefined,
  caller: Caller,
  dialer: Dialer,
): Promise<FurtherAttempt[]> {
  const spoken = caller.spoken?.isForOwnOnly ? undefined : caller.spoken;
  const protocol = negotiated === 'TLSv1.3' ? 'TLSv1.2' : 'TLSv1.3';
  const ways = [
    { how: protocol, caller, protocol } as const,
    ...(caller.serverName === undefined
      ? []
      : [{ how: 'without a server name', caller: { ...caller, serverName: undefined } }]),
  ];
  const made: FurtherAttempt[] = [];
  for (const { how, ...way } of ways) {
    const dialled = await call({ ...way.caller, spoken }, { identity, ...way }, dialer);
    made.push({ how, ...verdictOf(dialled, spoken) });
  }
  return made;
}

function call(
  { spoken, host, port, serverName, timeOutMs }: Caller,
  { identity, protocol }: { identity: TlsIdentity | undefined; protocol?: TlsProtocol },
  dialer: Dialer,
): Promise<Dialled> {
  const request = spoken?.request;
  return dialer.dial({ host, port, serverName, timeOutMs, identity, protocol, request });
}

/** An alert says more than what was answered before it. */
function verdictOf(dialled: Dialled, spoken: ApplicationProtocol | undefined): Verdict {
  const { alert, answer, ended } = dialled;
  if (alert !== undefined || ended !== 'answer' || !spoken) return endingOf(dialled);
  return { alert: undefined, ...spoken.judge(new TextDecoder('latin1').decode(answer)) };
}
