// Rules: the algorithm of a public key has the parameters that its standard gives it; those of RSA,
// EC and Ed25519 are judged with the key itself.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../../../pki/der/der.js';
import { oidOf } from '../../../pki/der/der-values.js';
import { pssFault } from '../../../pki/signature/pss-parameters.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

type Judged = { subjectPublicKeyInfo: Uint8Array };
type Parameters = DerElement | undefined;

export const montgomeryKeyParameters = wanting('RFC 8410, 3', without, [
  ...['1.3.101.110', '1.3.101.111', '1.3.101.113'],
]);
/** A key may be limited to parameters, and need not be. */
export const pssKeyParameters = wanting(
  'RFC 4055, 3.1',
  (parameters) => parameters && pssFault(parameters),
  ['1.2.840.113549.1.1.10'],
);
/** Left out where they are those of the issuer. */
export const dsaKeyParameters = wanting('RFC 3279, 2.3.2', dsaFault, ['1.2.840.10040.4.1']);

function wanting(
  citation: string,
  faultOf: (parameters: Parameters) => string | undefined,
  algorithms: readonly string[],
): Rule<Judged> {
  return {
    code: 'key-parameters',
    citation,
    ...BROKEN_MUST,
    check({ subjectPublicKeyInfo }) {
      const fault = ifReadable(() => {
        const info = new DerReader(readDer(subjectPublicKeyInfo, TAG.sequence).content);
        const identifier = new DerReader(info.next(TAG.sequence).content);
        if (!algorithms.includes(oidOf(identifier.next(TAG.oid)))) return undefined;
        return faultOf(identifier.isDone ? undefined : identifier.next());
      });
      return fault === undefined
        ? []
        : [{ message: `the parameters of the public key's algorithm are wrong: ${fault}` }];
    },
  };
}

function without(parameters: Parameters): string | undefined {
  return parameters && 'this algorithm has none';
}

function dsaFault(parameters: Parameters): string | undefined {
  if (!parameters) return undefined;
  const numbers = parameters.tag === TAG.sequence ? membersOf(parameters) : [];
  const areNumbers = numbers.length === 3 && numbers.every(({ tag }) => tag === TAG.integer);
  return areNumbers ? undefined : 'they are not the three INTEGERs p, q and g';
}
