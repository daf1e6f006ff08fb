// Rules: the attributes of a request that PKCS#9 knows (RFC 2985, 5.4): a challenge password is one
// text of at most 255 characters; it is never shown.
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import type { DerElement } from '../../pki/der/der.js';
import { textOf } from '../../pki/der/der-values.js';
import { BROKEN_MUST, type Rule } from '../rule.js';
import { attributesOf } from './request-form.js';

type Request = CertificationRequest;

const LONGEST = 255;
const DIRECTORY_STRINGS: readonly number[] = [0x0c, 0x13, 0x14, 0x1c, 0x1e];
const IA5_STRING = 0x16;

export const challengePassword = attribute('RFC 2985, 5.4.1', '1.2.840.113549.1.9.7', {
  ...{ name: 'challengePassword', isSingle: true },
  isString: ({ tag }) => DIRECTORY_STRINGS.includes(tag),
});
export const unstructuredName = attribute('RFC 2985, 5.3.1', '1.2.840.113549.1.9.2', {
  ...{ name: 'unstructuredName', isSingle: false },
  isString: ({ tag }) => DIRECTORY_STRINGS.includes(tag) || tag === IA5_STRING,
});
export const unstructuredAddress = attribute('RFC 2985, 5.3.2', '1.2.840.113549.1.9.8', {
  ...{ name: 'unstructuredAddress', isSingle: false },
  isString: ({ tag }) => DIRECTORY_STRINGS.includes(tag),
});

interface Wanted {
  name: string;
  isSingle: boolean;
  isString: (value: DerElement) => boolean;
}

function attribute(
  citation: string,
  oid: string,
  { name, isSingle, isString }: Wanted,
): Rule<Request> {
  return {
    code: 'request-attribute',
    citation,
    ...BROKEN_MUST,
    check({ der }) {
      const found = (attributesOf(der) ?? []).filter(({ type }) => type === oid);
      const values = found.flatMap((one) => one.values);
      const lengths = values.map((value) => [...(textOf(value) ?? '')].length);
      const faults = [
        ...(isSingle && values.length > 1 ? ['has more than one value'] : []),
        ...(values.every(isString) ? [] : ['is no text of the right type']),
        ...(lengths.some((length) => length === 0) ? ['is empty'] : []),
        ...(lengths.some((length) => length > LONGEST)
          ? [`has more than ${LONGEST} characters`]
          : []),
      ];
      return faults.map((fault) => ({ message: `the ${name} of the request ${fault}` }));
    },
  };
}
