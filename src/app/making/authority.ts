// A CA made just now, root or intermediate, and the files of its folder: for `ca create` and `kit`.
import { checkIssuedCa } from '../../checks/certificate/issued.js';
import { encodeCertificates } from '../../formats/containers/pem.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { commonNameOnly, type DistinguishedName } from '../../pki/names/distinguished-name.js';
import { issueCertificate, issueSelfSigned } from '../../pki/issuing/issue.js';
import { type IssuerByBytes, issuerByKey } from '../../pki/issuing/issuer.js';
import type { InformationUrls } from '../../pki/certificate/information-urls.js';
import type { NameConstraints } from '../../pki/certificate/name-constraints.js';
import type { KeyUsage } from '../../pki/der/object-identifiers.js';
import type { ExtKeyUsage } from '../../pki/issuing/profile.js';
import { keyIdentifierOf } from '../../pki/key/public-key.js';
import {
  ALL_ADDRESSES,
  parseDnsSubtree,
  parseMailboxes,
  parseNetwork,
} from '../../pki/certificate/subtree-parser.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { Crypto, KeyType, Random, Reporter } from '../../ports.js';
import { keyFile } from '../writing/host-files.js';
import { refuseFaults } from './identity.js';
import { validityBelow } from './validity.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { type PlannedFile, textFile } from '../writing/plan.js';

/** Said where nobody asked for a password. */
export const PLAIN_CA_KEY = 'the CA key is not encrypted; its file mode is 0600';

export interface NewCaRequest {
  /** None: a name that no other CA has. */
  subject?: DistinguishedName | undefined;
  keyType: KeyType;
  validity: WantedValidity;
  pathLenConstraint?: number | undefined;
  /** Domains, networks and mailboxes, as typed; none: every name may be certified. */
  permitDns?: readonly string[] | undefined;
  permitIp?: readonly string[] | undefined;
  excludeDns?: readonly string[] | undefined;
  excludeIp?: readonly string[] | undefined;
  permitEmail?: readonly string[] | undefined;
  excludeEmail?: readonly string[] | undefined;
  /** No address at all may be certified. */
  excludeAllIp?: boolean | undefined;
  /** Those themselves, as another CA has them. */
  nameConstraints?: NameConstraints | undefined;
  /** What everything below may be for; none: no limit. */
  extKeyUsage?: readonly ExtKeyUsage[] | undefined;
  /** None: keyCertSign and cRLSign. */
  keyUsage?: readonly KeyUsage[] | undefined;
  /** Of the CA above it. */
  urls?: InformationUrls | undefined;
}

export interface NewCaPorts {
  crypto: Crypto;
  random: Random;
  reporter: Reporter;
}

/** A CA that was made just now: its certificate, those above it, its key. */
export interface NewCa {
  certificate: Certificate;
  /** Those above it. */
  chain: readonly Certificate[];
  privateKeyInfo: Uint8Array;
}

/** With `issuer` an intermediate below it, else a root. */
export async function makeCa(
  request: NewCaRequest,
  issuer: IssuerByBytes | undefined,
  now: Date,
  ports: NewCaPorts,
): Promise<NewCa> {
  const keys = await ports.crypto.generateKeyPair(request.keyType);
  const kind = issuer ? 'tlsmith intermediate CA' : 'tlsmith CA';
  const identifier = keyIdentifierOf(keys.subjectPublicKeyInfo, ports.crypto).slice(0, 6);
  const defaultName = `${kind} ${now.toISOString().slice(0, 10)} ${identifier}`;
  const nameConstraints = request.nameConstraints ?? constraintsIn(request);
  const certificateRequest = {
    profile: 'ca' as const,
    nameConstraints,
    extKeyUsage: request.extKeyUsage,
    keyUsage: request.keyUsage,
    subject: request.subject ?? commonNameOnly(defaultName),
    subjectAltNames: [],
    subjectPublicKeyInfo: keys.subjectPublicKeyInfo,
    validity: validityBelow(request.validity, issuer?.chain, now, ports),
    pathLenConstraint: request.pathLenConstraint,
    ...request.urls,
  };
  const certificate = issuer
    ? await issueCertificate(certificateRequest, issuer, now, ports)
    : await issueSelfSigned(certificateRequest, keys.privateKeyInfo, ports);
  refuseFaults(checkIssuedCa(certificate));
  if (nameConstraints) sayWhatStaysFree(nameConstraints, ports);
  const chain = issuer?.chain ?? [];
  return { certificate, chain, privateKeyInfo: keys.privateKeyInfo };
}

/** The CA as one that signs. */
export function issuerOf(
  { certificate, chain, privateKeyInfo }: NewCa,
  { crypto }: { crypto: Crypto },
): IssuerByBytes {
  return issuerByKey({ chain: [certificate, ...chain], privateKeyInfo }, crypto);
}

/**
 * Throws `name-invalid`. An extension without any subtree would be malformed (RFC 5280, 4.2.1.10).
 */
function constraintsIn(request: NewCaRequest): NameConstraints | undefined {
  const { permitDns = [], permitIp = [], permitEmail = [] } = request;
  const { excludeDns = [], excludeIp = [], excludeEmail = [], excludeAllIp } = request;
  const permitted = [
    ...permitDns.map(parseDnsSubtree),
    ...permitIp.map(parseNetwork),
    ...permitEmail.map(parseMailboxes),
  ];
  const excluded = [
    ...excludeDns.map(parseDnsSubtree),
    ...(excludeAllIp ? ALL_ADDRESSES : excludeIp.map(parseNetwork)),
    ...excludeEmail.map(parseMailboxes),
  ];
  return permitted.length + excluded.length === 0 ? undefined : { permitted, excluded };
}

/**
 * Whoever permits some names thinks of all names: RFC 5280, 4.2.1.10 limits those of the same kind
 * only.
 */
function sayWhatStaysFree(
  { permitted, excluded }: NameConstraints,
  { reporter }: { reporter: Reporter },
): void {
  if (permitted.length === 0) return;
  const limited = new Set([...permitted, ...excluded].map(({ kind }) => kind));
  const named = KINDS.filter(({ kind }) => limited.has(kind)).map(({ title }) => title);
  const free = KINDS.filter(({ kind }) => !limited.has(kind)).map(({ title }) => title);
  const line = `the CA is limited in ${named.join(' and ')} only: ${[...free, 'names of all other kinds'].join(', ')} stay free, and may be certified whatever they are (RFC 5280, 4.2.1.10)`;
  if (limited.has('ip') && limited.has('dns')) reporter.note(line);
  else reporter.warn(line);
}

const KINDS = [
  { kind: 'dns', title: 'DNS names' },
  { kind: 'ip', title: 'IP addresses' },
  { kind: 'email', title: 'e-mail addresses' },
  { kind: 'uri', title: 'URIs' },
] as const;

/** `ca.crt`, `ca.key`, `ledger.jsonl`, and `chain.crt` for an intermediate. */
export async function caFiles(
  ca: NewCa,
  password: KeyPassword | undefined,
  ledger: readonly string[],
  ports: Pick<NewCaPorts, 'crypto' | 'random'>,
): Promise<PlannedFile[]> {
  const chain = textFile('chain.crt', encodeCertificates(ca.chain), 'certificate');
  return [
    textFile('ca.crt', encodeCertificates([ca.certificate]), 'certificate'),
    await keyFile('ca.key', ca.privateKeyInfo, password, ports),
    ...(ca.chain.length > 0 ? [chain] : []),
    textFile('ledger.jsonl', ledger.join(''), 'ledger'),
  ];
}
