// Where files will live and who listens where.
import { Flags } from '@oclif/core';
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { choice } from './choice.js';

const port = Flags.custom<number>({
  parse: async (text) => {
    const value = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0;
    if (value >= 1 && value <= 65_535) return value;
    throw new TlsmithError('number-invalid', `${quote(text)} is no port: 1 to 65535 are possible`);
  },
  helpValue: 'N',
});

const store = Flags.custom<'pem' | 'pkcs12'>(choice('the store', ['pem', 'pkcs12']));

export const placeFlags = {
  port: port({ description: "port of the server (default: the product's own)" }),
  store: store({ description: 'form of keys and trust (default pem)' }),
  'install-dir': Flags.string({
    description: 'folder on the hosts where the files will live (default /etc/PRODUCT/certs)',
    helpValue: 'DIR',
  }),
};
