// Makes signed certificates: checks that the issuer may, assembles by profile, signs, and reads the
// result back.
import { TlsmithError } from '../../errors.js';
import type { Crypto, Random } from '../../ports.js';
import type { Certificate } from '../certificate/certificate.js';
import type { Chain } from '../certificate/identity.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import type { GeneralName } from '../names/general-name.js';
import { equalBytes } from '../der/hex.js';
import { checkExtKeyUsage, checkIssuer, type IssuerByBytes } from './issuer.js';
import { checkNameConstraints } from './issuer-names.js';
import { checkKey, checkSigningKey } from '../key/key-policy.js';
import type { InformationUrls } from '../certificate/information-urls.js';
import { encodeNameConstraints, type NameConstraints } from '../certificate/name-constraints.js';
import { encodeName } from '../names/name-encoding.js';
import type { KeyUsage } from '../der/object-identifiers.js';
import { type ExtKeyUsage, keyUsageOf, namesServer, type Profile, PROFILES } from './profile.js';
import { describePublicKey, keyIdentifierOf, signatureHashFor } from '../key/public-key.js';
import { newSerialNumber } from './serial-number.js';
import { verifySignature } from '../signature/signature.js';
import type { Validity } from '../certificate/validity.js';
import { parseCertificate } from '../certificate/certificate-encoding.js';
import { buildCertificate, type CertificateContent } from '../certificate/certificate-building.js';

/** What a certificate shall say, but for its key. */
export interface WantedCertificate extends InformationUrls {
  profile: Profile;
  subject: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
  validity: Validity;
  /** CAs only: how many intermediates may follow below; none said, no limit. */
  pathLenConstraint?: number | undefined;
  /** CAs only: which names they may certify. */
  nameConstraints?: NameConstraints | undefined;
  /** CAs only: what everything below them may be for; none said, no limit. */
  extKeyUsage?: readonly ExtKeyUsage[] | undefined;
  /** None: that of the profile. */
  keyUsage?: readonly KeyUsage[] | undefined;
  /** A server without a subjectAltName, for those who check the certification path only. */
  mayLackNames?: boolean | undefined;
}

export interface CertificateRequest extends WantedCertificate {
  subjectPublicKeyInfo: Uint8Array;
  /** Hex, of a CA that has one already, by which others know it. None: it follows from the key. */
  subjectKeyIdentifier?: string | undefined;
}

export interface IssuingPorts {
  crypto: Crypto;
  random: Random;
}

/**
 * Issues below `issuer`. Throws `issuer-*`, `key-*`, `input-malformed`, `name-invalid` or
 * `outlives-issuer`.
 */
export async function issueCertificate(
  request: CertificateRequest,
  issuer: IssuerByBytes,
  now: Date,
  ports: IssuingPorts,
): Promise<Certificate> {
  checkIssuance(request, issuer.chain, now);
  const [{ subjectDer, subjectPublicKeyInfo, subjectKeyIdentifier }] = issuer.chain;
  const signer = {
    nameDer: subjectDer,
    subjectPublicKeyInfo,
    // RFC 5280, 4.2.1.1: as it stands in the issuer's certificate; computed only if it has none.
    keyIdentifier: subjectKeyIdentifier ?? keyIdentifierOf(subjectPublicKeyInfo, ports.crypto),
    sign: (data: Uint8Array) => issuer.sign(data),
  };
  return sign(request, signer, ports);
}

/**
 * All that can be judged before there is a key, by the chain of the issuer if that is known. Throws
 * `issuer-*`, `key-*` of the issuer, `name-invalid` or `outlives-issuer`.
 */
export function checkIssuance(
  request: WantedCertificate,
  chain: Chain | undefined,
  now: Date,
): void {
  if (chain) checkChain(request, chain, now);
  checkNames(request);
}

function checkChain(request: WantedCertificate, chain: Chain, now: Date): void {
  checkIssuer(chain, request.profile, now);
  checkSigningKey(chain[0].subjectPublicKeyInfo);
  checkExtKeyUsage(chain, request.extKeyUsage ?? []);
  checkNameConstraints(chain, request);
  for (const { notAfter } of chain) {
    if (request.validity.notAfter > notAfter) {
      throw new TlsmithError('outlives-issuer', 'the certificate would outlive its issuer');
    }
  }
}

