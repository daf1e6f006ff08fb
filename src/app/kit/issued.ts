// A source of identities for kits: a new key, and a certificate of the CA at hand.
import type { Validity } from '../../pki/certificate/validity.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import type { Crypto, KeyType, Random } from '../../ports.js';
import { issueEndEntity } from '../making/end-entity.js';
import { defaultSubject } from '../reading/names.js';
import type { KitHost } from './hosts.js';

interface IssuingTerms {
  keyType: KeyType;
  issuer: Issuer;
  validity: Validity;
  now: Date;
}

export async function issueTo(
  { profile, name, names }: KitHost,
  { keyType, issuer, validity, now }: IssuingTerms,
  ports: { crypto: Crypto; random: Random },
): Promise<HostIdentity> {
  const keys = await ports.crypto.generateKeyPair(keyType);
  const subject = defaultSubject(name);
  const wanted = { profile, subject, subjectAltNames: names, validity };
  return issueEndEntity({ ...wanted, keys, issuer, now }, ports);
}
