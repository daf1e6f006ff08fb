// Rules: the timestamps of Certificate Transparency (RFC 6962): critical in nothing but what is to
// be no certificate, and there where their extension is.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { extensionOf, formOf } from '../../pki/certificate/extension-forms.js';
import { readDer, TAG } from '../../pki/der/der.js';
import { BROKEN_MUST, type Rule } from '../rule.js';

type Judged = Pick<Certificate, 'extensions'>;

const TIMESTAMPS = '1.3.6.1.4.1.11129.2.4.2';
const POISON = '1.3.6.1.4.1.11129.2.4.3';
const COMMON = { code: 'transparency', ...BROKEN_MUST };

/** The list's own length and that of its first member come first. */
const LEAST_LIST = 4;

export const timestampList: Rule<Judged> = {
  ...COMMON,
  citation: 'RFC 6962, 3.3',
  check: (holder) =>
    (formOf(holder, TIMESTAMPS, (value) => readDer(value, TAG.octetString).content.length) ??
      LEAST_LIST) < LEAST_LIST
      ? [{ message: 'the list of signed certificate timestamps is empty' }]
      : [],
};

export const precertificate: Rule<Judged> = {
  ...COMMON,
  citation: 'RFC 6962, 3.1',
  check(holder) {
    const poison = extensionOf(holder, POISON);
    if (!poison) return [];
    return [
      ...(poison.critical ? [] : [{ message: 'the poison of a precertificate is not critical' }]),
      ...(Buffer.from(poison.value).toString('hex') === '0500'
        ? []
        : [{ message: 'the poison of a precertificate is no NULL' }]),
      ...(extensionOf(holder, TIMESTAMPS)
        ? [{ message: 'a precertificate holds the timestamps that are signed over it' }]
        : []),
    ];
  },
};
