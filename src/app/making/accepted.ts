// Which certificate a CA made for which key, and whether a peer would accept it: for what was
// signed elsewhere, by hand or by a server that was asked.
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
  /** Where `authority` stands; none: the CA itself handed it out. */
  caFile?: string | undefined;
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

export interface SignedCertificateRequest {
  pool: SignedPool;
  host: AwaitedHost;
  /** SubjectPublicKeyInfo of the host's key. */
  publicKey: Uint8Array;
  now: Date;
  /** In milliseconds: by so much the clock of a CA that signs now may be ahead. */
  clockTolerance?: number | undefined;
}

/** What was certified for a key that need not be here. */
export type Certified = Omit<HostIdentity, 'privateKeyInfo'>;

/** Throws `key-mismatch`, `issuer-*`, `certificate-faulty`; the sentence names the host. */
export function identityFrom(
  {
    privateKeyInfo,
    ...request
  }: Omit<SignedCertificateRequest, 'publicKey'> & {
    privateKeyInfo: Uint8Array;
  },
  crypto: Crypto,
): HostIdentity {
  const publicKey = crypto.publicKeyOf(privateKeyInfo);
  return { privateKeyInfo, ...acceptedChain({ ...request, publicKey }, crypto) };
}

/** The same for whoever has only the public key. */
export function acceptedChain(request: SignedCertificateRequest, crypto: Crypto): Certified {
  const { pool, host, now } = request;
  const certificate = certificateOf(request, crypto);
  const [, ...issuers] = chainAbove(certificate, [...pool.signed, ...pool.authority], crypto);
  const isAuthority = (one: Certificate) =>
    pool.authority.some(({ der }) => equalBytes(der, one.der));
  // What is not in the CA's file was not vouched for; the last that is becomes the anchor.
  const anchorAt = issuers.findLastIndex(isAuthority);
  const anchor = issuers[anchorAt];
  if (!anchor) throw leadsNowhere(certificate, request);
  const chain = issuers.slice(0, anchorAt + 1);
  checkIssuer(chain, host.role, now);
  checkSigned(certificate, request);
  return {
    chain: [certificate, ...chain.slice(0, -1).filter((one) => !isSelfIssued(one))],
    trustAnchors: [anchor],
  };
}

function leadsNowhere(
  { issuer }: Certificate,
  { pool: { caFile }, host }: SignedCertificateRequest,
): TlsmithError {
  const fault = `leads to the certificate of ${host.name}: it was signed by ${quote(formatDistinguishedName(issuer))}`;
  return caFile === undefined
    ? new TlsmithError('issuer-chain-invalid', `nothing that is known of the CA ${fault}`)
    : new TlsmithError('issuer-chain-invalid', (it) => `nothing in ${it} ${fault}`, {
        path: caFile,
      });
}

/** The newest of the key: a CA that was asked twice has signed twice. */
function certificateOf(
  { pool: { signed }, host: { name }, publicKey }: SignedCertificateRequest,
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
function checkSigned(
  certificate: Certificate,
  { host, now, clockTolerance = 0 }: SignedCertificateRequest,
): void {
  const { notBefore, notAfter, subjectAltNames, extKeyUsage, basicConstraints } = certificate;
  const faulty = (sentence: string) =>
    new TlsmithError('certificate-faulty', `the signed certificate of ${host.name} ${sentence}`, {
      host: host.name,
    });
  if (notAfter < now) throw faulty(`expired at ${formatTime(notAfter)}`);
  if (notBefore.getTime() > now.getTime() + clockTolerance) {
    throw faulty(`is not valid before ${formatTime(notBefore)}`);
  }
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
