// In which form keys and trust are written.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';

const formats = Flags.custom<('pem' | 'pkcs12')[]>({
  parse: async (text) => {
    const words = [...new Set(text.split(','))];
    const known = words.filter((word) => word === 'pem' || word === 'pkcs12');
    if (known.length === words.length) return known;
    throw new TlsmithError('flag-value-invalid', 'the format is pem, pkcs12 or pem,pkcs12', {
      possible: ['pem', 'pkcs12', 'pem,pkcs12'],
    });
  },
  helpValue: 'pem,pkcs12',
});

export const formatFlag = {
  format: formats({ description: 'PEM files, PKCS#12 stores, or both (default pem)' }),
};
