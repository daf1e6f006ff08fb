// How a product is told of a CRL, where it asks one, and what to mind then. For `config show`.
import { TlsmithError } from '../../errors.js';
import type { Reporter } from '../../ports.js';
import type { Target } from '../../targets/target.js';
import type { SnippetValues } from '../../targets/snippet/snippet.js';

/** Throws `consumer-cannot-read`. */
export function crlSetting(
  { name, title, descriptor: { crl } }: Target,
  file: string,
  reporter: Reporter,
): SnippetValues['crl'] {
  if (!crl) {
    throw new TlsmithError(
      'consumer-cannot-read',
      `no setting of ${name} for a CRL is known: a short life of the certificates takes somebody out there, or another CA`,
      { consumer: name, found: 'crl' },
    );
  }
  reporter.note(
    'an expired CRL refuses everybody: have the next one there well before (tlsmith config show systemd-timer --crl FILE), and the product read it',
  );
  reporter.note(
    crl.ofEveryCa
      ? `${title} asks the CRL of every CA of the chain: below an intermediate the file holds them all, the root's too, one after the other`
      : `${title} asks the CRL of the CA that issued, and of no other`,
  );
  return { ...crl, file };
}
