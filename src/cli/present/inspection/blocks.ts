// Which facts of each kind of thing are shown, in which order and under which labels.
import type {
  CertificateFacts,
  CrlFacts,
  DamagedFacts,
  InspectedItem,
  InspectedPublicKey,
  PrivateKeyFacts,
  RequestFacts,
} from '../../../app/inspect/items.js';
import type { DateStyle } from './dates.js';
import { extensionRows, extensionText, nameRows, usageRows } from './extensions.js';
import type { Block, Row } from './layout.js';
import { ocspRows } from './ocsp.js';
import { delimited, findingRows, lines, optional, publicKeyText, row } from './rows.js';
import { storeRows } from './store.js';

export const KIND_WORDS: Readonly<Record<InspectedItem['type'], string>> = {
  certificate: 'certificate',
  'certification-request': 'certificate request',
  'private-key': 'private key',
  'public-key': 'public key',
  crl: 'certificate revocation list',
  'ocsp-response': 'OCSP response',
  damaged: 'damaged structure',
  keystore: 'key store',
  truststore: 'trust store',
};

export function blockOf(
  item: InspectedItem,
  dates: DateStyle,
): Pick<Block, 'kind' | 'type' | 'rows'> {
  return { kind: KIND_WORDS[item.type], type: item.type, rows: rowsOf(item, dates) };
}

function rowsOf(item: InspectedItem, dates: DateStyle): Row[] {
  switch (item.type) {
    case 'certificate':
      return certificateRows(item, dates);
    case 'certification-request':
      return requestRows(item);
    case 'crl':
      return crlRows(item, dates);
    case 'private-key':
      return privateKeyRows(item);
    case 'public-key':
      return [...publicKeyRows(item.publicKey), ...findingRows(item.findings)];
    case 'ocsp-response':
      return ocspRows(item, dates);
    case 'damaged':
      return damagedRows(item);
    default:
      return storeRows(item, dates);
  }
}

function certificateRows(facts: CertificateFacts, dates: DateStyle): Row[] {
  const isSelfIssued = facts.subject === facts.issuer && facts.subject !== '';
  return [
    row('subject', 'subject', facts.subject || '(empty)'),
    {
      ...row('issuer', 'issuer', facts.issuer || '(empty)'),
      ...(isSelfIssued && { values: [{ text: facts.issuer, note: ' (itself)' }] }),
    },
    ...nameRows(facts),
    row('not before', 'notBefore', dates(facts.notBefore)),
    row('not after', 'notAfter', dates(facts.notAfter)),
    ...usageRows(facts),
    row('public key', 'publicKey', publicKeyText(facts.publicKey)),
    row('signature', 'signatureAlgorithm', facts.signatureAlgorithm),
    ...(facts.version === 3 ? [] : [row('version', 'version', String(facts.version))]),
    row('serial', 'serialNumber', facts.serialNumber),
    row('SHA-256', 'sha256Fingerprint', facts.sha256Fingerprint),
    ...optional('key id', 'subjectKeyIdentifier', facts.subjectKeyIdentifier),
    ...optional('issuer key id', 'authorityKeyIdentifier', facts.authorityKeyIdentifier),
    ...extensionRows(facts.extensions),
    ...findingRows(facts.findings),
  ];
}

function requestRows(facts: RequestFacts): Row[] {
  return [
    row('subject', 'subject', facts.subject || '(empty)'),
    ...nameRows(facts),
    ...usageRows(facts),
    ...publicKeyRows(facts.publicKey),
    row('signature', 'signatureAlgorithm', facts.signatureAlgorithm),
    row('SHA-256', 'sha256Fingerprint', facts.sha256Fingerprint),
    ...extensionRows(facts.extensions),
    ...lines(
      'attributes',
      'attribute',
      facts.attributes.map(({ oid, name, value }) => {
        const shown = name === 'challengePassword' ? '(not shown)' : value.join(', ');
        return { text: `${name ?? oid}: ${shown}` };
      }),
    ),
    ...findingRows(facts.findings),
  ];
}

function crlRows(facts: CrlFacts, dates: DateStyle): Row[] {
  return [
    row('issuer', 'issuer', facts.issuer || '(empty)'),
    row('this update', 'thisUpdate', dates(facts.thisUpdate)),
    row('next update', 'nextUpdate', facts.nextUpdate === null ? 'none' : dates(facts.nextUpdate)),
    ...optional('number', 'crlNumber', facts.crlNumber),
    ...optional('adds to', 'deltaCrlIndicator', facts.deltaCrlIndicator),
    row('signature', 'signatureAlgorithm', facts.signatureAlgorithm),
    row('SHA-256', 'sha256Fingerprint', facts.sha256Fingerprint),
    ...optional('issuer key id', 'authorityKeyIdentifier', facts.authorityKeyIdentifier),
    ...extensionRows(facts.extensions),
    row('revoked', 'revokedCount', String(facts.revokedCount)),
    ...lines(
      '',
      'revoked',
      facts.revoked.map((entry) => ({ text: revocationText(entry, dates) })),
    ),
    ...findingRows(facts.findings),
  ];
}

function revocationText(entry: CrlFacts['revoked'][number], dates: DateStyle): string {
  const { reason, invalidityDate, certificateIssuer, extensions = [] } = entry;
  return [
    `${entry.serialNumber}: ${dates(entry.revocationDate)}`,
    ...(reason === undefined ? [] : [reason]),
    ...(invalidityDate === undefined ? [] : [`invalid since ${dates(invalidityDate)}`]),
    ...(certificateIssuer === undefined
      ? []
      : [`issued by ${certificateIssuer.map(delimited).join(', ')}`]),
    ...extensions.map(extensionText),
  ].join(', ');
}

const CONTAINERS: Readonly<Record<PrivateKeyFacts['container'], string>> = {
  pkcs8: 'PKCS#8',
  'pkcs8-encrypted': 'PKCS#8, encrypted',
  pkcs1: 'PKCS#1 (traditional RSA)',
  sec1: 'SEC1 (traditional EC)',
  openssh: 'OpenSSH',
};

function privateKeyRows(facts: PrivateKeyFacts): Row[] {
  return [
    row('container', 'container', CONTAINERS[facts.container]),
    ...optional('encryption', 'encryption', facts.encryption),
    ...(facts.publicKey ? publicKeyRows(facts.publicKey) : [unknownKey(facts)]),
    ...findingRows(facts.findings),
  ];
}

function damagedRows({ structure, faults, values }: DamagedFacts): Row[] {
  return [
    row('meant as', 'structure', structure),
    ...lines(
      'read',
      'value',
      values.map(({ field, offset, value }) => ({ text: `${field} (offset ${offset}): ${value}` })),
    ),
    ...lines(
      'faults',
      'fault',
      faults.map(({ field, offset, found, expected, citation }) => ({
        text: `${field || 'the whole'} (offset ${offset}) ${found}; ${citation}, wants ${expected}`,
      })),
    ),
  ];
}

function unknownKey({ encrypted }: PrivateKeyFacts): Row {
  return row('public key', 'publicKey', encrypted ? 'known with the password only' : 'unknown');
}

function publicKeyRows(key: InspectedPublicKey): Row[] {
  return [
    row('public key', 'publicKey', publicKeyText(key)),
    row('key id', 'keyIdentifier', key.keyIdentifier),
    row('key SHA-256', 'publicKeySha256', key.sha256Fingerprint),
  ];
}
