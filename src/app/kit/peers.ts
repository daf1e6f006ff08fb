// Whom a host of a kit has at the other end of its link, and whether it can be told who that is.
import { COMMON_NAME } from '../../pki/names/attribute-type.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Target } from '../../targets/target.js';
import type { KitMember } from './folder.js';

/** Those at the other end of the link; a monitor is nobody's. */
export function peersOf<M extends Pick<KitMember, 'host'>>(
  { host }: M,
  members: readonly M[],
): M[] {
  return members.filter(
    ({ host: other }) => other.target.role !== host.target.role && !other.isMonitor,
  );
}

/**
 * A product that knows clients by their subject takes the user from the common name: without one
 * the certificate opens TLS and nothing more.
 */
export function warnOfNobody(
  server: Target,
  { host, identity: { chain } }: KitMember,
  { reporter }: { reporter: Reporter },
): void {
  const { subject } = chain[0];
  if (host.target.role === 'server' || host.isMonitor || !knowsSubjects(server)) return;
  if (subject.flat().some(({ type }) => type === COMMON_NAME)) return;
  reporter.warn(
    `${server.name} takes the user from the common name of a client's certificate, and the subject of ${host.name} has none (${quote(formatDistinguishedName(subject))}): it logs nobody in`,
  );
}

/** Whether a file beside the snippet names the clients. */
function knowsSubjects({ descriptor }: Target): boolean {
  return descriptor.furtherFiles.some(({ forEncryption }) => !forEncryption);
}
