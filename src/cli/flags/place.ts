// Where files will live and who listens where.
import * as Flags from '@oclif/core/flags';
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

/** POSIX, or Windows with either slash: the snippet's paths start there. */
const installDir = Flags.custom<string>({
  parse: async (text) => {
    if (/^(\/|[A-Za-z]:[\\/])/.test(text)) return text;
    throw new TlsmithError(
      'flag-value-invalid',
      `${quote(text)} is no absolute folder, such as /etc/logstash/certs`,
    );
  },
  helpValue: 'DIR',
});

export const placeFlags = {
  port: port({ description: "port of the server (default: the product's own)" }),
  store: store({ description: 'form of keys and trust (default pem)' }),
  'install-dir': installDir({
    description: 'folder on the hosts where the files will live (default /etc/PRODUCT/certs)',
  }),
};
