// Rules: a request has the members that PKCS#10 gives it (RFC 2986, 4): version 0, attributes with
// one value at least, each type once.
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { type DerElement, DerReader, firstDer, membersOf, TAG } from '../../pki/der/der.js';
import { encodingFault } from '../../pki/der/der-strictness.js';
import { oidOf } from '../../pki/der/der-values.js';
import { BROKEN_MUST, type Rule } from '../rule.js';

type Request = CertificationRequest;

const COMMON = { code: 'request-form', ...BROKEN_MUST };

export const requestVersion: Rule<Request> = {
  ...COMMON,
  citation: 'RFC 2986, 4.1',
  check: ({ version, der }) => [
    ...(version === 1
      ? []
      : [{ message: `the request is of version ${version}, and there is 1 only` }]),
    ...(attributesOf(der) ? [] : [{ message: 'the attributes are left out, which may be empty' }]),
    ...(attributesOf(der)?.some(({ values }) => values.length === 0)
      ? [{ message: 'an attribute of the request has no value' }]
      : []),
  ],
};

export const requestStructure: Rule<Request> = {
  ...COMMON,
  citation: 'RFC 2986, 4.2',
  severity: 'error',
  check({ der }) {
    // What cannot be taken apart is not encoded as DER, and found as that.
    const isWhole = ifReadable(
      () => membersOf(firstDer(der)).length === 3 && membersOf(infoOf(der)).length <= 4,
    );
    return isWhole === false
      ? [{ message: 'the request has members that do not belong there' }]
      : [];
  },
};

/** RFC 2986 defines a SET of attributes, of which no type stands twice (X.501, 8.2). */
export const repeatedRequestAttribute: Rule<Request> = {
  ...COMMON,
  citation: 'X.501, 8.2',
  check({ der }) {
    const types = (attributesOf(der) ?? []).map(({ type }) => type);
    return new Set(types).size === types.length
      ? []
      : [{ message: 'an attribute of the request is there more than once' }];
  },
};

export const requestEncoding: Rule<Request> = {
  ...COMMON,
  citation: 'X.690, 10',
  check({ der }) {
    const fault = encodingFault(der);
    return fault ? [{ message: `the request is not encoded as DER: ${fault}` }] : [];
  },
};

export interface RawAttribute {
  /** Dotted. */
  type: string;
  values: readonly DerElement[];
}

/** Undefined where the field is left out. */
export function attributesOf(der: Uint8Array): RawAttribute[] | undefined {
  return ifReadable(() => {
    const fields = new DerReader(infoOf(der).content);
    for (const tag of [TAG.integer, TAG.sequence, TAG.sequence]) fields.next(tag);
    const tagged = fields.optional(0xa0);
    return tagged && membersOf(tagged).map(attributeOf);
  });
}

function attributeOf({ content }: DerElement): RawAttribute {
  const members = new DerReader(content);
  return { type: oidOf(members.next(TAG.oid)), values: membersOf(members.next(TAG.set)) };
}

function infoOf(der: Uint8Array): DerElement {
  return new DerReader(firstDer(der).content).next(TAG.sequence);
}
