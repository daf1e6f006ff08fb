// The names and addresses of this machine, as it knows them itself: nobody is asked over the
// network.
import { hostname, networkInterfaces } from 'node:os';
import type { Machine } from '../ports.js';

export const thisMachine: Machine = {
  names: () => [hostname()].filter((name) => name !== '' && name !== 'localhost'),
  addresses: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, address }) => !internal && !isLinkLocal(address))
      .map(({ address }) => address),
};

/**
 * RFC 3927 and RFC 4291, 2.5.6: an address of one wire only, which a certificate cannot name
 * usefully.
 */
function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address);
}
