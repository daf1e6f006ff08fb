// A server that is to be dialled, where a file may be meant as well.
import type { GeneralName } from '../../../pki/names/general-name.js';
import type { Files } from '../../../ports.js';

export interface Peer {
  host: GeneralName;
  port: number;
  /** None: the host, where it is a name. */
  serverName?: GeneralName | undefined;
  timeOutMs: number;
}

/** Who names a file means it, whatever else its name might be. */
export async function peerUnlessFile(
  source: string,
  peer: Peer | undefined,
  files: Files,
): Promise<Peer | undefined> {
  return peer && (await files.kindBehind(source)) === 'absent' ? peer : undefined;
}

/** As it is dialled. */
export function endpointOf({ host, port }: Peer): string {
  return host.value.includes(':') ? `[${host.value}]:${port}` : `${host.value}:${port}`;
}
