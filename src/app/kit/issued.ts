// A source of identities for kits: a new key, and a certificate of the CA at hand.
import type { HostIdentity } from '../../pki/certificate/identity.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import type { Crypto, KeyType, Random, Reporter } from '../../ports.js';
import { issueEndEntity } from '../making/identity.js';
import { defaultSubject } from '../reading/names.js';
import type { AnswerTerms } from '../making/certified.js';
import type { PlannedValidity } from '../making/validity.js';
import { awaitedHost, type KitHost } from './hosts.js';

interface IssuingTerms extends Pick<AnswerTerms, 'accept' | 'isRehearsed'> {
  keyType: KeyType;
  issuer: Issuer;
  validity: PlannedValidity;
  now: Date;
}

export async function issueTo(
  host: KitHost,
  { keyType, issuer, validity, now, accept, isRehearsed }: IssuingTerms,
  ports: { crypto: Crypto; random: Random; reporter: Reporter },
): Promise<HostIdentity> {
  const { profile, name, names: subjectAltNames } = host;
  const keys = await ports.crypto.generateKeyPair(keyType);
  const subject = defaultSubject(name);
  const terms = { awaited: awaitedHost(host), accept, isRehearsed };
  const wanted = { profile, subject, subjectAltNames, validity, ...terms };
  return issueEndEntity({ ...wanted, keys, issuer, now }, ports);
}
