// What in the parameters of RSASSA-PSS is not as RFC 4055, 3.1 wants it.
import { type DerElement, DerReader, TAG } from '../der/der.js';
import { oidOf, smallInteger } from '../der/der-values.js';

const MGF1 = '1.2.840.113549.1.1.8';
const SHA1 = '1.3.14.3.2.26';
/** What stands for a field that is left out. */
const DEFAULTS = { saltLength: 20, trailer: 1 };

/** Ends a sentence about the parameters. Throws `input-malformed`. */
export function pssFault(parameters: DerElement | undefined): string | undefined {
  if (!parameters) return 'they are left out, and say which hash is used';
  if (parameters.tag !== TAG.sequence) return 'they are no SEQUENCE';
  const members = new DerReader(parameters.content);
  const field = (tag: number) => {
    const tagged = members.optional(tag);
    return tagged && new DerReader(tagged.content).next();
  };
  const hash = field(0xa0);
  const mask = field(0xa1);
  const [salt, trailer] = [field(0xa2), field(0xa3)];
  members.end();
  const hashOid = hash ? identifierOf(hash) : SHA1;
  const fault = maskFault(mask, hashOid);
  if (fault !== undefined) return fault;
  if (trailer && smallInteger(trailer) !== DEFAULTS.trailer) return 'their trailer is not 1';
  const isDefault =
    (hash && hashOid === SHA1) ||
    trailer !== undefined ||
    (salt && smallInteger(salt) === DEFAULTS.saltLength);
  return isDefault ? 'they write out what is the default, which DER leaves out' : undefined;
}

function identifierOf(algorithm: DerElement): string {
  return oidOf(new DerReader(algorithm.content).next(TAG.oid));
}

function maskFault(mask: DerElement | undefined, hashOid: string): string | undefined {
  if (!mask) {
    return hashOid === SHA1 ? undefined : 'their mask is made with SHA-1, and the hash is another';
  }
  const members = new DerReader(mask.content);
  if (oidOf(members.next(TAG.oid)) !== MGF1) return 'their mask is not made by MGF1';
  return identifierOf(members.next(TAG.sequence)) === hashOid
    ? undefined
    : 'their mask is made with another hash than the digest';
}
