// Where something is fetched from, as certificates and CRLs name it (RFC 5280, 4.2.1.13 and
// 4.2.2.1): for those who judge such places.

/** What it lacks, as the end of a sentence. */
export function locationFault(uri: string): string | undefined {
  if (!/^[a-z][a-z\d+.-]*:[\x21-\x7e]+$/i.test(uri)) return 'which is no absolute URI';
  if (!/^ldaps?:/i.test(uri)) return undefined;
  // RFC 4516: the host, the name of an entry, and which of its attributes.
  const [, entry, attributes] = /^ldaps?:\/\/[^/?]*\/([^?]*)(?:\?([^?]*))?/i.exec(uri) ?? [];
  if (!entry) return 'which names no entry of the directory';
  return attributes ? undefined : 'which names no attribute of its entry';
}

/** A browser or a verifier can get it: HTTP, LDAP. */
export function isFetchable(uri: string): boolean {
  return /^(https?|ldaps?):/i.test(uri);
}
