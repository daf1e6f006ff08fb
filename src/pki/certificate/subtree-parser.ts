// Text → the subtrees that a CA may be limited to: a domain, or a network. For whoever makes CAs.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { judgeDomain } from '../names/dns-name.js';
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

/** A network such as `10.0.0.0/8` or `fd00::/8`, or one address. Throws `name-invalid`. */
export function parseNetwork(text: string): Subtree {
  const [, addressText = '', prefixText] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = ipAddressToBytes(addressText);
  const bits = address.length * 8;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits)
    throw invalid(text, `its prefix is longer than the ${bits} bits of an address`);
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

function invalid(text: string, fault: string): TlsmithError {
  return new TlsmithError('name-invalid', `${quote(text)} cannot limit a CA: ${fault}`, {
    value: escaped(text),
  });
}
