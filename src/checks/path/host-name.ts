// Rule: the certificate names the host that is dialled, in its subjectAltName (RFC 9525, 6); the common name is no host name.
import type { GeneralName } from '../../pki/names/general-name.js';
import { isHostNamed } from '../../pki/names/host-match.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { escaped, quote } from '../../quote.js';
import type { PathFinding } from '../finding.js';

const SHOWN = 5;

export function checkHostName(
  { names, subject }: PathCertificate,
  host: GeneralName | undefined,
): PathFinding[] {
  if (!host || isHostNamed(names, host)) return [];
  const hosts = names.filter(({ kind }) => kind === 'dns' || kind === 'ip');
  const shown = hosts.slice(0, SHOWN).map(({ text }) => escaped(text));
  const more = hosts.length > SHOWN ? ` and ${hosts.length - SHOWN} more` : '';
  const found = shown.length > 0 ? `it names ${shown.join(', ')}${more}` : 'it names no host';
  return [
    {
      code: 'host-name',
      severity: 'error',
      subject,
      message: `the certificate is not for ${quote(host.value)}: ${found}`,
      citation: host.kind === 'ip' ? 'RFC 9525, 6.5' : 'RFC 9525, 6.3',
    },
  ];
}
