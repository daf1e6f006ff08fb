// What a CA may be limited to: names, and purposes of everything below it.
import type { Interfaces } from '@oclif/core';
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { refuseTogether } from '../flag-rules.js';

const USAGES = ['serverAuth', 'clientAuth'] as const;
type Usage = (typeof USAGES)[number];

const usages = Flags.custom<Usage[]>({
  parse: async (text) => {
    const words = [...new Set(text.split(','))];
    const known = words.flatMap((word) => USAGES.filter((usage) => usage === word));
    if (known.length === words.length) return known;
    throw new TlsmithError(
      'flag-value-invalid',
      `the extKeyUsage of a CA is ${USAGES.join(', ')}, or both with a comma between`,
      { possible: USAGES },
    );
  },
  helpValue: 'LIST',
});

const repeated = { multiple: true, multipleNonGreedy: true } as const;

const subtrees = (description: string, helpValue: string) =>
  Flags.string({ description: `${description}; repeatable`, helpValue, ...repeated });

export const limitFlags = {
  'permit-dns': subtrees(
    'of DNS names the CA may certify this domain and names below it only (addresses stay free: see --exclude-all-ip)',
    'DOMAIN',
  ),
  'permit-ip': subtrees(
    'of IP addresses the CA may certify those of this network only (10.0.0.0/8 or 10.0.0.0/255.0.0.0)',
    'NETWORK',
  ),
  'permit-email': subtrees(
    'of e-mail addresses the CA may certify these only: a mailbox, a host, or .DOMAIN for all hosts below it',
    'MAILBOXES',
  ),
  'exclude-dns': subtrees('the CA may not certify this domain and names below it', 'DOMAIN'),
  'exclude-ip': subtrees('the CA may not certify addresses of this network', 'NETWORK'),
  'exclude-email': subtrees(
    'the CA may not certify these e-mail addresses: a mailbox, a host, or .DOMAIN',
    'MAILBOXES',
  ),
  'exclude-all-ip': Flags.boolean({ description: 'the CA may certify no IP address at all' }),
  eku: usages({ description: 'what all certificates below the CA may be for (extKeyUsage)' }),
};

export function limitsIn(flags: Interfaces.InferredFlags<typeof limitFlags>) {
  for (const other of ['permit-ip', 'exclude-ip']) refuseTogether(flags, 'exclude-all-ip', other);
  return {
    permitDns: flags['permit-dns'],
    permitIp: flags['permit-ip'],
    permitEmail: flags['permit-email'],
    excludeDns: flags['exclude-dns'],
    excludeIp: flags['exclude-ip'],
    excludeEmail: flags['exclude-email'],
    ...(flags['exclude-all-ip'] && { excludeAllIp: true }),
    extKeyUsage: flags.eku,
  };
}
