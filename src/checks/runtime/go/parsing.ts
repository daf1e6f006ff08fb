// What Go's x509.ParseCertificate refuses (crypto/x509/parser.go): a chain in which one certificate
// is refused is refused as a whole. Read from the octets, in Go's order and words.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { oidOf } from '../../../pki/der/der-values.js';
import { type DerElement, malformedDer, TAG } from '../../../pki/der/der.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { isGoTime } from './dates.js';
import { goExtensionFault } from './extensions.js';
import { goKeyFormFault } from './key.js';
import { goNameFault } from './name.js';
import { GoReader } from './reader.js';
import { remembered } from '../remembered.js';
import { firstRefusal, type Refusal, type Versioned } from '../presented-chain.js';

/** As Go 1.26 words it. Version 1 and 2 have no extensions for Go: they are not read. */
export function goParsingFault(certificate: Certificate, { isSince }: Versioned): Refusal {
  return parsingFault(certificate, isSince);
}

const parsingFault = remembered(({ der }: Certificate, isSince): Refusal => {
  const walk = new Walk({ isSince });
  walk.certificate(der);
  return walk.refusal;
});

interface Extension {
  oid: string;
  critical: boolean;
  value: Uint8Array;
}

/** After the first refusal nothing more is read. */
class Walk {
  refusal: Refusal;
  readonly #version: Versioned;

  constructor(version: Versioned) {
    this.#version = version;
  }

  certificate(der: Uint8Array): void {
    const members = this.#sequence(new GoReader(der), 'certificate');
    const tbs = this.#sequence(members, 'tbs certificate');
    const version = this.#versionOf(tbs);
    this.#serialNumber(tbs);
    this.#signatureAlgorithm(tbs, members);
    this.#name(tbs);
    this.#validity(this.#sequence(tbs, 'validity'));
    this.#name(tbs);
    this.#key(this.#sequence(tbs, 'spki'));
    if (version > 1) {
      this.#read('malformed issuerUniqueID', () => tbs.optional(0x81));
      this.#read('malformed subjectUniqueID', () => tbs.optional(0x82));
    }
    if (version === 3) this.#extensions(tbs);
    this.#read('malformed signature', () => members.bitString());
  }

  /** Nothing where it is not read. */
  #read<T>(said: string, read: () => T): T | undefined {
    if (this.refusal !== undefined) return undefined;
    const found = ifReadable(() => ({ value: read() }));
    if (!found) this.refusal = `x509: ${said}`;
    return found?.value;
  }

  #check(fault: () => Refusal): void {
    this.refusal ??= fault();
  }

  #sequence(reader: GoReader, what: string): GoReader {
    return this.#read(`malformed ${what}`, () => reader.sequence()) ?? new GoReader(NOTHING);
  }

  #versionOf(tbs: GoReader): number {
    const version = this.#read('malformed version', () => {
      const tagged = tbs.optional(0xa0);
      if (!tagged) return 0;
      const reader = new GoReader(tagged.content);
      const { value } = reader.int64();
      reader.end();
      if (value < 0n) throw malformedDer();
      return Number(value);
    });
    this.#check(() => ((version ?? 0) > 2 ? 'x509: invalid version' : undefined));
    return (version ?? 0) + 1;
  }

  /** Negative numbers are refused from Go 1.23 on (go.dev/doc/go1.23, crypto/x509). */
  #serialNumber(tbs: GoReader): void {
    const octets = this.#read('malformed serial number', () => tbs.bigInteger());
    const isNegative = ((octets?.[0] as number | undefined) ?? 0) >= 0x80;
    this.#check(() =>
      isNegative && this.#version.isSince(1, 23) ? 'x509: negative serial number' : undefined,
    );
  }

  #signatureAlgorithm(tbs: GoReader, members: GoReader): void {
    const inner = this.#read('malformed signature algorithm identifier', () =>
      tbs.next(TAG.sequence),
    );
    const outer = this.#read('malformed algorithm identifier', () => members.next(TAG.sequence));
    if (!inner || !outer) return;
    this.#check(() =>
      equalBytes(inner.content, outer.content)
        ? undefined
        : "x509: inner and outer signature algorithm identifiers don't match",
    );
    this.#algorithm(new GoReader(inner.content));
  }

  /** parseAI */
  #algorithm(members: GoReader): { oid: string; parameters: DerElement | undefined } {
    const oid = this.#read('malformed OID', () => oidOf(members.smallOid()));
    const parameters = this.#read('malformed parameters', () =>
      members.isDone ? undefined : members.next(),
    );
    return { oid: oid ?? '', parameters };
  }

  /** Of issuer and subject alike. */
  #name(tbs: GoReader): void {
    const name = this.#read('malformed issuer', () => tbs.next(TAG.sequence).whole);
    if (name) this.#check(() => goNameFault(name, this.#version));
  }

  #validity(dates: GoReader): void {
    for (let count = 0; count < 2 && this.refusal === undefined; count++) {
      const isUtc = dates.has(TAG.utcTime);
      if (!isUtc && !dates.has(TAG.generalizedTime)) {
        this.refusal = 'x509: unsupported time format';
      }
      this.#read(`malformed ${isUtc ? 'UTCTime' : 'GeneralizedTime'}`, () => {
        if (!isGoTime(dates.next())) throw malformedDer();
      });
    }
  }

  #key(members: GoReader): void {
    const identifier = this.#sequence(members, 'public key algorithm identifier');
    const { oid, parameters } = this.#algorithm(identifier);
    const octets = this.#read('malformed subjectPublicKey', () => members.bitString());
    if (octets) this.#check(() => goKeyFormFault(oid, parameters, octets));
  }

  #extensions(tbs: GoReader): void {
    const tagged = this.#read('malformed extensions', () => tbs.optional(0xa3));
    if (!tagged) return;
    const list = this.#sequence(new GoReader(tagged.content), 'extensions');
    const found = new Map<string, Extension>();
    while (!list.isDone && this.refusal === undefined) {
      const one = this.#extension(this.#sequence(list, 'extension'));
      this.#check(() =>
        found.has(one.oid)
          ? `x509: certificate contains duplicate extension with OID "${one.oid}"`
          : undefined,
      );
      found.set(one.oid, one);
    }
    this.#check(() =>
      firstRefusal([...found.values()], (one) => goExtensionFault(one, this.#version)),
    );
  }

  #extension(members: GoReader): Extension {
    const oid = this.#read('malformed extension OID field', () => oidOf(members.smallOid()));
    const critical = this.#read(
      'malformed extension critical field',
      () => members.has(TAG.boolean) && members.boolean(),
    );
    const value = this.#read('malformed extension value field', () =>
      members.next(TAG.octetString),
    );
    return { oid: oid ?? '', critical: critical === true, value: value?.content ?? NOTHING };
  }
}

const NOTHING = new Uint8Array(0);