/** Issues a certificate that is its own trust anchor: a root, or a self-signed end entity. */
export async function issueSelfSigned(
  request: CertificateRequest,
  privateKeyInfo: Uint8Array,
  ports: IssuingPorts,
): Promise<Certificate> {
  const { subject, subjectPublicKeyInfo, subjectKeyIdentifier } = request;
  const hash = signatureHashFor(describePublicKey(subjectPublicKeyInfo));
  const signer = {
    nameDer: encodeName(subject),
    subjectPublicKeyInfo,
    keyIdentifier: subjectKeyIdentifier ?? keyIdentifierOf(subjectPublicKeyInfo, ports.crypto),
    sign: (data: Uint8Array) => ports.crypto.sign(privateKeyInfo, hash, data),
  };
  return sign(request, signer, ports);
}

interface Signer {
  /** DER, as it stands in its own certificate. */
  nameDer: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  /** What the authorityKeyIdentifier will say. */
  keyIdentifier: string;
  sign(data: Uint8Array): Promise<Uint8Array>;
}

async function sign(
  request: CertificateRequest,
  signer: Signer,
  ports: IssuingPorts,
): Promise<Certificate> {
  checkNames(request);
  const content = assemble(request, signer, ports);
  const hash = signatureHashFor(describePublicKey(signer.subjectPublicKeyInfo));
  const certificate = parseCertificate(await buildCertificate(content, { ...signer, hash }));
  checkIssued(certificate, content, signer, ports.crypto);
  return certificate;
}

function assemble(
  request: CertificateRequest,
  { nameDer, keyIdentifier }: Signer,
  ports: IssuingPorts,
): CertificateContent {
  const profile = PROFILES[request.profile];
  checkKey(request.subjectPublicKeyInfo);
  return {
    serialNumber: newSerialNumber(ports.random),
    issuerDer: nameDer,
    subjectDer: encodeName(request.subject),
    notBefore: request.validity.notBefore,
    notAfter: request.validity.notAfter,
    subjectPublicKeyInfo: request.subjectPublicKeyInfo,
    basicConstraints: {
      ca: profile.ca,
      pathLenConstraint: request.pathLenConstraint,
    },
    keyUsage: request.keyUsage ?? keyUsageOf(request.profile, request.subjectPublicKeyInfo),
    extKeyUsage: request.extKeyUsage ?? profile.extKeyUsage,
    nameConstraints: request.nameConstraints && encodeNameConstraints(request.nameConstraints),
    subjectAltNames: request.subjectAltNames,
    crlUrl: request.crlUrl,
    issuerUrl: request.issuerUrl,
    subjectKeyIdentifier:
      request.subjectKeyIdentifier ?? keyIdentifierOf(request.subjectPublicKeyInfo, ports.crypto),
    authorityKeyIdentifier: keyIdentifier,
  };
}

/**
 * A server is named by its subjectAltName alone (RFC 9525, 2); a certificate must name somebody
 * (RFC 5280, 4.1.2.6).
 */
function checkNames(request: WantedCertificate): void {
  if (request.subjectAltNames.length > 0) return;
  if (namesServer(request.profile) && !request.mayLackNames) {
    throw new TlsmithError(
      'name-invalid',
      'a server certificate needs a subjectAltName: clients no longer look at the common name',
    );
  }
  if (request.subject.length === 0) {
    throw new TlsmithError(
      'name-invalid',
      'the certificate would name nobody: its subject is empty and it has no subjectAltName',
    );
  }
}

/**
 * The issued bytes are read back: a signer of another key, or a name that was re-encoded, must not
 * leave the process.
 */
function checkIssued(
  certificate: Certificate,
  content: CertificateContent,
  signer: Signer,
  crypto: Crypto,
): void {
  if (verifySignature(certificate.der, signer.subjectPublicKeyInfo, crypto) !== 'valid') {
    throw new TlsmithError(
      'issuer-key-mismatch',
      "the issuer's signature does not verify with the key in its certificate",
    );
  }
  if (!equalBytes(certificate.issuerDer, content.issuerDer)) {
    throw new TlsmithError(
      'bug',
      "the issuer's name was encoded differently than in its own certificate",
    );
  }
}

/** RFC 5280, A.1: ub-common-name. A longer name stays out of the subject rather than being cut. */
export function fitsCommonName(name: string): boolean {
  return [...name].length <= 64;
}
