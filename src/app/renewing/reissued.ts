// A certificate issued anew: same subject, names, profile and type of key, valid for as long.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { DAY } from '../../pki/certificate/duration.js';
import { informationUrlsOf } from '../../pki/certificate/information-urls.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { formatTime, type Validity, type WantedValidity } from '../../pki/certificate/validity.js';
import type { WantedCertificate } from '../../pki/issuing/issue.js';
import { checkIssuance } from '../../pki/issuing/issue.js';
import { isSelfIssued, type Issuer, trustAnchorOf } from '../../pki/issuing/issuer.js';
import { type EndEntityProfile, PROFILES } from '../../pki/issuing/profile.js';
import { describePublicKey, keyTypeOf, nameOfPublicKey } from '../../pki/key/public-key.js';
import { membersOf, readDer, TAG } from '../../pki/der/der.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  commonNameAsOther,
  type GeneralName,
  parseGeneralName,
} from '../../pki/names/general-name.js';
import { generalNameText } from '../../pki/names/general-name-encoding.js';
import type { Crypto, KeyPair, KeyType } from '../../ports.js';
import { quote } from '../../quote.js';
import { nameAsItStands } from '../making/copied-names.js';
import { type IssuingPorts, issueEndEntity } from '../making/identity.js';
import { type PlannedValidity, validityBelow } from '../making/validity.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import type { Renewable } from './renewable.js';

export interface ReissueTerms {
  /** None: the certificate signs itself. */
  issuer: Issuer | undefined;
  key: 'new' | 'keep';
  /** Whether only what is due is renewed: then one that gains nothing is refused. */
  isByDate: boolean;
  now: Date;
  /** The chain of a CA that `issuer` succeeds, and that has issued what stands there. */
  succeeded?: readonly Certificate[] | undefined;
}

/** What a successor shall say. */
export interface Wanted extends WantedCertificate {
  profile: EndEntityProfile;
  validity: PlannedValidity;
  mayLackNames: boolean;
}

/** Of a certificate whose issuer has cut it, and the default of all profiles. */
const DEFAULT_DAYS = 825;
const SECOND = 1000;

/**
 * Judged by all that can be known before a key is made. Throws `issuer-*`, `key-unsupported`,
 * `certificate-faulty`, `renewal-in-vain`.
 */
export function wantedLike(
  renewable: Renewable,
  { issuer, isByDate, now, succeeded }: ReissueTerms,
  ports: IssuingPorts,
): Wanted {
  const { certificate, place } = renewable;
  const { subject, subjectAltNames } = certificate;
  if (issuer && !succeeded) checkIsIssuer(renewable, issuer, ports.crypto);
  const validity = validityBelow(
    lifeLike(certificate, [
      ...(issuer?.chain ?? []),
      ...(succeeded ?? []),
      ...renewable.chain.slice(1),
    ]),
    issuer?.chain,
    now,
    ports,
  );
  if (!succeeded) checkGains(certificate, validity, { path: place.path, isByDate });
  const wanted = {
    profile: profileOf(certificate),
    subject,
    subjectAltNames: namesOf(certificate),
    validity,
    mayLackNames: subjectAltNames.length === 0,
    // They are of its issuer: another one has others.
    ...(issuer?.by === 'bytes' && equalBytes(issuer.chain[0].subjectDer, certificate.issuerDer)
      ? informationUrlsOf(certificate)
      : {}),
  };
  if (issuer) checkIssuance(wanted, issuer.chain, now);
  return wanted;
}

/** Throws as `issueEndEntity`, `key-unsupported`, `input-wrong-kind`. */
export async function reissue(
  renewable: Renewable,
  wanted: Wanted,
  terms: ReissueTerms,
  ports: IssuingPorts,
): Promise<HostIdentity> {
  const { issuer, key, now } = terms;
  const keys =
    key === 'keep' ? keptKeys(renewable) : await newKeys(renewable.certificate, ports.crypto);
  const identity = await issueEndEntity({ ...wanted, keys, issuer, now }, ports);
  return withStandingCross(identity, renewable.chain, terms);
}

/**
 * While a CA is rolled over its hosts send a cross-certificate of the new one, and so they do after a
 * renewal: it is for whoever still trusts the old one alone.
 */
function withStandingCross(
  identity: HostIdentity,
  standing: readonly Certificate[],
  { issuer, now }: ReissueTerms,
): HostIdentity {
  if (!issuer?.chain) return identity;
  const anchor = trustAnchorOf(issuer.chain);
  if (!isSelfIssued(anchor)) return identity;
  const isCross = (one: Certificate) => !isSelfIssued(one) && isOfSameCa(one, anchor);
  const cross = standing.find((one) => isCross(one) && one.notAfter.getTime() > now.getTime());
  return cross ? { ...identity, chain: [...identity.chain, cross] } : identity;
}

