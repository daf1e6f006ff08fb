// Names against the constraints of the CAs above them, once a chain is built
// (crypto/x509/constraints.go of Go 1.26).
import { isIP } from 'node:net';
import { equalBytes } from '../../../pki/der/hex.js';
import { ipAddressFromBytes } from '../../../pki/names/ip-address.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { extensionOf } from '../certificate-traits.js';
import { isGoDomain, type Mailbox, mailboxOf } from './domain.js';
import { goNamesOf } from './fields.js';
import { ipv4Of } from './host.js';
import { type GoNameConstraints, goNameConstraints } from './name-constraints.js';
import { goHostOf } from './uri.js';
import { firstRefusal, type Refusal, type Versioned } from '../presented-chain.js';

/**
 * checkChainConstraints: each certificate's names, the CAs' too, against those of all above it.
 * Subjects do not count.
 */
export function goConstraintFault(chain: readonly PathCertificate[], version: Versioned): Refusal {
  for (const [at, one] of chain.entries()) {
    const above = chain.slice(at + 1).flatMap((ca) => constraintsOf(ca, version));
    if (above.length === 0) return undefined;
    const names = namesToJudge(one, above, version);
    const fault =
      typeof names === 'string'
        ? names
        : firstRefusal(above, (all) => faultAgainst(all, names, version));
    if (fault !== undefined) {
      return `x509: a root or intermediate certificate is not authorized to sign for this name: ${fault}`;
    }
  }
  return undefined;
}

function constraintsOf({ certificate }: PathCertificate, version: Versioned): GoNameConstraints[] {
  const found = certificate.version === 3 && extensionOf(certificate, EXTENSION.nameConstraints);
  return found ? [goNameConstraints(found.value, version)] : [];
}

interface Names {
  ip: readonly Uint8Array[];
  dns: readonly string[];
  uri: readonly { text: string; host: string }[];
  email: readonly Mailbox[];
}

/**
 * URIs without a host name, and mailboxes that are none, are refused under constraints of any
 * kind; before Go 1.26 such URIs only where URIs are constrained.
 */
function namesToJudge(
  one: PathCertificate,
  above: readonly GoNameConstraints[],
  version: Versioned,
): Names | string {
  const names = goNamesOf(one);
  const textsOf = (wanted: 'dns' | 'email' | 'uri') =>
    names.flatMap((name) => (name.kind === wanted && 'value' in name ? [name.value] : []));
  const uri = textsOf('uri').map((text) => ({ text, host: domainOfUri(text) }));
  const email = textsOf('email').map((text) => ({ text, mailbox: mailboxOf(text) }));
  const badUri = uri.find(({ host }) => 'fault' in host)?.host;
  const isUriJudged = above.some(
    ({ permitted, excluded }) => permitted.uri.length + excluded.uri.length > 0,
  );
  if (badUri && 'fault' in badUri && (isUriJudged || version.isSince(1, 26))) return badUri.fault;
  const badMailbox = email.find(({ mailbox }) => !mailbox);
  if (badMailbox) return `cannot parse rfc822Name ${JSON.stringify(badMailbox.text)}`;
  return {
    ip: names.flatMap((name) => (name.kind === 'ip' ? [name.octets] : [])),
    dns: textsOf('dns'),
    uri: uri.flatMap(({ text, host }) => ('domain' in host ? [{ text, host: host.domain }] : [])),
    email: email.flatMap(({ mailbox }) =>
      mailbox ? [{ ...mailbox, domain: mailbox.domain.toLowerCase() }] : [],
    ),
  };
}

function domainOfUri(text: string): { domain: string } | { fault: string } {
  const host = (goHostOf(text) ?? '').toLowerCase();
  const shown = JSON.stringify(text);
  if (host === '')
    return { fault: `URI with empty host (${shown}) cannot be matched against constraints` };
  const domain = host.endsWith(']') ? host : host.replace(/:\d*$/, '');
  if (!domain.startsWith('[') && domain.includes(':')) {
    return {
      fault: `cannot parse URI host ${JSON.stringify(host)}: address ${host}: too many colons in address`,
    };
  }
  if (domain.startsWith('[') || isIP(domain) !== 0) {
    return { fault: `URI with IP (${shown}) cannot be matched against constraints` };
  }
  return { domain };
}

