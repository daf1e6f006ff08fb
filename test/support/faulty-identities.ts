// Certificates of one CA with one fault each, and of another CA, as PEM files for real ends of a link.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { commonNames, nul, oid, sequence, tlv } from './der.js';
import {
  basicConstraints,
  ecKey,
  type ForeignContent,
  type ForeignKey,
  extension,
  extKeyUsage,
  foreignCertificate,
  foreignKey,
  keyFromPem,
  keyUsage,
  rootExtensions,
  subjectKeyIdentifier,
} from './foreign-certificate.js';
import type { Identity } from './peer-ends.js';

export type Fault =
  | 'right'
  | 'foreign'
  | 'self-signed'
  | 'expired'
  | 'future'
  | 'client-only'
  | 'server-only'
  | 'other-name';
const FAULTS: readonly Fault[] = [
  ...(['right', 'foreign', 'self-signed', 'expired', 'future'] as const),
  ...(['client-only', 'server-only', 'other-name'] as const),
];

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const DAY_MS = 86_400_000;

/** Each with the right CA to trust, in a folder called as its fault. */
export function faultyIdentities(folder: string): Record<Fault, Identity> {
  const ca = authority('Right CA');
  const foreign = authority('Other CA');
  return Object.fromEntries(
    FAULTS.map((fault) => {
      const at = join(folder, fault);
      const write = writerIn(at);
      const key = ecKey();
      const issuer = fault === 'foreign' ? foreign : ca;
      const signing = fault === 'self-signed' ? {} : { signer: issuer.key, issuer: issuer.name };
      const der = foreignCertificate({ ...contentOf(fault, key, issuer.identifier), ...signing });
      return [
        fault,
        {
          certificate: write('end.crt', 'CERTIFICATE', der),
          key: write('end.key', 'PRIVATE KEY', key.privateKeyInfo),
          ca: write('ca.crt', 'CERTIFICATE', ca.der),
        },
      ];
    }),
  ) as Record<Fault, Identity>;
}

/** Further ones that only the JDK is asked about, of a CA of their own. */
const ODD = ['nameless', 'encipherment', 'below-none', 'below-end', 'namesake', 'weak'] as const;

/** Each in a folder beside those of `faultyIdentities`, in the same form. */
export function oddIdentities(folder: string): void {
  const ca = authority('Odd CA');
  const none = { key: ecKey(), name: commonNames('None') };
  const rsa = foreignKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const end = { key: keyFromPem(readFileSync(join(folder, 'right', 'end.key'), 'utf8')) };
  const signers = {
    nameless: ca,
    encipherment: ca,
    namesake: authority('Right CA'),
    'below-none': { ...none, der: foreignCertificate({ ...none, subject: none.name, ...ENDING }) },
    'below-end': { ...end, name: commonNames('right'), der: ca.der },
    weak: { key: rsa, name: WEAK, der: foreignCertificate({ key: rsa, subject: WEAK }) },
  };
  for (const fault of ODD) {
    const write = writerIn(join(folder, fault));
    const { key: signer, name: issuer, der } = signers[fault];
    const key = ecKey();
    const extensions = [
      keyUsage(fault === 'encipherment' ? 2 : 0),
      ...(fault === 'nameless' ? [] : [dnsName('localhost')]),
    ];
    const content = { key, signer, issuer, subject: commonNames(fault), extensions };
    const signing = fault === 'weak' ? { signing: MD5 } : {};
    write('end.crt', 'CERTIFICATE', foreignCertificate({ ...content, ...signing }));
    write('end.key', 'PRIVATE KEY', key.privateKeyInfo);
    write('ca.crt', 'CERTIFICATE', der);
  }
}

const WEAK = commonNames('Weak CA');
/** RFC 3279, 2.2.1: md5WithRSAEncryption. */
const MD5 = { identifier: sequence(oid('1.2.840.113549.1.1.4'), nul), hash: 'md5' };
/** No CA: RFC 5280, 4.2.1.9. */
const ENDING = { extensions: [basicConstraints({ ca: false })] };

function writerIn(folder: string) {
  mkdirSync(folder, { recursive: true });
  return (name: string, label: string, der: Uint8Array) => {
    writeFileSync(join(folder, name), pem(label, der));
    return join(folder, name);
  };
}

function authority(name: string) {
  const key = ecKey();
  const subject = commonNames(name);
  const identifier = new Uint8Array(randomBytes(20));
  const extensions = [...rootExtensions(), subjectKeyIdentifier(identifier)];
  const der = foreignCertificate({ key, subject, extensions });
  return { key, name: subject, identifier, der };
}

function contentOf(fault: string, key: ForeignKey, issuer: Uint8Array): ForeignContent {
  const uses = {
    'client-only': [CLIENT_AUTH],
    'server-only': [SERVER_AUTH],
  }[fault] ?? [SERVER_AUTH, CLIENT_AUTH];
  const now = Date.now();
  return {
    key,
    subject: commonNames(fault),
    notBefore: new Date(now + DAY_MS * (fault === 'future' ? 10 : -30)),
    notAfter: new Date(now + DAY_MS * (fault === 'expired' ? -10 : 300)),
    extensions: [
      keyUsage(0),
      extKeyUsage(...uses),
      // RFC 5280, 4.2.1.1: keyIdentifier is [0]; strict readers demand it.
      extension('2.5.29.35', false, sequence(tlv(0x80, issuer))),
      dnsName(fault === 'other-name' ? 'other.lan' : 'localhost'),
    ],
  };
}

/** RFC 5280, 4.2.1.6: dNSName is [2] of an IA5String. */
function dnsName(name: string): Uint8Array {
  const text = new TextEncoder().encode(name);
  return extension('2.5.29.17', false, sequence(Uint8Array.of(0x82, text.length, ...text)));
}

function pem(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
