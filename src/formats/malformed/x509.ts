// The grammars of certificates, CRLs and requests (RFC 5280, 4.1 and 5.1; RFC 2986, 4), as strict
// as their readers are and no more.
import { bitsOf, type DerElement, TAG } from '../../pki/der/der.js';
import { booleanOf, integerHex, oidOf, smallInteger } from '../../pki/der/der-values.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { decodeExtension } from '../../pki/certificate/certificate-encoding.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { generalNameText, nameOf } from '../../pki/names/general-name-encoding.js';
import { describeSignatureAlgorithm } from '../../pki/signature/signature-algorithm.js';
import { quote } from '../../quote.js';
import {
  any,
  explicit,
  type Field,
  leaf,
  optional,
  sequence,
  sequenceOf,
  setOf,
  time,
} from './field.js';

const BITS = { wants: 'a BIT STRING that begins with the count of its unused bits, 0 to 7' };
export const checkBits = (element: DerElement): undefined => {
  bitsOf(element);
};
const identifier = (name: string) =>
  leaf(name, TAG.oid, { wants: 'an OBJECT IDENTIFIER whose last arc is whole', read: unseenOid });
const bits = (name: string) => leaf(name, TAG.bitString, { ...BITS, read: checkBits });
const hex = (element: DerElement) => integerHex(element);
const version = (element: DerElement) => `v${smallInteger(element) + 1}`;

function unseenOid(element: DerElement): undefined {
  oidOf(element);
}

export function algorithm(name: string, citation: string): Field {
  return sequence(name, [identifier('algorithm'), optional(any('parameters'))], {
    citation,
    wants: 'an AlgorithmIdentifier: a SEQUENCE of its OBJECT IDENTIFIER and its parameters',
  });
}

/** Says what it is as well. */
function signatureAlgorithm(name: string, citation: string): Field {
  return {
    ...algorithm(name, citation),
    read: (element) => describeSignatureAlgorithm(element).name,
  };
}

export function name(field: string, citation: string): Field {
  const attribute = sequence('', [identifier('type'), any('value')]);
  return sequenceOf(field, setOf('', attribute), {
    citation,
    wants: 'a Name: a SEQUENCE of SETs of attributes',
    read: (element) => formatDistinguishedName(nameOf(element)) || '(empty)',
  });
}

const RSA_PUBLIC_KEY = sequence(
  'RSAPublicKey',
  [leaf('modulus', TAG.integer), leaf('publicExponent', TAG.integer)],
  { citation: 'RFC 8017, A.1.1' },
);

const PUBLIC_KEY_BITS: Field = {
  ...bits('subjectPublicKey'),
  inside: (type) => (type === '1.2.840.113549.1.1.1' ? RSA_PUBLIC_KEY : undefined),
  skipped: 1,
};

export const SUBJECT_PUBLIC_KEY_INFO = (field: string, citation: string): Field =>
  sequence(field, [algorithm('algorithm', citation), PUBLIC_KEY_BITS], {
    citation,
    wants: 'a SubjectPublicKeyInfo: a SEQUENCE of an algorithm and a BIT STRING',
  });

const generalName = any('', {
  wants: 'a GeneralName',
  read: (element) => {
    generalNameText(element);
    return undefined;
  },
});

const KEY_IDENTIFIER = 'a keyIdentifier, an issuer and a serial number at most';
const VALUES: Readonly<Record<string, Field>> = {
  [EXTENSION.basicConstraints]: sequence(
    'basicConstraints',
    [
      optional(leaf('cA', TAG.boolean, { wants: 'a BOOLEAN of one octet', read: checkBoolean })),
      optional(
        leaf('pathLenConstraint', TAG.integer, {
          wants: 'an INTEGER from 0 on',
          read: (element) => String(smallInteger(element)),
        }),
      ),
    ],
    { citation: 'RFC 5280, 4.2.1.9' },
  ),
  [EXTENSION.keyUsage]: { ...bits('keyUsage'), citation: 'RFC 5280, 4.2.1.3' },
  [EXTENSION.extKeyUsage]: sequenceOf('extKeyUsage', identifier(''), {
    citation: 'RFC 5280, 4.2.1.12',
  }),
  [EXTENSION.subjectAltName]: sequenceOf('subjectAltName', generalName, {
    citation: 'RFC 5280, 4.2.1.6',
  }),
  [EXTENSION.subjectKeyIdentifier]: leaf('subjectKeyIdentifier', TAG.octetString, {
    citation: 'RFC 5280, 4.2.1.2',
  }),
  [EXTENSION.authorityKeyIdentifier]: leaf('authorityKeyIdentifier', TAG.sequence, {
    citation: 'RFC 5280, 4.2.1.1',
    wants: `a SEQUENCE of ${KEY_IDENTIFIER}`,
    members: [
      optional(leaf('keyIdentifier', 0x80)),
      optional(leaf('authorityCertIssuer', 0xa1)),
      optional(leaf('authorityCertSerialNumber', 0x82)),
    ],
  }),
};