function faultAgainst(
  { permitted, excluded }: GoNameConstraints,
  names: Names,
  version: Versioned,
): Refusal {
  /** Each finding is a constraint as it is shown; what permits is asked for first. */
  const judge = (
    name: string,
    inPermitted: string | undefined | true,
    inExcluded: string | undefined,
  ): Refusal => {
    if (inPermitted === undefined) return `${name} is not permitted by any constraint`;
    return inExcluded === undefined
      ? undefined
      : `${name} is excluded by constraint ${JSON.stringify(inExcluded)}`;
  };
  return (
    firstRefusal(names.ip, (address) =>
      judge(
        `IP address ${JSON.stringify(ipAddressFromBytes(address))}`,
        permitted.ip.length === 0 || networkAround(permitted.ip, address),
        networkAround(excluded.ip, address),
      ),
    ) ??
    firstRefusal(names.dns, (name) =>
      isGoDomain(name, false)
        ? judge(
            `DNS name ${JSON.stringify(name)}`,
            permitted.dns.length === 0 || domainAmong(permitted.dns, name),
            domainAmong(excluded.dns, name, version),
          )
        : `x509: cannot parse dnsName ${JSON.stringify(name)}`,
    ) ??
    firstRefusal(names.uri, ({ text, host }) =>
      judge(
        `URI ${JSON.stringify(text)}`,
        permitted.uri.length === 0 || domainAmong(permitted.uri, host),
        domainAmong(excluded.uri, host, version),
      ),
    ) ??
    firstRefusal(names.email, (mailbox) => {
      const text = `${mailbox.local}@${mailbox.domain}`;
      return judge(
        `email address ${JSON.stringify(text)}`,
        permitted.email.length === 0 || mailboxAmong(permitted.email, mailbox),
        mailboxAmong(excluded.email, mailbox, version),
      );
    })
  );
}

/**
 * A mailbox itself, or its domain as a DNS name would be: hosts below it too, until golang/go#81280
 * is mended.
 */
function mailboxAmong(
  bases: readonly string[],
  { local, domain }: Mailbox,
  excluding?: Versioned,
): string | undefined {
  const isExact = bases.some((base) => {
    const mailbox = base.includes('@') ? mailboxOf(base) : undefined;
    return mailbox?.local === local && mailbox.domain.toLowerCase() === domain;
  });
  if (isExact) return `${local}@${domain}`;
  return domainAmong(
    bases.filter((base) => !base.includes('@')),
    domain,
    excluding,
  );
}

/** dnsConstraints.query. A wildcard is excluded too where it reaches beside what is. */
function domainAmong(
  bases: readonly string[],
  domain: string,
  excluding?: Versioned,
): string | undefined {
  if (bases.includes('')) return '';
  const name = domain.toLowerCase();
  const widest = bases
    .filter((base) => isBelow(name, base.toLowerCase()))
    .toSorted((a, b) => a.length - b.length)[0];
  if (widest !== undefined || !name.startsWith('*') || !excluding?.isSince(1, 24)) return widest;
  const beside = afterFirstLabel(name);
  // matchDomainConstraint of 1.24.11 and 1.25.5 takes all below the parent of what is excluded.
  if (beside !== '' && !excluding.isSince(1, 26)) {
    return bases.find((base) => beside.endsWith(afterFirstLabel(base.toLowerCase())));
  }
  return bases
    .map((base) => base.toLowerCase())
    .findLast((base) => beside !== '' && afterFirstLabel(base) === beside);
}

/** Labels may be added at the left; a leading dot asks for one. */
function isBelow(name: string, base: string): boolean {
  return name === base || name.endsWith(base.startsWith('.') ? base : `.${base}`);
}

/** With its dot; empty where there is one label only. */
function afterFirstLabel(name: string): string {
  return name.includes('.') ? name.slice(name.indexOf('.')) : '';
}

function networkAround(networks: readonly Uint8Array[], address: Uint8Array): string | undefined {
  const around = networks.find(
    (network) => network.length === 2 * address.length && isInside(address, network),
  );
  if (!around) return undefined;
  const half = around.length / 2;
  const ones = [...around.subarray(half)].flatMap((octet) => [...octet.toString(2)]);
  const prefix = ones.filter((bit) => bit === '1').length;
  return `${ipAddressFromBytes(around.subarray(0, half))}/${prefix}`;
}

/** net.IPNet.Contains: mapped addresses are those of IPv4, on both sides. */
function isInside(address: Uint8Array, network: Uint8Array): boolean {
  const half = network.length / 2;
  const base = ipv4Of(network.subarray(0, half));
  const wanted = ipv4Of(address);
  if (base.length !== wanted.length) return false;
  const mask = network.subarray(network.length - base.length);
  const masked = (octets: Uint8Array) => octets.map((octet, i) => octet & (mask[i] as number));
  return equalBytes(masked(base), masked(wanted));
}
