// A certificate from its octets as the JDK takes it apart (X509CertImpl and X509CertInfo of
// sun.security.x509): in its order and words.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { type DerElement, TAG } from '../../../pki/der/der.js';
import { oidOf } from '../../../pki/der/der-values.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { CURVES } from '../../../pki/key/elliptic-curve.js';
import { EC_KEY, RSA_KEY } from '../../../pki/signature/signature-algorithm.js';
import {
  demand,
  demandAlgorithm,
  demandBits,
  demandIdentifier,
  demandInteger,
  demandName,
  jdkFault,
  JdkReader,
  membersIn,
} from './reader.js';
import { remembered } from '../remembered.js';
import type { Refusal } from '../presented-chain.js';

const PARSING = 'java.security.cert.CertificateParsingException:';

/** The same whatever the version. */
export function jdkStructureFault(certificate: Certificate): Refusal {
  return structureFault(certificate, () => true);
}

const structureFault = remembered(({ der }: Certificate): Refusal => {
  const members = new JdkReader(new JdkReader(der).next().content);
  const [tbs, algorithm, signature] = [members.next(), members.next(), members.next()];
  if (!members.isDone) {
    const left = [tbs, algorithm, signature].reduce((sum, { whole }) => sum + whole.length, 0);
    return `${PARSING} signed overrun, bytes = ${new JdkReader(der).next().content.length - left}`;
  }
  const outer = jdkFault(() => {
    demandAlgorithm(algorithm);
    demandBits(signature);
  });
  if (outer !== undefined) {
    return `java.security.cert.CertificateException: Unable to initialize, java.io.IOException: ${outer}`;
  }
  const said = jdkFault(() => signedFields(tbs));
  if (said !== undefined) return `${PARSING} java.io.IOException: ${said}`;
  return isSameAlgorithm(tbs, algorithm)
    ? undefined
    : 'java.security.cert.CertificateException: Signature algorithm mismatch';
});

/** Up to the extensions, which have a reader of their own. */
function signedFields(tbs: DerElement): void {
  const fields = new JdkReader(tbs.content);
  const first = fields.next();
  if (first.tag === 0xa0) {
    demandInteger(new JdkReader(first.content).next());
    fields.next();
  }
  demandAlgorithm(fields.next());
  demandName(fields.next());
  demand(membersIn(fields.next()).length === 2, 'Invalid encoding for CertificateValidity');
  demandName(fields.next());
  subjectKey(fields.next());
  for (; !fields.isDone;) {
    const field = fields.next();
    if (field.tag !== 0xa3) continue;
    const list = new JdkReader(field.content).next();
    membersIn(list).forEach(extension);
  }
}

function subjectKey(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'corrupt subject key');
  const members = new JdkReader(value.content);
  const algorithm = members.next();
  demandAlgorithm(algorithm);
  const bits = members.next();
  demandBits(bits);
  const said = keyFault(algorithm, bits.content.subarray(1));
  demand(said === undefined, `subject key, java.security.InvalidKeyException: ${said}`);
  demand(members.isDone, 'excess subject key');
}

function keyFault(algorithm: DerElement, octets: Uint8Array): string | undefined {
  const [type, parameters] = membersIn(algorithm);
  const oid = type && oidOf(type);
  if (oid === RSA_KEY) {
    return jdkFault(() => {
      const whole = new JdkReader(octets);
      const numbers = whole.next();
      demand(numbers.tag === TAG.sequence && whole.isDone, 'Not a SEQUENCE');
      const members = membersIn(numbers);
      const areNumbers = members.every(
        ({ tag, content }) => tag === TAG.integer && content.length > 0,
      );
      demand(members.length === 2 && areNumbers, 'not two numbers');
    }) === undefined
      ? undefined
      : 'Invalid RSA public key';
  }
  if (oid !== EC_KEY || parameters?.tag !== TAG.oid) return undefined;
  const curve = CURVES[oidOf(parameters)];
  if (!curve) return undefined;
  const size = Math.ceil(curve.p.toString(2).length / 8);
  return octets[0] === 4 && octets.length === 1 + 2 * size
    ? undefined
    : 'Unable to decode key: Only uncompressed point format supported';
}

/** Extension */
function extension(value: DerElement): void {
  demand(
    value.tag === TAG.sequence || value.tag === TAG.set,
    `toDerInputStream rejects tag type ${value.tag}`,
  );
  const [type] = membersIn(value);
  if (type) demandIdentifier(type);
}

/** AlgorithmId.equals: NULL and nothing are the same. */
function isSameAlgorithm(tbs: DerElement, outer: DerElement): boolean {
  const fields = membersIn(tbs);
  const inner = fields[0]?.tag === 0xa0 ? fields[2] : fields[1];
  if (!inner) return true;
  const parts = (algorithm: DerElement) => {
    const [type, parameters] = membersIn(algorithm);
    const isNull = !parameters || parameters.tag === TAG.null;
    return [type?.content ?? new Uint8Array(0), isNull ? new Uint8Array(0) : parameters.content];
  };
  const [one, other] = [parts(inner), parts(outer)];
  return one.every((octets, i) => equalBytes(octets, other[i] as Uint8Array));
}
