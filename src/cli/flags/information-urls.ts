// Where certificates say that the CRL and the certificate of their issuer are to be had.
import * as Flags from '@oclif/core/flags';
import { parseInformationUrl } from '../../pki/names/information-url.js';

const url = Flags.custom<string>({
  parse: async (text) => parseInformationUrl(text),
  helpValue: 'URL',
});

export const informationUrlFlags = {
  'crl-url': url({
    description:
      'http URL of the CRL of the CA that signs, for the certificate (crl issue --form der makes what is served there)',
  }),
  'aia-url': url({
    description: 'http URL of the certificate of the CA that signs, DER, for the certificate',
  }),
};

export function informationUrls(flags: {
  'crl-url': string | undefined;
  'aia-url': string | undefined;
}) {
  return { crlUrl: flags['crl-url'], issuerUrl: flags['aia-url'] };
}