function isOfSameCa(one: Certificate, other: Certificate): boolean {
  return (
    equalBytes(one.subjectDer, other.subjectDer) &&
    equalBytes(one.subjectPublicKeyInfo, other.subjectPublicKeyInfo)
  );
}

function keptKeys({ privateKeyInfo, certificate }: Renewable): KeyPair {
  const { subjectPublicKeyInfo } = certificate;
  return { privateKeyInfo: privateKeyInfo as Uint8Array, subjectPublicKeyInfo };
}

export function newKeys({ subjectPublicKeyInfo }: Certificate, crypto: Crypto): Promise<KeyPair> {
  return crypto.generateKeyPair(keyTypeLike(subjectPublicKeyInfo));
}

/** Throws `key-unsupported` for a type that is not made here. */
export function keyTypeLike(subjectPublicKeyInfo: Uint8Array): KeyType {
  const key = describePublicKey(subjectPublicKeyInfo);
  const keyType = keyTypeOf(key);
  if (keyType) return keyType;
  const found = nameOfPublicKey(key);
  throw new TlsmithError(
    'key-unsupported',
    `a new key ${found} is not made: --keep-key keeps the one that it has, and cert issue makes another`,
    { found },
  );
}

/** Throws `certificate-faulty` for a certificate that is for something else than TLS. */
export function profileOf({ extKeyUsage }: Certificate): EndEntityProfile {
  const uses = extKeyUsage ?? PROFILES.peer.extKeyUsage;
  const isFor = (use: string) => uses.includes(use);
  const others = uses.filter((use) => use !== 'serverAuth' && use !== 'clientAuth');
  if (others.length === 0 && uses.length > 0) {
    if (isFor('serverAuth')) return isFor('clientAuth') ? 'peer' : 'server';
    return 'client';
  }
  throw new TlsmithError(
    'certificate-faulty',
    `its extKeyUsage is ${uses.join(', ')}, and only serverAuth and clientAuth are issued`,
    { found: uses.join(', ') },
  );
}

/** As they stand there. Throws as `nameOf`. */
export function namesOf({ extensions }: Certificate): GeneralName[] {
  const found = extensions.find(({ oid }) => oid === EXTENSION.subjectAltName);
  const names = found ? membersOf(readDer(found.value, TAG.sequence)) : [];
  return names.map((one) => nameAsItStands(one) ?? nameOf(generalNameText(one)));
}

/** From its text. Throws `certificate-faulty` for a name of a form that is not issued. */
export function nameOf(text: string): GeneralName {
  const [, commonName] = /^other:2\.5\.4\.3=(.+)$/.exec(text) ?? [];
  try {
    return commonName === undefined ? parseGeneralName(text) : commonNameAsOther(commonName);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    throw new TlsmithError(
      'certificate-faulty',
      `its name ${quote(text)} is of a form that is not issued: ${error.sentence}`,
      { found: text },
      error,
    );
  }
}

/** As long as the old one; the default where that was cut at the end of a CA above it. */
export function lifeLike(
  { notBefore, notAfter }: Validity,
  above: readonly Certificate[],
): WantedValidity {
  const isCut = above.some((one) => one.notAfter.getTime() === notAfter.getTime());
  if (isCut) return { days: DEFAULT_DAYS, isDefault: true };
  const life = notAfter.getTime() - notBefore.getTime() + SECOND;
  return { days: Math.max(life, SECOND) / DAY, isDefault: true };
}

/** Throws `renewal-in-vain` where the successor ends no later, as below a CA that ends itself. */
function checkGains(
  old: Validity,
  { notAfter }: Validity,
  { path, isByDate }: { path: string; isByDate: boolean },
): void {
  const gain = notAfter.getTime() - old.notAfter.getTime();
  if (gain > 0 || (gain === 0 && !isByDate)) return;
  const ends = formatTime(notAfter);
  throw new TlsmithError(
    'renewal-in-vain',
    (it) =>
      `${it} ends at ${formatTime(old.notAfter)}, and what would come in its place at ${ends}, no later: either its CA ends soon, or the clock of this machine is wrong`,
    { path, notAfter: ends },
  );
}

/**
 * Its own CA, or one below the same root: everybody who trusts the old one trusts the new one.
 * Throws `issuer-chain-invalid`.
 */
function checkIsIssuer(
  { certificate, chain: standing }: Renewable,
  { chain }: Issuer,
  crypto: Crypto,
): void {
  if (!chain || isIssuedBy(certificate, chain[0], crypto)) return;
  const top = standing.at(-1) ?? certificate;
  if (top !== certificate && isIssuedBy(top, trustAnchorOf(chain), crypto)) return;
  const issuer = formatDistinguishedName(certificate.issuer);
  throw new TlsmithError(
    'issuer-chain-invalid',
    `it was issued by ${quote(issuer)}, and not by the CA at hand (${quote(formatDistinguishedName(chain[0].subject))})`,
    { issuer },
  );
}
