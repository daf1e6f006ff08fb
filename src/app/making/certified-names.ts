// What is said of names before they are certified: those that some clients refuse, and those that
// were meant as another kind.
import { TlsmithError } from '../../errors.js';
import { formatGeneralName, type GeneralName } from '../../pki/names/general-name.js';
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Target } from '../../targets/target.js';

/** One warning a kind, however many names there are. */
export function warnOfNames(
  names: readonly GeneralName[],
  { reporter }: { reporter: Reporter },
): void {
  const underscored = listed(names.filter(hasUnderscore));
  if (underscored !== undefined) {
    reporter.warn(
      `${underscored}: an underscore is not in the preferred name syntax (RFC 5280, 4.2.1.6), and clients on a JVM (the JDK: Logstash, Elasticsearch) refuse such a host; curl, OpenSSL, Go, Node and Python take it`,
    );
  }
  const addresses = listed(names.filter(({ isFromDns }) => isFromDns));
  if (addresses !== undefined) {
    reporter.warn(
      `${addresses}: given as a DNS name and taken as an IP address, since clients look for an address nowhere else`,
    );
  }
}

/**
 * Throws `consumer-cannot-read` where one of these products dials from a JVM, which refuses a host
 * with an underscore.
 */
export function refuseForJvm(names: readonly GeneralName[], targets: readonly Target[]): void {
  const dials = targets.find(
    ({ role, descriptor }) =>
      descriptor.runtime === 'jdk' && (role === 'client' || descriptor.servesAndDials),
  );
  const underscored = listed(names.filter(hasUnderscore));
  if (!dials || underscored === undefined) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${underscored}: ${dials.name} dials from a JVM, and the JDK refuses a host with an underscore ("Illegal given domain name"); give the host a name of letters, digits and hyphens`,
    { consumer: dials.name, found: names.filter(hasUnderscore).map(formatGeneralName) },
  );
}

function hasUnderscore({ kind, value }: GeneralName): boolean {
  return kind === 'dns' && value.includes('_');
}

function listed(names: readonly GeneralName[]): string | undefined {
  const [first, ...others] = new Set(names.map(({ value }) => value));
  if (first === undefined) return undefined;
  return others.length === 0 ? quote(first) : `${quote(first)} and ${others.length} more`;
}
