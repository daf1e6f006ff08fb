// NAME on the command line: the stem of the files, and the common name.
import { TlsmithError } from '../../errors.js';
import { commonNameOnly, type DistinguishedName } from '../../pki/names/distinguished-name.js';
import { type GeneralName, parseHost } from '../../pki/names/general-name.js';
import { fitsCommonName } from '../../pki/issuing/issue.js';
import type { Reporter } from '../../ports.js';
import { escaped, quote } from '../../quote.js';

export interface CertificateName {
  /** What files and folder are called. */
  stem: string;
  commonName: string;
}

/** With `.crt` or a staging suffix a longer one would pass the 255 octets of a file name. */
export const LONGEST_STEM = 180;

/**
 * Letters, digits, `.`, `-`, `_`, no leading dot; `*.x` gives the stem `_wildcard.x`. Throws
 * `name-invalid`.
 * `ca` is refused, because the host's trust anchor is written as `ca.crt`.
 */
export function parseCertificateName(text: string): CertificateName {
  const stem = text.startsWith('*.') ? `_wildcard.${text.slice(2)}` : text;
  const reason = reasonAgainst(text, stem);
  if (reason === undefined) return { stem, commonName: text };
  throw new TlsmithError('name-invalid', `the name ${quote(text)} ${reason}`, {
    found: escaped(text),
  });
}

function reasonAgainst(text: string, stem: string): string | undefined {
  if (stem === '') return 'is empty';
  if (/\s/.test(text)) return 'has a blank in it; letters, digits, ".", "-" and "_" are possible';
  if (!/^[A-Za-z0-9._-]+$/.test(stem)) {
    return 'has a character that no file of a certificate should have; letters, digits, ".", "-" and "_" are possible';
  }
  if (stem.startsWith('.')) return 'begins with a dot';
  if (stem.startsWith('-')) return 'begins with a hyphen';
  if (stem.endsWith('.')) return 'ends in a dot';
  if (stem.length > LONGEST_STEM) return `is longer than ${LONGEST_STEM} characters`;
  if (/^ca$/i.test(stem))
    return 'would put the certificate into ca.crt, the file of the trust anchor';
  return undefined;
}

/** `CN=NAME`; the empty name where it is longer than a common name may be (RFC 5280, A.1). */
export function defaultSubject(commonName: string): DistinguishedName {
  return fitsCommonName(commonName) ? commonNameOnly(commonName) : [];
}

/**
 * Says which of these names stand in no subject, all at once: whoever looks at the common name
 * finds nobody there.
 */
export function warnOfNoSubject(
  names: readonly string[],
  { reporter }: { reporter: Reporter },
): void {
  const [first, ...others] = names.filter((name) => !fitsCommonName(name));
  if (first === undefined) return;
  const limit = 'than a common name may be (64 characters; RFC 5280, A.1)';
  reporter.warn(
    others.length === 0
      ? `${quote(first)} is longer ${limit}, so the subject stays empty: only the subjectAltName names the host`
      : `${quote(first)} and others, ${others.length + 1} names in all, are longer ${limit}, so their subjects stay empty: only the subjectAltNames name the hosts`,
  );
}

/**
 * A client is named `dns:` its name (so that a server can tell clients apart by it). Throws
 * `name-invalid`.
 */
export function clientName(name: string): GeneralName {
  parseCertificateName(name);
  const parsed = parseHost(name);
  if (parsed.kind === 'dns') return parsed;
  throw new TlsmithError(
    'name-invalid',
    `the client name ${quote(name)} is an address, and no name`,
  );
}
