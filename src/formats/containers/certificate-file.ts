// The certificates of a file, PEM (any text around, several blocks) or DER, guessed by content.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { parseCertificate } from '../../pki/certificate/certificate-encoding.js';
import { type BundlePart, decodeBundle } from './bundle.js';
import { decodePem } from './pem.js';
import { recognise } from './recognise.js';

const CERTIFICATE_LABELS = ['CERTIFICATE', 'X509 CERTIFICATE'];

/** More certificates in one file than any trust bundle in use: beyond, the file is refused. */
const MAXIMUM_CERTIFICATES = 2_000;

/**
 * At least one certificate, in the order of the file. Throws `input-wrong-kind` (no certificate in
 * it; says what it is), `input-malformed`, or `input-limit`. Sentences leave the file's name to the
 * caller, who knows it.
 */
export function decodeCertificates(bytes: Uint8Array): [Certificate, ...Certificate[]] {
  const blocks = decodePem(bytes);
  const ders = blocks
    .filter(({ label }) => CERTIFICATE_LABELS.includes(label))
    .map(({ der }) => der);
  if (ders.length > MAXIMUM_CERTIFICATES) {
    throw new TlsmithError(
      'input-limit',
      (it) => `${it} holds ${ders.length} certificates; at most ${MAXIMUM_CERTIFICATES} are read`,
      { found: ders.length, limit: MAXIMUM_CERTIFICATES },
    );
  }
  const [first, ...rest] = ders;
  if (first) return [parseCertificate(first), ...rest.map(parseCertificate)];
  if (blocks.length > 0 || bytes[0] !== 0x30) throw wrongKind(bytes);
  return [decodeDer(bytes)];
}

/** What people bring, and how it departs from what products read. */
export interface BroughtCertificates {
  certificates: [Certificate, ...Certificate[]];
  /** Sentences that follow the file's name. */
  notes: readonly string[];
  /** Whether OpenSSL is told of one of them for what it is to be trusted, or a name. */
  hasTrustSettings: boolean;
}

/**
 * What else people have: BER, PKCS#7, mangled PEM. A key beside them may be as it is, a damaged
 * block may not. OpenSSL's settings of trust are for those to judge who ask for trust, and nothing
 * to those who do not. Throws as `decodeCertificates`.
 */
export function decodeBroughtCertificates(
  bytes: Uint8Array,
  trustSettings: 'refused' | 'ignored' = 'refused',
): BroughtCertificates {
  const parts = broughtParts(bytes);
  const faults = parts.flatMap((part) => (part.kind === 'fault' ? [part.error] : []));
  const found = parts.filter((part) => part.kind === 'certificate');
  const fault = faults.find(({ details }) => details['block'] !== undefined || found.length === 0);
  if (fault) throw fault.code === 'input-wrong-kind' ? wrongKind(bytes) : fault;
  const isLimited = found.some(
    ({ trust }) => trust?.trusted !== undefined || trust?.rejected.length,
  );
  if (isLimited && trustSettings === 'refused') {
    throw new TlsmithError(
      'input-wrong-kind',
      (it) =>
        `${it} is a certificate that is trusted for some uses only, by settings of OpenSSL, which are not judged here`,
      { expected: 'a certificate', found: 'a trusted certificate of OpenSSL' },
    );
  }
  const [first, ...rest] = found;
  if (!first) throw wrongKind(bytes);
  return {
    certificates: [parseCertificate(first.der), ...rest.map(({ der }) => parseCertificate(der))],
    notes: [...new Set(found.flatMap(({ notes = [] }) => notes))],
    hasTrustSettings: isLimited || found.some(({ trust }) => trust?.alias !== undefined),
  };
}

function broughtParts(bytes: Uint8Array): BundlePart[] {
  try {
    return decodeBundle(bytes);
  } catch (error) {
    const isOther = error instanceof TlsmithError && error.code === 'input-wrong-kind';
    throw isOther ? wrongKind(bytes) : error;
  }
}

function decodeDer(bytes: Uint8Array): Certificate {
  try {
    return parseCertificate(bytes);
  } catch (error) {
    const found = recognise(bytes);
    throw found === 'a certificate' ? error : wrongKind(bytes);
  }
}

function wrongKind(bytes: Uint8Array): TlsmithError {
  const found = recognise(bytes);
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}, not a certificate`, {
    expected: 'a certificate',
    found,
  });
}
