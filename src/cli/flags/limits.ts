// What a CA may be limited to: names, and purposes of everything below it.
import { Flags, type Interfaces } from '@oclif/core';
import { TlsmithError } from '../../errors.js';

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

export const limitFlags = {
  'permit-dns': Flags.string({
    description: 'the CA may certify this domain and names below it only; repeatable',
    helpValue: 'DOMAIN',
    ...repeated,
  }),
  'permit-ip': Flags.string({
    description: 'the CA may certify addresses of this network only; repeatable',
    helpValue: 'NETWORK',
    ...repeated,
  }),
  'exclude-dns': Flags.string({
    description: 'the CA may not certify this domain and names below it; repeatable',
    helpValue: 'DOMAIN',
    ...repeated,
  }),
  eku: usages({ description: 'what all certificates below the CA may be for (extKeyUsage)' }),
};

export function limitsIn(flags: Interfaces.InferredFlags<typeof limitFlags>) {
  return {
    ...(flags['permit-dns'] && { permitDns: flags['permit-dns'] }),
    ...(flags['permit-ip'] && { permitIp: flags['permit-ip'] }),
    ...(flags['exclude-dns'] && { excludeDns: flags['exclude-dns'] }),
    ...(flags.eku && { extKeyUsage: flags.eku }),
  };
}
