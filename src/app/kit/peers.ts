// Whom a host of a kit has at the other end of its link, by the certificates that were made, and whether it can be told who that is.
import { COMMON_NAME } from '../../pki/names/attribute-type.js';
import {
  type DistinguishedName,
  formatDistinguishedName,
} from '../../pki/names/distinguished-name.js';
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Target } from '../../targets/target.js';
import type { HostIdentity } from '../writing/host-files.js';
import type { KitHost } from './folder.js';

/** An end that a host's folder faces: what it is, and what its certificate is called. */
export interface KitPeer {
  target: Target;
  /** As it stands in the certificate, which is not always what was asked for. */
  subject: DistinguishedName;
}

/** A host with what it has: its key and its certificate. */
export interface KitMember {
  host: KitHost;
  identity: HostIdentity;
}

/** Whom a host has at the other end of the link; a monitor is nobody's. */
export function peersOf(host: KitHost, members: readonly KitMember[]): KitPeer[] {
  return members
    .filter(({ host: other }) => other.target.role !== host.target.role && !other.isMonitor)
    .map(({ host: { target }, identity: { certificate } }) => ({
      target,
      subject: certificate.subject,
    }));
}

/** A product that knows clients by their subject takes the user from the common name: without one the certificate opens TLS and nothing more. */
export function warnOfNobody(
  server: Target,
  { host, identity: { certificate } }: KitMember,
  { reporter }: { reporter: Reporter },
): void {
  const attributes = certificate.subject.flat();
  if (host.target.role === 'server' || host.isMonitor || !knowsSubjects(server)) return;
  if (attributes.some(({ type }) => type === COMMON_NAME)) return;
  reporter.warn(
    `${server.name} takes the user from the common name of a client's certificate, and the subject of ${host.name} has none (${quote(formatDistinguishedName(certificate.subject))}): it logs nobody in`,
  );
}

/** Whether a file beside the snippet names the clients. */
function knowsSubjects({ descriptor }: Target): boolean {
  return descriptor.companions.some(({ forEncryption }) => !forEncryption);
}
