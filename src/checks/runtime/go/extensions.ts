// What Go refuses in the values of extensions (processExtensions in crypto/x509/parser.go): in
// their order, each by its own sentence.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { CertificateExtension } from '../../../pki/certificate/certificate.js';
import { type DerElement, malformedDer, TAG } from '../../../pki/der/der.js';
import { toHex } from '../../../pki/der/hex.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { isGoDomain } from './domain.js';
import { ipv4Of } from './host.js';
import { goNameConstraints } from './name-constraints.js';
import { GoReader } from './reader.js';
import { goHostOf } from './uri.js';
import type { Refusal, Versioned } from '../presented-chain.js';

interface AskedExtension extends CertificateExtension, Versioned {}

interface Form {
  /** What Go calls it. */
  name: string;
  /** Refused where it is critical: RFC 5280 forbids that to CAs (4.2.1.1, 4.2.1.2, 4.2.2.1). */
  isNeverCritical?: true;
  /** Throws `input-malformed`, or answers a sentence of its own. */
  read(reader: GoReader, asked: AskedExtension): Refusal | void;
}

/** Octets behind a value do not count, but for nameConstraints. */
const FORMS: Readonly<Record<string, Form>> = {
  [EXTENSION.keyUsage]: { name: 'key usage', read: (reader) => void reader.bitString() },
  [EXTENSION.basicConstraints]: { name: 'basic constraints', read: basicConstraints },
  [EXTENSION.subjectAltName]: { name: 'subject alternative names', read: alternativeNames },
  [EXTENSION.nameConstraints]: {
    name: 'NameConstraints extension',
    read: (_, asked) => goNameConstraints(asked.value, asked).refusal,
  },
  [EXTENSION.cRLDistributionPoints]: { name: 'CRL distribution points', read: distributionPoints },
  [EXTENSION.authorityKeyIdentifier]: {
    name: 'authority key identifier',
    isNeverCritical: true,
    read: (reader) => void reader.sequence().optional(0x80),
  },
  [EXTENSION.policyConstraints]: {
    name: 'policy constraints extension',
    read(reader) {
      const members = reader.sequence();
      for (const tag of [0x80, 0x81]) if (members.has(tag)) members.int64(tag);
    },
  },
  [EXTENSION.extKeyUsage]: {
    name: 'extended key usages',
    read: (reader) => each(reader.sequence(), (members) => void members.smallOid()),
  },
  [EXTENSION.subjectKeyIdentifier]: {
    name: 'subject key identifier',
    isNeverCritical: true,
    read: (reader) => void reader.next(TAG.octetString),
  },
  [EXTENSION.certificatePolicies]: { name: 'certificate policies', read: policies },
  [EXTENSION.policyMappings]: {
    name: 'policy mappings extension',
    read: (reader) =>
      each(reader.sequence(), (members) => {
        const mapping = members.sequence();
        mapping.next(TAG.oid);
        mapping.next(TAG.oid);
      }),
  },
  [EXTENSION.inhibitAnyPolicy]: {
    name: 'inhibit any policy extension',
    read: (reader) => void reader.int64(),
  },
  [EXTENSION.authorityInfoAccess]: {
    name: 'authority info access',
    isNeverCritical: true,
    read: (reader) =>
      each(reader.sequence(), (members) => {
        const access = members.sequence();
        access.smallOid();
        access.optional(0x86);
      }),
  },
};

export function isReadByGo(oid: string): boolean {
  return oid in FORMS;
}

export function goExtensionFault(extension: CertificateExtension, version: Versioned): Refusal {
  const form = FORMS[extension.oid];
  if (!form) return undefined;
  if (form.isNeverCritical && extension.critical && version.isSince(1, 23)) {
    return `x509: ${form.name} incorrectly marked critical`;
  }
  const asked = { ...extension, isSince: version.isSince };
  const read = ifReadable(() => ({ fault: form.read(new GoReader(extension.value), asked) }));
  return read ? (read.fault ?? undefined) : `x509: invalid ${form.name}`;
}

function each(reader: GoReader, read: (reader: GoReader) => void): void {
  while (!reader.isDone) read(reader);
}

/**
 * A BOOLEAN is 0 or 255, and a path length fits a number; a negative one was none before Go 1.26.
 */
function basicConstraints(reader: GoReader, { isSince }: Versioned): void {
  const members = reader.sequence();
  if (members.has(TAG.boolean)) members.boolean();
  if (members.has(TAG.integer) && members.int64().isNegative && isSince(1, 25))
    throw malformedDer();
}

/** None may stand there twice. */
function policies(reader: GoReader, { isSince }: Versioned): void {
  const seen = new Set<string>();
  each(reader.sequence(), (members) => {
    const policy = toHex(members.sequence().oid());
    if (seen.has(policy) && isSince(1, 24)) throw malformedDer();
    seen.add(policy);
  });
}

function distributionPoints(reader: GoReader): Refusal {
  const points = reader.sequence();
  const areRead = ifReadable(() => {
    each(points, (members) => {
      const name = members.sequence().optional(0xa0);
      if (!name) return;
      const names = new GoReader(new GoReader(name.content).next(0xa0).content);
      while (names.has(0x86)) names.next();
    });
    return true;
  });
  return areRead ? undefined : 'x509: invalid CRL distribution point';
}

function alternativeNames(reader: GoReader, version: Versioned): Refusal {
  const members = reader.sequence();
  while (!members.isDone) {
    const name = ifReadable(() => members.next());
    const fault = name ? nameFault(name, version) : 'x509: invalid subject alternative name';
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const TEXTS: Readonly<Record<number, string>> = {
  0x81: 'rfc822Name',
  0x82: 'dNSName',
  0x86: 'uniformResourceIdentifier',
};

function nameFault({ tag, content }: DerElement, { isSince }: Versioned): Refusal {
  const kind = TEXTS[tag];
  if (kind !== undefined && content.some((octet) => octet > 0x7f)) {
    return `x509: SAN ${kind} is malformed`;
  }
  if (tag === 0x87 && content.length !== 4 && content.length !== 16) {
    return `x509: cannot parse IP address of length ${content.length}`;
  }
  if (tag === 0x87 && content.length !== ipv4Of(content).length && isSince(1, 27)) {
    return 'x509: SAN iPAddress contains IPv4-mapped IPv6 address';
  }
  if (tag !== 0x86) return undefined;
  const uri = Buffer.from(content).toString('latin1');
  const host = goHostOf(uri);
  return host === undefined || !isGoDomain(host, false)
    ? `x509: cannot parse URI "${uri}"`
    : undefined;
}
