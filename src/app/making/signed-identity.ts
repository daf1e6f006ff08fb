// Which certificate a CA made for which key, and whether a peer would accept it: for what was
// signed elsewhere.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  comparableName,
  formatGeneralName,
  type GeneralName,
} from '../../pki/names/general-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { checkIssuer, isSelfIssued } from '../../pki/issuing/issuer.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Crypto } from '../../ports.js';
import { quote } from '../../quote.js';
import { chainAbove } from '../reading/certificate/chain.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';

export interface SignedPool {
  /** What the CA sent: certificates of hosts, and intermediates. */
  signed: readonly Certificate[];
  /** The CA's own: one of them becomes the trust anchor. */
  authority: readonly Certificate[];
  caFile: string;
}

/** For whom something was signed elsewhere. */
export interface AwaitedHost {
  name: string;
  names: readonly GeneralName[];
  /** What its place in the link needs; more was only asked for. */
  role: 'server' | 'client' | 'peer';
  /** Whether others look for it under its names. */
  isDialled: boolean;
}

export interface SignedIdentityRequest {
  pool: SignedPool;
  host: AwaitedHost;
  privateKeyInfo: Uint8Array;
  now: Date;
}

/** Throws `key-mismatch`, `issuer-*`, `certificate-faulty`; the sentence names the host. */
export function identityFrom(
  { pool, host, privateKeyInfo, now }: SignedIdentityRequest,
  crypto: Crypto,
): HostIdentity {
  const certificate = certificateOf(pool, host, crypto.publicKeyOf(privateKeyInfo), crypto);
  const [, ...issuers] = chainAbove(certificate, [...pool.signed, ...pool.authority], crypto);
  const isAuthority = (one: Certificate) =>
    pool.authority.some(({ der }) => equalBytes(der, one.der));
  // What is not in the CA's file was not vouched for; the last that is becomes the anchor.
  const anchorAt = issuers.findLastIndex(isAuthority);
  const anchor = issuers[anchorAt];
  if (!anchor) {
    throw new TlsmithError(
      'issuer-chain-invalid',
      (it) =>
        `nothing in ${it} leads to the certificate of ${host.name}: it was signed by ${quote(formatDistinguishedName(certificate.issuer))}`,
      { path: pool.caFile },
    );
  }
  const chain = issuers.slice(0, anchorAt + 1);
  checkIssuer({ chain }, host.role, now);
  checkSigned(certificate, host, now);
  return {
    privateKeyInfo,
    chain: [certificate, ...chain.slice(0, -1).filter((one) => !isSelfIssued(one))],
    trustAnchors: [anchor],
  };
}

/** The newest of the key: a CA that was asked twice has signed twice. */
function certificateOf(
  { signed }: SignedPool,
  { name }: AwaitedHost,
  publicKey: Uint8Array,
  crypto: Crypto,
): Certificate {
  const [newest] = signed
    .filter(({ subjectPublicKeyInfo }) => crypto.isSamePublicKey(subjectPublicKeyInfo, publicKey))
    .sort((a, b) => startOf(b) - startOf(a) || b.notAfter.getTime() - a.notAfter.getTime());
  if (newest) return newest;
  throw new TlsmithError(
    'key-mismatch',
    `none of the signed certificates belongs to the key of ${name}`,
    { host: name },
  );
}

const startOf = ({ notBefore }: Certificate) => notBefore.getTime();

const NEEDED_USES = {
  server: ['serverAuth'],
  client: ['clientAuth'],
  peer: ['serverAuth', 'clientAuth'],
} as const;

/** What a CA most often changes: names, use, dates. */
function checkSigned(certificate: Certificate, host: AwaitedHost, now: Date): void {
  const { notBefore, notAfter, subjectAltNames, extKeyUsage, basicConstraints } = certificate;
  const faulty = (sentence: string) =>
    new TlsmithError('certificate-faulty', `the signed certificate of ${host.name} ${sentence}`, {
      host: host.name,
    });
  if (notAfter < now) throw faulty(`expired at ${formatTime(notAfter)}`);
  if (notBefore > now) throw faulty(`is not valid before ${formatTime(notBefore)}`);
  if (basicConstraints?.ca) throw faulty('is that of a CA');
  const found = subjectAltNames.map(comparableName);
  const missing = host.names.map(formatGeneralName).filter((name) => !found.includes(name));
  if (host.isDialled && missing.length > 0) {
    const named = subjectAltNames.join(', ') || 'no name at all';
    throw faulty(`does not name ${missing.join(', ')}; it names ${named}`);
  }
  // An anyExtendedKeyUsage helps no OpenSSL: it is not counted.
  const unable = NEEDED_USES[host.role].find((use) => extKeyUsage && !extKeyUsage.includes(use));
  if (unable)
    throw faulty(`may not be used for ${unable}: its extKeyUsage is ${extKeyUsage?.join(', ')}`);
}
