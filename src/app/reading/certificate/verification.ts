// Reads what a verdict needs: the certificate, whom to trust, what may stand between, and CRLs;
// PEM, DER, PKCS#7 or PKCS#12.
import { TlsmithError } from '../../../errors.js';
import { type BundlePart, decodeBundle } from '../../../formats/containers/bundle.js';
import type { TrustSettings } from '../../../formats/containers/trusted-certificate.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { decodeCertificate } from '../../../pki/certificate/certificate-encoding.js';
import {
  type CertificateRevocationList,
  decodeCertificateRevocationList,
} from '../../../pki/crl/certificate-revocation-list.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import { quotePath } from '../../../quote.js';
import { anchorFile } from './anchor-file.js';
import { partsIn, wrongKind } from './certificates.js';
import { inFile } from '../in-file.js';
import type { PathMaterial } from '../../../checks/path/terms.js';
import type { PasswordSource } from '../key/passwords.js';
import type { KeyChoice, StorePorts } from '../key/store.js';
import { pathIn } from '../../../path-in.js';

export interface VerificationSources {
  /** PEM, DER or a bundle, the certificate first; `-` is stdin. */
  certificate: string;
  /** A CA folder, or a file of trust anchors. */
  trust: string;
  /** Files of further certificates that may stand in the path. */
  untrusted: readonly string[];
  /** Files of CRLs; none: revocation is not judged. */
  crls: readonly string[];
  /** Opens stores among the files. */
  password?: PasswordSource | undefined;
  /** Of several keys in a store: whose certificate is judged. */
  alias?: string | undefined;
}

export interface VerificationMaterial extends PathMaterial {
  /**
   * What a host would send: the certificate, what stands behind it in its file, and the files
   * beside it.
   */
  presented: [Certificate, ...Certificate[]];
  /** What OpenSSL's `TRUSTED CERTIFICATE` says of anchors. */
  trustSettings: ReadonlyMap<Certificate, TrustSettings>;
}

/** Throws `input-*`; `password-*` for a store that has a password. */
export async function loadVerification(
  { certificate, trust, untrusted, crls, password, alias }: VerificationSources,
  ports: StorePorts,
): Promise<VerificationMaterial> {
  const asked = { password, choice: { alias, role: 'host' } } as const;
  const [target, ...others] = await readReadings(certificate, asked, ports);
  if (target instanceof TlsmithError) throw target;
  const trustSettings = new Map<Certificate, TrustSettings>();
  const { anchors, between } = await loadTrust({ trust, password, trustSettings }, ports);
  const sent = usable(certificate, [target, ...others], ports).slice(1);
  for (const file of untrusted) {
    // Whether it is needed at all is seen later.
    const read = await readReadings(file, { password }, ports);
    sent.push(...withoutDamaged(file, read, ports));
  }
  between.push(...sent);
  const lists: CertificateRevocationList[] = [];
  for (const file of crls) lists.push(...(await crlsIn(file, ports)));
  const presented: [Certificate, ...Certificate[]] = [target, ...sent];
  return { target, anchors, untrusted: between, crls: lists, presented, trustSettings };
}

interface TrustRequest {
  trust: string;
  password: PasswordSource | undefined;
  /** Is filled with what is found. */
  trustSettings: Map<Certificate, TrustSettings>;
}

/**
 * Of the folder of an intermediate CA the roots above it are trusted, and what stands below them
 * leads there.
 */
async function loadTrust(
  { trust, password, trustSettings }: TrustRequest,
  ports: StorePorts,
): Promise<{ anchors: Certificate[]; between: Certificate[] }> {
  const own = await anchorFile(trust, ports.files);
  const read = await readReadings(own, { password, trustSettings }, ports);
  const certificates = usable(own, read, ports);
  const chain = pathIn(trust, 'chain.crt');
  const hasChain = own !== trust && (await ports.files.kindBehind(chain)) === 'file';
  if (!hasChain) return { anchors: certificates, between: [] };
  const above = usable(chain, await readReadings(chain, { password: undefined }, ports), ports);
  const roots = above.filter(isSelfIssued);
  const anchors = roots.length > 0 ? roots : above.slice(-1);
  return { anchors, between: [...certificates, ...above] };
}

/** A damaged certificate is said and left out, if another one is not. */
function usable(file: string, read: readonly Reading[], ports: StorePorts): Certificate[] {
  const failures = read.filter((one) => one instanceof TlsmithError);
  const [first] = failures;
  if (first && failures.length === read.length) throw first;
  return withoutDamaged(file, read, ports);
}

function withoutDamaged(
  file: string,
  read: readonly Reading[],
  { reporter }: StorePorts,
): Certificate[] {
  for (const { sentence } of read.filter((one) => one instanceof TlsmithError)) {
    reporter.warn(`a damaged part of ${quotePath(file)} is left out: ${sentence}`);
  }
  return read.filter((one): one is Certificate => !(one instanceof TlsmithError));
}

type Reading = Certificate | TlsmithError;

interface ReadingRequest {
  password: PasswordSource | undefined;
  /** Of a store with several keys: whose chain comes first. */
  choice?: KeyChoice | undefined;
  /** Is filled with what is found. */
  trustSettings?: Map<Certificate, TrustSettings> | undefined;
}

/**
 * At least one, in the order of the file, each read or why it cannot be. Throws `input-*` for a
 * file without certificates.
 */
async function readReadings(
  file: string,
  { password, choice, trustSettings }: ReadingRequest,
  ports: StorePorts,
): Promise<[Reading, ...Reading[]]> {
  const bytes = await ports.files.read(file);
  return inFile(file, async () => {
    const parts = await partsIn({ path: file, bytes, password }, ports, choice);
    const [first, ...rest] = await Promise.all(
      parts
        .filter(({ kind }) => kind === 'certificate' || kind === 'fault')
        .map((part) => readPart(file, part, trustSettings)),
    );
    if (first) return [first, ...rest];
    throw wrongKind('a certificate', bytes);
  });
}

async function readPart(
  file: string,
  part: BundlePart,
  trustSettings: Map<Certificate, TrustSettings> | undefined,
): Promise<Reading> {
  try {
    return await inFile(file, () => {
      if (part.kind === 'certificate') {
        const certificate = decodeCertificate(part.der);
        if (part.trust) trustSettings?.set(certificate, part.trust);
        return certificate;
      }
      throw part.kind === 'fault' ? part.error : new RangeError(part.kind);
    });
  } catch (error) {
    if (error instanceof TlsmithError) return error;
    throw error;
  }
}

async function crlsIn(file: string, ports: StorePorts): Promise<CertificateRevocationList[]> {
  const bytes = await ports.files.read(file);
  return inFile(file, () => {
    const lists = decodeBundle(bytes).flatMap((part) => {
      if (part.kind === 'fault') throw part.error;
      return part.kind === 'crl' ? [decodeCertificateRevocationList(part.der)] : [];
    });
    if (lists.length > 0) return lists;
    throw wrongKind('a certificate revocation list', bytes);
  });
}
