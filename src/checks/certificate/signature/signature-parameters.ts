// Rules: the parameters of a signature's algorithm are those of its standard: NULL for RSA, absent
// for DSA, ECDSA and EdDSA, spelt out for RSASSA-PSS.
import { type DerElement, DerReader, firstDer, TAG } from '../../../pki/der/der.js';
import { oidOf } from '../../../pki/der/der-values.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { pssFault } from '../../../pki/signature/pss-parameters.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

/** Certificates, requests and CRLs. */
type Signed = { der: Uint8Array };
type Parameters = DerElement | undefined;

export const rsaSignatureParameters = wanting('RFC 4055, 5', withNull, [
  ...['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12'],
  ...['1.2.840.113549.1.1.13', '1.2.840.113549.1.1.14'],
]);
export const oldRsaSignatureParameters = wanting('RFC 3279, 2.2.1', withNull, [
  ...['1.2.840.113549.1.1.2', '1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5'],
]);
export const pssSignatureParameters = wanting('RFC 4055, 3.1', pssFault, ['1.2.840.113549.1.1.10']);
export const oldDsaSignatureParameters = wanting('RFC 3279, 2.2.2', without, ['1.2.840.10040.4.3']);
export const dsaSignatureParameters = wanting('RFC 5758, 3.1', without, [
  ...['2.16.840.1.101.3.4.3.1', '2.16.840.1.101.3.4.3.2'],
]);
export const oldEcdsaSignatureParameters = wanting('RFC 3279, 2.2.3', without, [
  '1.2.840.10045.4.1',
]);
export const ecdsaSignatureParameters = wanting('RFC 5758, 3.2', without, [
  ...['1.2.840.10045.4.3.1', '1.2.840.10045.4.3.2'],
  ...['1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'],
]);
/** Go knows no such algorithm. */
export const edwardsSignatureParameters: Rule<Signed> = {
  ...wanting('RFC 8410, 3', without, ['1.3.101.112', '1.3.101.113']),
  severity: 'error',
};

/** `faultOf` ends a sentence about the parameters. */
function wanting(
  citation: string,
  faultOf: (parameters: Parameters) => string | undefined,
  algorithms: readonly string[],
): Rule<Signed> {
  return {
    code: 'signature-parameters',
    citation,
    ...BROKEN_MUST,
    check({ der }) {
      const members = new DerReader(firstDer(der).content);
      members.next(TAG.sequence);
      const identifier = new DerReader(members.next(TAG.sequence).content);
      if (!algorithms.includes(oidOf(identifier.next(TAG.oid)))) return [];
      const fault = ifReadable(() => faultOf(identifier.isDone ? undefined : identifier.next()));
      return fault === undefined
        ? []
        : [{ message: `the parameters of the signature's algorithm are wrong: ${fault}` }];
    },
  };
}

function withNull(parameters: Parameters): string | undefined {
  if (parameters?.tag === TAG.null) return undefined;
  return `they are ${parameters ? 'no' : 'left out, and must be a'} NULL`;
}

function without(parameters: Parameters): string | undefined {
  return parameters && 'this algorithm has none';
}
