// Reads what a verdict needs: the certificate, whom to trust, what may stand between, and CRLs;
// PEM, DER, PKCS#7 or PKCS#12. The certificate may be one that a server shows.
import { TlsmithError } from '../../../errors.js';
import type { BundlePart } from '../../../formats/containers/bundle.js';
import type { TrustSettings } from '../../../formats/containers/trusted-certificate.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { decodeCertificate } from '../../../pki/certificate/certificate-encoding.js';
import type { CertificateRevocationList } from '../../../pki/crl/certificate-revocation-list.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import type { OcspAnswers } from '../../../pki/ocsp/ocsp-answers.js';
import { quotePath } from '../../../quote.js';
import { anchorFile } from './anchor-file.js';
import { partsIn, wrongKind } from './certificates.js';
import { LARGEST_OWN_CRL, readCrls } from './crls.js';
import { inFile } from '../in-file.js';
import type { PathMaterial } from '../../../checks/path/terms.js';
import type { PasswordSource } from '../key/passwords.js';
import type { KeyChoice, StorePorts } from '../key/store.js';
import type { Peer } from '../peer/peer.js';
import type { Dialer } from '../../../ports.js';
import { pathIn } from '../../../path-in.js';

export interface VerificationSources {
  /** PEM, DER or a bundle, the certificate first; `-` is stdin. */
  certificate: string;
  /** The server that shows it, which `certificate` then names; none: it stands in a file. */
  peer?: Peer | undefined;
  /** A CA folder, or a file of trust anchors. */
  trust: string;
  /** Files of further certificates that may stand in the path. */
  untrusted: readonly string[];
  /** Files of CRLs; none: revocation is judged by what stands in the folder of the CA, if anything. */
  crls: readonly string[];
  /** Files of OCSP responses, stapled or saved. */
  ocsp?: readonly string[] | undefined;
  /** Opens stores among the files. */
  password?: PasswordSource | undefined;
  /** Of several keys in a store: whose certificate is judged. */
  alias?: string | undefined;
}

export interface VerificationMaterial extends PathMaterial {
  /**
   * What a host would send: the certificate, what stands behind it in its file, and the files
   * beside it; of a server what it sends.
   */
  presented: [Certificate, ...Certificate[]];
  /** What OpenSSL's `TRUSTED CERTIFICATE` says of anchors. */
  trustSettings: ReadonlyMap<Certificate, TrustSettings>;
}

export type VerificationPorts = StorePorts & { dialer: Dialer };

/**
 * Throws `input-*`; `password-*` for a store that has a password; `peer-unreachable`, once all else
 * is read.
 */
export async function loadVerification(
  sources: VerificationSources,
  ports: VerificationPorts,
): Promise<VerificationMaterial> {
  const { certificate, peer, password, alias } = sources;
  if (peer) {
    const known = await loadKnown(sources, ports);
    const sent = startingWith(certificate, await readShown(certificate, peer, ports), ports);
    return materialOf(sent, sent, known);
  }
  const asked = { password, choice: { alias, role: 'host' } } as const;
  const read = await readReadings(certificate, asked, ports);
  if (read[0] instanceof TlsmithError) throw read[0];
  const known = await loadKnown(sources, ports);
  const held = startingWith(certificate, read, ports);
  return materialOf(held, [...held, ...known.beside], known);
}

type Presented = VerificationMaterial['presented'];

function materialOf(
  [target, ...sent]: Presented,
  presented: Presented,
  { between, beside, ...known }: Known,
): VerificationMaterial {
  return { ...known, target, presented, untrusted: [...between, ...sent, ...beside] };
}

/** What is known beside the certificate and what comes with it. */
interface Known extends Pick<
  VerificationMaterial,
  'anchors' | 'crls' | 'foundCrls' | 'ocsp' | 'trustSettings'
> {
  /** Below the anchors, and in files of their own. */
  between: readonly Certificate[];
  beside: readonly Certificate[];
}

async function loadKnown(
  { trust, untrusted, crls, ocsp, password }: VerificationSources,
  ports: StorePorts,
): Promise<Known> {
  const trustSettings = new Map<Certificate, TrustSettings>();
  const { anchors, between } = await loadTrust({ trust, password, trustSettings }, ports);
  const beside: Certificate[] = [];
  for (const file of untrusted) {
    // Whether it is needed at all is seen later.
    const read = await readReadings(file, { password }, ports);
    beside.push(...withoutDamaged(file, read, ports));
  }
  const lists: CertificateRevocationList[] = [];
  for (const file of crls) lists.push(...(await readCrls(file, ports.files)));
  const foundCrls = await crlsOfFolder(trust, ports);
  const answers = await answersIn(ocsp, ports);
  return { anchors, between, beside, crls: lists, foundCrls, ocsp: answers, trustSettings };
}

async function answersIn(
  files: readonly string[] = [],
  ports: StorePorts,
): Promise<OcspAnswers | undefined> {
  if (files.length === 0) return undefined;
  const { readOcspAnswers } = await import('../ocsp/responses.js');
  return readOcspAnswers(files, ports);
}

/** Its own CRL, where it has issued one. */
async function crlsOfFolder(
  trust: string,
  { files, reporter }: StorePorts,
): Promise<CertificateRevocationList[]> {
  const path = pathIn(trust, 'ca.crl');
  if ((await files.kindBehind(trust)) !== 'folder') return [];
  if ((await files.kindBehind(path)) !== 'file') return [];
  try {
    return await readCrls(path, files, LARGEST_OWN_CRL);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    reporter.warn(`revocation is not judged: ${error.sentence}`);
    return [];
  }
}

/** As a server sends them. */
async function readShown(
  name: string,
  peer: Peer,
  ports: VerificationPorts,
): Promise<[Reading, ...Reading[]]> {
  const { readServedChain } = await import('../peer/served-chain.js');
  const chain = await inFile(name, () => readServedChain(peer, ports.dialer));
  const parts = chain.map((der) => ({ kind: 'certificate', der }) as const);
  const read = await Promise.all(parts.map((part) => readPart(name, part, undefined)));
  return read as [Reading, ...Reading[]];
}

/** The first is the one in question, so that nothing can stand in for it. */
function startingWith(
  name: string,
  [target, ...others]: readonly [Reading, ...Reading[]],
  ports: StorePorts,
): Presented {
  if (target instanceof TlsmithError) throw target;
  return [target, ...withoutDamaged(name, others, ports)];
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
