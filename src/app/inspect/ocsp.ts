// The facts of one OCSP response, for `inspect`; text of the file is escaped here, once.
import { formatTime } from '../../pki/certificate/validity.js';
import { toHex } from '../../pki/der/hex.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { decodeOcspResponse, type SingleResponse } from '../../pki/ocsp/ocsp-response.js';
import type { Clock, Crypto } from '../../ports.js';
import { certificateFacts, extensionFacts } from './certificate.js';
import type { InspectedStatus, OcspFacts } from './items.js';

/** Throws `input-malformed`, `input-limit`. */
export function ocspFacts(der: Uint8Array, ports: { crypto: Crypto; clock: Clock }): OcspFacts {
  const { responseStatus, answer } = decodeOcspResponse(der);
  return {
    responseStatus,
    responder: answer?.responderName ? formatDistinguishedName(answer.responderName) : null,
    responderKeyHash: answer?.responderKeyHash ?? null,
    producedAt: answer ? formatTime(answer.producedAt) : null,
    signatureAlgorithm: answer?.signatureAlgorithm.name ?? null,
    sha256Fingerprint: toHex(ports.crypto.digest('SHA-256', der)),
    responses: answer?.responses.map(statusFacts) ?? [],
    extensions: extensionFacts(answer?.extensions ?? []),
    certificates: answer?.certificates.map((one) => certificateFacts(one, ports)) ?? [],
  };
}

const HASH_NAMES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

function statusFacts(one: SingleResponse): InspectedStatus {
  return {
    serialNumber: one.serialNumber,
    hashAlgorithm: HASH_NAMES[one.hashAlgorithm] ?? one.hashAlgorithm,
    issuerNameHash: one.issuerNameHash,
    issuerKeyHash: one.issuerKeyHash,
    certStatus: one.certStatus,
    revocationTime: one.revocationTime ? formatTime(one.revocationTime) : null,
    reason: one.reason ?? null,
    thisUpdate: formatTime(one.thisUpdate),
    nextUpdate: one.nextUpdate ? formatTime(one.nextUpdate) : null,
    extensions: extensionFacts(one.extensions),
  };
}
