// Two host folders that face each other, and what each end of such a link shows, demands and dials.
// For the judges of links.
import type { Chain } from '../pki/certificate/identity.js';
import type { FoundHostFolder, HostEnd } from './host-folder.js';
import { lackingOf } from './host-folder.js';
import type { Target } from './target.js';

export interface LinkSide {
  host: FoundHostFolder;
  /** What its snippet says; undefined where there is none. */
  end: HostEnd | undefined;
}

export interface Link {
  client: LinkSide;
  server: LinkSide;
}

export function targetOf({ end }: LinkSide): Target | undefined {
  return end?.release.target;
}

/**
 * The certificates that it shows, or would if its own came first; undefined without certificate or
 * key.
 */
export function shownBy(side: LinkSide): Chain | undefined {
  const { identity } = side.host;
  if (!identity) return undefined;
  const { presented, chain } = identity;
  const shown = presented[0] === chain[0] ? presented : chain;
  return targetOf(side)?.descriptor.sendsOnlyFirstCertificate ? [shown[0]] : shown;
}

/** Whether a server takes nobody without a certificate; also where no snippet says so. */
export function demandsCertificate({ end }: LinkSide): boolean {
  return !end || end.clientAuthentication === 'required';
}

/** A server that names neither CAs for its clients nor that it wants to see their certificates. */
export function asksNobody({ host, end }: LinkSide): boolean {
  if (end?.release.target.role !== 'server' || end.clientAuthentication !== undefined) return false;
  return lackingOf(host).includes('trust-anchors');
}
