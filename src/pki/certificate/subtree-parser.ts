// Text → the subtrees that a CA may be limited to: a domain, a network, or mailboxes. For whoever
// makes CAs.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { judgeDomain } from '../names/dns-name.js';
import { judgeEmail } from '../names/email-address.js';
import { equalBytes } from '../der/hex.js';
import { ipAddressFromBytes, ipAddressToBytes } from '../names/ip-address.js';
import type { Subtree } from './name-constraints.js';

/** A domain and everything below it; a leading dot is taken for that. Throws `name-invalid`. */
export function parseDnsSubtree(text: string): Subtree {
  if (text.includes('*')) throw invalid(text, 'a domain stands for all names below it, without *');
  const judgement = judgeDomain(text.replace(/^\./, ''));
  if ('fault' in judgement) throw invalid(text, judgement.fault);
  return { kind: 'dns', base: judgement.value };
}

/**
 * A network such as `10.0.0.0/8`, `10.0.0.0/255.0.0.0` or `fd00::/8`, or one address. Throws
 * `name-invalid`.
 */
export function parseNetwork(text: string): Subtree {
  const slash = text.indexOf('/');
  const address = ipAddressToBytes(slash < 0 ? text : text.slice(0, slash));
  const bits = address.length * 8;
  const prefix = slash < 0 ? bits : prefixIn(text, text.slice(slash + 1), address.length);
  const mask = address.map((_, i) => (0xff00 >> Math.min(8, Math.max(0, prefix - 8 * i))) & 0xff);
  const network = address.map((octet, i) => octet & (mask[i] ?? 0));
  if (!equalBytes(network, address)) {
    throw invalid(
      text,
      `bits are set beyond its prefix; ${ipAddressFromBytes(network)}/${prefix} is the network`,
    );
  }
  return { kind: 'ip', network: new Uint8Array([...network, ...mask]) };
}

/** The number of leading ones: written as that number, or as a mask of the address's own kind. */
function prefixIn(text: string, written: string, octets: number): number {
  const bits = octets * 8;
  if (/^\d{1,3}$/.test(written)) {
    if (Number(written) <= bits) return Number(written);
    throw invalid(text, `its prefix is longer than the ${bits} bits of an address`);
  }
  if (!/^[\d.]+$|^[\da-f:.]*:[\da-f:.]*$/i.test(written)) {
    throw invalid(text, 'behind the slash stands the length of its prefix, as in 10.0.0.0/8');
  }
  const mask = ipAddressToBytes(written);
  if (mask.length !== octets) throw invalid(text, 'its mask is one of the other kind of address');
  const ones = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  if (/^1*0*$/.test(ones)) return ones.lastIndexOf('1') + 1;
  throw invalid(text, `its mask ${quote(written)} is not ones with zeros behind them`);
}

/** Every address there is, of both kinds. */
export const ALL_ADDRESSES: readonly Subtree[] = [4, 16].map((octets) => ({
  kind: 'ip',
  network: new Uint8Array(2 * octets),
}));

/**
 * A mailbox, all mailboxes of a host, or with a leading dot those of all hosts below a domain.
 * Throws `name-invalid`.
 */
export function parseMailboxes(text: string): Subtree {
  const judgement = text.includes('@') ? judgeEmail(text) : judgeDomain(text.replace(/^\./, ''));
  if ('fault' in judgement) throw invalid(text, judgement.fault);
  const isBelow = !text.includes('@') && text.startsWith('.');
  return { kind: 'email', base: `${isBelow ? '.' : ''}${judgement.value}` };
}

function invalid(text: string, fault: string): TlsmithError {
  return new TlsmithError('name-invalid', `${quote(text)} cannot limit a CA: ${fault}`, {
    value: escaped(text),
  });
}
