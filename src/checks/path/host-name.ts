// Rules: the certificate names the host that is dialled, in its subjectAltName (RFC 9525, 6); the
// common name is no host name.
import type { GeneralName } from '../../pki/names/general-name.js';
import { isHostNamed } from '../../pki/names/host-match.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { escaped, quote } from '../../quote.js';
import type { PathRule } from '../rule.js';
import type { PlaceTerms } from './terms.js';

export const hostName = rule('RFC 9525, 6.3', ({ kind }) => kind !== 'ip');
export const hostAddress = rule('RFC 9525, 6.5', ({ kind }) => kind === 'ip');

const SHOWN = 5;

function rule(
  citation: string,
  isMeant: (host: GeneralName) => boolean,
): PathRule<PathCertificate, PlaceTerms> {
  return {
    code: 'host-name',
    citation,
    severity: 'error',
    rank: 50,
    check({ names, subject }, { isTarget, host }) {
      if (!isTarget || !host || !isMeant(host) || isHostNamed(names, host)) return [];
      const hosts = names.filter(({ kind }) => kind === 'dns' || kind === 'ip');
      const shown = hosts.slice(0, SHOWN).map(({ text }) => escaped(text));
      const more = hosts.length > SHOWN ? ` and ${hosts.length - SHOWN} more` : '';
      const found = shown.length > 0 ? `it names ${shown.join(', ')}${more}` : 'it names no host';
      return [{ subject, message: `the certificate is not for ${quote(host.value)}: ${found}` }];
    },
  };
}
