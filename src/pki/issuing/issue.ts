// Makes signed certificates: checks that the issuer may, assembles by profile, signs, and reads the
// result back.
import { TlsmithError } from '../../errors.js';
import type { Crypto, Random } from '../../ports.js';
import type { Certificate } from '../certificate/certificate.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import type { GeneralName } from '../names/general-name.js';
import { equalBytes } from '../der/hex.js';
import { checkExtKeyUsage, checkIssuer, type Issuer, issuingCertificate } from './issuer.js';
import { checkNameConstraints } from './issuer-names.js';
import { checkKey, checkSigningKey } from '../key/key-policy.js';
import { encodeNameConstraints, type NameConstraints } from '../certificate/name-constraints.js';
import { encodeName } from '../names/name-encoding.js';
import type { KeyUsage } from '../der/object-identifiers.js';
import { type ExtKeyUsage, namesServer, type Profile, PROFILES } from './profile.js';
import { describePublicKey, keyIdentifierOf, signatureHashFor } from '../key/public-key.js';
import { newSerialNumber } from './serial-number.js';
import { verifySignature } from '../signature/signature.js';
import type { Validity } from '../certificate/validity.js';
import { parseCertificate } from '../certificate/certificate-encoding.js';
import { buildCertificate, type CertificateContent } from '../certificate/certificate-building.js';

export interface CertificateRequest {
  profile: Profile;
  subject: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
  subjectPublicKeyInfo: Uint8Array;
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
  issuer: Issuer,
  now: Date,
  ports: IssuingPorts,
): Promise<Certificate> {
  checkIssuance(request, issuer, now);
  const signer = issuingCertificate(issuer);
  return sign(request, signer.subjectDer, authorityKeyIdentifier(signer, ports.crypto), ports, {
    subjectPublicKeyInfo: signer.subjectPublicKeyInfo,
    sign: (data) => issuer.sign(data),
  });
}

/**
 * All that can be judged before there is a key. Throws `issuer-*`, `key-*` of the issuer,
 * `name-invalid` or `outlives-issuer`.
 */
export function checkIssuance(
  request: Omit<CertificateRequest, 'subjectPublicKeyInfo'>,
  issuer: Issuer,
  now: Date,
): void {
  checkIssuer(issuer, request.profile, now);
  checkSigningKey(issuingCertificate(issuer).subjectPublicKeyInfo);
  checkExtKeyUsage(issuer, request.extKeyUsage ?? []);
  checkNameConstraints(issuer, request);
  for (const { notAfter } of issuer.chain) {
    if (request.validity.notAfter > notAfter) {
      throw new TlsmithError('outlives-issuer', 'the certificate would outlive its issuer');
    }
  }
  checkNames(request);
}

/** Issues a certificate that is its own trust anchor: a root, or a self-signed end entity. */
export async function issueSelfSigned(
  request: CertificateRequest,
  privateKeyInfo: Uint8Array,
  ports: IssuingPorts,
): Promise<Certificate> {
  const hash = signatureHashFor(describePublicKey(request.subjectPublicKeyInfo));
  const keyIdentifier = keyIdentifierOf(request.subjectPublicKeyInfo, ports.crypto);
  return sign(request, encodeName(request.subject), keyIdentifier, ports, {
    subjectPublicKeyInfo: request.subjectPublicKeyInfo,
    sign: (data) => ports.crypto.sign(privateKeyInfo, hash, data),
  });
}

/**
 * RFC 5280, 4.2.1.1: the issuer's subjectKeyIdentifier, as it stands there; computed only if it has
 * none.
 */
function authorityKeyIdentifier(signer: Certificate, crypto: Crypto): string {
  return signer.subjectKeyIdentifier ?? keyIdentifierOf(signer.subjectPublicKeyInfo, crypto);
}

interface Signer {
  subjectPublicKeyInfo: Uint8Array;
  sign(data: Uint8Array): Promise<Uint8Array>;
}

async function sign(
  request: CertificateRequest,
  issuerDer: Uint8Array,
  authority: string,
  ports: IssuingPorts,
  signer: Signer,
): Promise<Certificate> {
  checkNames(request);
  const content = assemble(request, issuerDer, authority, ports);
  const hash = signatureHashFor(describePublicKey(signer.subjectPublicKeyInfo));
  const certificate = parseCertificate(await buildCertificate(content, { ...signer, hash }));
  checkIssued(certificate, content, signer, ports.crypto);
  return certificate;
}

function assemble(
  request: CertificateRequest,
  issuerDer: Uint8Array,
  authority: string,
  ports: IssuingPorts,
): CertificateContent {
  const profile = PROFILES[request.profile];
  checkKey(request.subjectPublicKeyInfo);
  const key = describePublicKey(request.subjectPublicKeyInfo);
  return {
    serialNumber: newSerialNumber(ports.random),
    issuerDer,
    subjectDer: encodeName(request.subject),
    ...request.validity,
    subjectPublicKeyInfo: request.subjectPublicKeyInfo,
    basicConstraints: {
      ca: profile.ca,
      pathLenConstraint: request.pathLenConstraint,
    },
    keyUsage: request.keyUsage ?? [
      ...profile.keyUsage,
      ...(key.algorithm === 'RSA' ? profile.keyUsageForRsa : []),
    ],
    extKeyUsage: request.extKeyUsage ?? profile.extKeyUsage,
    ...(request.nameConstraints && {
      nameConstraints: encodeNameConstraints(request.nameConstraints),
    }),
    subjectAltNames: request.subjectAltNames,
    subjectKeyIdentifier: keyIdentifierOf(request.subjectPublicKeyInfo, ports.crypto),
    authorityKeyIdentifier: authority,
  };
}

/**
 * A server is named by its subjectAltName alone (RFC 9525, 2); a certificate must name somebody
 * (RFC 5280, 4.1.2.6).
 */
function checkNames(request: Omit<CertificateRequest, 'subjectPublicKeyInfo'>): void {
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