function extensionText(element: DerElement): string {
  const { oid, name: known, value } = describeExtension(decodeExtension(element));
  const values = value.map((text) => (text.includes(', ') ? quote(text) : text));
  return `${known ?? oid}: ${values.join(', ')}`;
}

function checkBoolean(element: DerElement): undefined {
  booleanOf(element);
}

export function extensions(citation: string): Field {
  const value = leaf('extnValue', TAG.octetString, {
    wants: 'an OCTET STRING that holds the DER of the extension',
    inside: (type) => (type === undefined ? undefined : VALUES[type]),
  });
  const critical = leaf('critical', TAG.boolean, {
    wants: 'a BOOLEAN of one octet',
    read: checkBoolean,
  });
  const one = sequence('', [identifier('extnID'), optional(critical), value], {
    wants: 'an Extension: a SEQUENCE of its OBJECT IDENTIFIER, critical and an OCTET STRING',
    read: extensionText,
  });
  return sequenceOf('', one, { citation });
}

const RFC5280 = (section: string) => `RFC 5280, ${section}`;

export const CERTIFICATE = sequence(
  '',
  [
    sequence(
      'tbsCertificate',
      [
        optional(
          explicit(
            'version',
            0,
            leaf('', TAG.integer, { wants: 'the INTEGER 0, 1 or 2', read: version }),
            { citation: RFC5280('4.1.2.1') },
          ),
        ),
        leaf('serialNumber', TAG.integer, {
          citation: RFC5280('4.1.2.2'),
          wants: 'an INTEGER of at least one octet',
          read: hex,
        }),
        signatureAlgorithm('signature', RFC5280('4.1.2.3')),
        name('issuer', RFC5280('4.1.2.4')),
        sequence(
          'validity',
          [time('notBefore', RFC5280('4.1.2.5')), time('notAfter', RFC5280('4.1.2.5'))],
          { citation: RFC5280('4.1.2.5') },
        ),
        name('subject', RFC5280('4.1.2.6')),
        SUBJECT_PUBLIC_KEY_INFO('subjectPublicKeyInfo', RFC5280('4.1.2.7')),
        optional({ ...any('issuerUniqueID'), tags: [0x81, 0xa1] }),
        optional({ ...any('subjectUniqueID'), tags: [0x82, 0xa2] }),
        optional(explicit('extensions', 3, extensions(RFC5280('4.1.2.9')))),
      ],
      { citation: RFC5280('4.1.2') },
    ),
    signatureAlgorithm('signatureAlgorithm', RFC5280('4.1.1.2')),
    { ...bits('signatureValue'), citation: RFC5280('4.1.1.3') },
  ],
  { citation: RFC5280('4.1') },
);

const revokedCertificate = sequence(
  '',
  [
    leaf('userCertificate', TAG.integer, { wants: 'an INTEGER of at least one octet', read: hex }),
    time('revocationDate', RFC5280('5.1.2.6')),
    optional({ ...extensions(RFC5280('5.3')), name: 'crlEntryExtensions' }),
  ],
  { citation: RFC5280('5.1.2.6') },
);

export const CRL = sequence(
  '',
  [
    sequence(
      'tbsCertList',
      [
        optional(
          leaf('version', TAG.integer, {
            citation: RFC5280('5.1.2.1'),
            wants: 'the INTEGER 1',
            read: version,
          }),
        ),
        signatureAlgorithm('signature', RFC5280('5.1.2.2')),
        name('issuer', RFC5280('5.1.2.3')),
        time('thisUpdate', RFC5280('5.1.2.4')),
        optional(time('nextUpdate', RFC5280('5.1.2.5'))),
        optional(sequenceOf('revokedCertificates', revokedCertificate)),
        optional(explicit('crlExtensions', 0, extensions(RFC5280('5.1.2.7')))),
      ],
      { citation: RFC5280('5.1.2') },
    ),
    signatureAlgorithm('signatureAlgorithm', RFC5280('5.1.1.2')),
    { ...bits('signatureValue'), citation: RFC5280('5.1.1.3') },
  ],
  { citation: RFC5280('5.1') },
);

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

const attribute = sequence('', [
  identifier('type'),
  leaf('values', TAG.set, {
    inside: (type) =>
      type === EXTENSION_REQUEST
        ? { ...extensions('RFC 2985, 5.4.2'), name: 'extensionRequest' }
        : undefined,
  }),
]);

export const REQUEST = sequence(
  '',
  [
    sequence('certificationRequestInfo', [
      leaf('version', TAG.integer, { wants: 'the INTEGER 0', read: version }),
      name('subject', 'RFC 2986, 4.1'),
      SUBJECT_PUBLIC_KEY_INFO('subjectPKInfo', 'RFC 2986, 4.1'),
      optional(leaf('attributes', 0xa0, { each: attribute })),
    ]),
    signatureAlgorithm('signatureAlgorithm', 'RFC 2986, 4.2'),
    bits('signature'),
  ],
  { citation: 'RFC 2986, 4' },
);
