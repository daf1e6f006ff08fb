// Name constraints as Go reads them (parseNameConstraintsExtension in crypto/x509/parser.go): for
// the parser, and for what compares names with them.
import { isIP } from 'node:net';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { isGoDomain, mailboxOf } from './domain.js';
import { ipv4Of } from './host.js';
import { GoReader } from './reader.js';
import type { Refusal, Versioned } from '../presented-chain.js';

/** Bases as they are written, addresses with their masks. */
export interface GoSubtrees {
  dns: readonly string[];
  email: readonly string[];
  uri: readonly string[];
  ip: readonly Uint8Array[];
}

export interface GoNameConstraints {
  permitted: GoSubtrees;
  excluded: GoSubtrees;
  /** Kinds of names that Go does not judge are among them. */
  hasUnknown: boolean;
  /** What the parser says; what it has read before counts for nothing then. */
  refusal: Refusal;
}

const NONE: GoSubtrees = { dns: [], email: [], uri: [], ip: [] };

export function goNameConstraints(value: Uint8Array, version: Versioned): GoNameConstraints {
  const lists = ifReadable(() => {
    const reader = new GoReader(value);
    const members = reader.sequence();
    reader.end();
    const both = [members.optional(0xa0)?.content, members.optional(0xa1)?.content] as const;
    members.end();
    return both;
  });
  const refused = (refusal: Refusal): GoNameConstraints => ({
    permitted: NONE,
    excluded: NONE,
    hasUnknown: false,
    refusal,
  });
  if (!lists) return refused('x509: invalid NameConstraints extension');
  if (lists.every((list) => !list?.length)) {
    return refused('x509: empty name constraints extension');
  }
  const [permitted, excluded] = lists.map((list) => subtreesOf(list ?? new Uint8Array(0), version));
  const refusal = permitted?.refusal ?? excluded?.refusal;
  if (refusal !== undefined || !permitted || !excluded) return refused(refusal);
  const hasUnknown = permitted.hasUnknown || excluded.hasUnknown;
  return { permitted, excluded, hasUnknown, refusal };
}

function subtreesOf(
  list: Uint8Array,
  version: Versioned,
): GoSubtrees & Pick<GoNameConstraints, 'hasUnknown' | 'refusal'> {
  const texts: Record<'dns' | 'email' | 'uri', string[]> = { dns: [], email: [], uri: [] };
  const ip: Uint8Array[] = [];
  let hasUnknown = false;
  let refusal: Refusal;
  for (const reader = new GoReader(list); !reader.isDone && refusal === undefined;) {
    const base = ifReadable(() => reader.sequence().next());
    if (!base) {
      refusal = 'x509: invalid NameConstraints extension';
      break;
    }
    const kind = KINDS[base.tag];
    if (kind !== undefined) {
      const text = Buffer.from(base.content).toString('latin1');
      texts[kind].push(text);
      refusal = textFault(kind, text);
    } else if (base.tag === 0x87) {
      ip.push(base.content);
      refusal = networkFault(base.content, version);
    } else hasUnknown = true;
  }
  return { ...texts, ip, hasUnknown, refusal };
}

const KINDS: Readonly<Record<number, 'dns' | 'email' | 'uri'>> = {
  0x81: 'email',
  0x82: 'dns',
  0x86: 'uri',
};

const WORDS = { dns: 'dnsName', email: 'rfc822Name', uri: 'URI' } as const;

function textFault(kind: keyof typeof WORDS, text: string): Refusal {
  if (/[\x80-\xff]/.test(text)) {
    return `x509: invalid constraint value: x509: ${JSON.stringify(text)} cannot be encoded as an IA5String`;
  }
  const said = `x509: failed to parse ${WORDS[kind]} constraint ${JSON.stringify(text)}`;
  if (kind === 'uri' && isIP(text) !== 0) return `${said}: cannot be IP address`;
  const isRight =
    kind === 'email' && text.includes('@') ? mailboxOf(text) !== undefined : isGoDomain(text, true);
  return isRight ? undefined : said;
}

/** A mask is ones, then zeros. */
function networkFault(network: Uint8Array, { isSince }: Versioned): Refusal {
  const { length } = network;
  if (length !== 8 && length !== 32) {
    return `x509: IP constraint contained value of length ${length}`;
  }
  const base = network.subarray(0, length / 2);
  if (base.length !== ipv4Of(base).length && isSince(1, 27)) {
    return 'x509: IP constraint contained IPv4-mapped IPv6 address';
  }
  const mask = network.subarray(length / 2);
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits)
    ? undefined
    : `x509: IP constraint contained invalid mask ${Buffer.from(mask).toString('hex')}`;
}
