// The grammars of keys (RFC 5958, RFC 8017, RFC 5915), of PKCS#7 (RFC 5652), of stores (RFC 7292)
// and of OCSP responses (RFC 6960). What a private key holds is never shown.
import { TAG } from '../../pki/der/der.js';
import { integerHex, oidOf, smallInteger } from '../../pki/der/der-values.js';
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
import { algorithm, checkBits, extensions, SUBJECT_PUBLIC_KEY_INFO } from './x509.js';

const small = (field: string, wants: string): Field =>
  leaf(field, TAG.integer, { wants, read: (element) => String(smallInteger(element)) });
const type = (field: string, wants: string): Field =>
  leaf(field, TAG.oid, { wants, read: (element) => oidOf(element) });
const secret = (field: string, tag: number): Field => leaf(field, tag, { isSecret: true });

const RSA_MEMBERS = [
  ...['modulus', 'publicExponent', 'privateExponent', 'prime1', 'prime2'],
  ...['exponent1', 'exponent2', 'coefficient'],
];

export const RSA_KEY = sequence(
  'RSAPrivateKey',
  [
    small('version', 'the INTEGER 0'),
    ...RSA_MEMBERS.map((member) => secret(member, TAG.integer)),
    optional(any('otherPrimeInfos')),
  ],
  { citation: 'RFC 8017, A.1.2' },
);

export const EC_KEY = sequence(
  'ECPrivateKey',
  [
    small('version', 'the INTEGER 1'),
    secret('privateKey', TAG.octetString),
    optional(leaf('parameters', 0xa0)),
    optional(leaf('publicKey', 0xa1)),
  ],
  { citation: 'RFC 5915, 3' },
);

const KEYS: Readonly<Record<string, Field>> = {
  '1.2.840.113549.1.1.1': RSA_KEY,
  '1.2.840.10045.2.1': EC_KEY,
};

export const PRIVATE_KEY = sequence(
  '',
  [
    small('version', 'the INTEGER 0 or 1'),
    algorithm('privateKeyAlgorithm', 'RFC 5958, 2'),
    {
      ...secret('privateKey', TAG.octetString),
      wants: 'an OCTET STRING that holds the key',
      inside: (algorithmOfKey) => KEYS[algorithmOfKey ?? ''],
    },
    optional(leaf('attributes', 0xa0)),
    optional(leaf('publicKey', 0x81)),
  ],
  { citation: 'RFC 5958, 2' },
);

export const ENCRYPTED_PRIVATE_KEY = sequence(
  '',
  [algorithm('encryptionAlgorithm', 'RFC 5958, 3'), secret('encryptedData', TAG.octetString)],
  { citation: 'RFC 5958, 3' },
);

export const PUBLIC_KEY = SUBJECT_PUBLIC_KEY_INFO('', 'RFC 5280, 4.1.2.7');

const contentInfo = (field: string, inner: Field, wants: string): Field =>
  sequence(field, [type('contentType', wants), explicit('content', 0, inner)]);

const signedData = sequence(
  '',
  [
    small('version', 'an INTEGER from 1 to 5'),
    setOf('digestAlgorithms', algorithm('', 'RFC 5652, 5.1')),
    sequence('encapContentInfo', [
      type('eContentType', 'an OBJECT IDENTIFIER'),
      optional(leaf('eContent', 0xa0)),
    ]),
    optional(leaf('certificates', 0xa0, { each: any('') })),
    optional(leaf('crls', 0xa1, { each: any('') })),
    setOf('signerInfos', any('')),
  ],
  { citation: 'RFC 5652, 5.1' },
);

export const PKCS7: Field = {
  ...contentInfo('', signedData, 'the OBJECT IDENTIFIER of signedData'),
  citation: 'RFC 5652, 3',
};

const authenticatedSafe = sequenceOf(
  'authenticatedSafe',
  sequence('', [
    type('contentType', 'the OBJECT IDENTIFIER of data or encryptedData'),
    explicit('content', 0, any('')),
  ]),
  { citation: 'RFC 7292, 4.1' },
);

const macData = sequence(
  'macData',
  [
    sequence('mac', [algorithm('digestAlgorithm', 'RFC 7292, 4'), leaf('digest', TAG.octetString)]),
    leaf('macSalt', TAG.octetString),
    optional(small('iterations', 'an INTEGER from 1 on')),
  ],
  { citation: 'RFC 7292, 4' },
);

export const PFX = sequence(
  '',
  [
    small('version', 'the INTEGER 3'),
    contentInfo(
      'authSafe',
      leaf('', TAG.octetString, {
        wants: 'an OCTET STRING that holds the AuthenticatedSafe',
        inside: () => authenticatedSafe,
      }),
      'the OBJECT IDENTIFIER of data',
    ),
    optional(macData),
  ],
  { citation: 'RFC 7292, 4' },
);

const OCSP = (section: string) => `RFC 6960, ${section}`;
const generalized = (field: string) => time(field, OCSP('4.2.2.1'), [TAG.generalizedTime]);

const certStatus: Field = {
  name: 'certStatus',
  tags: [0x80, 0xa1, 0x82],
  wants: 'good [0], revoked [1] or unknown [2]',
  citation: OCSP('4.2.1'),
};

const certId = sequence('certID', [
  algorithm('hashAlgorithm', OCSP('4.1.1')),
  leaf('issuerNameHash', TAG.octetString),
  leaf('issuerKeyHash', TAG.octetString),
  leaf('serialNumber', TAG.integer, {
    wants: 'an INTEGER of at least one octet',
    read: (element) => integerHex(element),
  }),
]);

const singleResponse = sequence(
  '',
  [
    certId,
    certStatus,
    generalized('thisUpdate'),
    optional(explicit('nextUpdate', 0, generalized(''))),
    optional(explicit('singleExtensions', 1, extensions(OCSP('4.4')))),
  ],
  { citation: OCSP('4.2.1') },
);

const responderId: Field = {
  name: 'responderID',
  tags: [0xa1, 0xa2],
  wants: 'a name [1] or the hash of a key [2]',
  citation: OCSP('4.2.1'),
  members: [
    { ...any(''), tags: [TAG.sequence, TAG.octetString], wants: 'a Name or an OCTET STRING' },
  ],
};

const basicResponse = sequence(
  'BasicOCSPResponse',
  [
    sequence('tbsResponseData', [
      optional(explicit('version', 0, small('', 'the INTEGER 0'))),
      responderId,
      generalized('producedAt'),
      sequenceOf('responses', singleResponse),
      optional(explicit('responseExtensions', 1, extensions(OCSP('4.4')))),
    ]),
    algorithm('signatureAlgorithm', OCSP('4.2.1')),
    leaf('signature', TAG.bitString, { read: checkBits }),
    optional(explicit('certs', 0, sequenceOf('', any('')))),
  ],
  { citation: OCSP('4.2.1') },
);

export const OCSP_RESPONSE = sequence(
  '',
  [
    leaf('responseStatus', TAG.enumerated, {
      wants: 'an ENUMERATED of one octet',
      read: (element) => String(smallInteger(element)),
    }),
    optional(
      explicit(
        'responseBytes',
        0,
        sequence('', [
          type('responseType', 'the OBJECT IDENTIFIER of id-pkix-ocsp-basic'),
          leaf('response', TAG.octetString, { inside: () => basicResponse }),
        ]),
      ),
    ),
  ],
  { citation: OCSP('4.2.1') },
);
