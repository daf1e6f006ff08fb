// What is logged where a client sends no certificate, on both sides; and whether a client in Go
// sends the one that it has.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { RuntimeName } from './presented-chain.js';

/** Of a server that demands a certificate and gets none. */
const SERVER_SAYS: Readonly<Record<RuntimeName, string>> = {
  go: "tls: client didn't provide a certificate",
  beats: "tls: client didn't provide a certificate",
  jdk: 'javax.net.ssl.SSLHandshakeException: (certificate_required) Empty client certificate chain',
  openssl: 'SSL routines::peer did not return a certificate',
  node: 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: peer did not return a certificate',
  python: '[SSL: PEER_DID_NOT_RETURN_A_CERTIFICATE] peer did not return a certificate',
};

/** Of its client: under TLS 1.2, and under 1.3, where a JDK 17 still sends the alert of 1.2. */
const CLIENT_SAYS: Readonly<Partial<Record<RuntimeName, readonly [string, string]>>> = {
  go: ['remote error: tls: bad certificate', 'certificate required'],
  beats: ['remote error: tls: bad certificate', 'certificate required'],
  jdk: ['Received fatal alert: bad_certificate', 'certificate_required'],
};

/** Both sides of it in one sentence, the server's first: that is who refuses. */
export function absentCertificateReason(
  server: RuntimeName,
  client: RuntimeName | undefined,
): string {
  const says = client && CLIENT_SAYS[client];
  if (!says) return SERVER_SAYS[server];
  const [older, newer] = says;
  return `${SERVER_SAYS[server]}; the client, which sends no certificate, logs: ${older} (TLS 1.3: ${newer})`;
}

/**
 * Those that name their trust anchors in the CertificateRequest; Python's `load_verify_locations`
 * leaves the list empty.
 */
const NAMING: readonly RuntimeName[] = ['go', 'beats', 'jdk', 'openssl', 'node'];

/**
 * SupportsCertificate in crypto/tls: one certificate of the chain has to be issued by a CA that the
 * server names; dates do not count.
 */
export function isWithheldByGo(
  client: RuntimeName | undefined,
  server: RuntimeName,
  chain: readonly Certificate[],
  anchors: readonly Certificate[],
): boolean {
  const isGo = client === 'go' || client === 'beats';
  if (!isGo || !NAMING.includes(server) || anchors.length === 0) return false;
  return !chain.some(({ issuerDer }) =>
    anchors.some(({ subjectDer }) => equalBytes(issuerDer, subjectDer)),
  );
}
