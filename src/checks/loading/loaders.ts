// What reads the files of a product before any handshake, and what it takes: measured on the real
// ones, or read in their sources.
import type { KeyEncryption, KeySource, PemHabit } from '../../pki/certificate/identity.js';
import type { LoaderName } from '../../targets/descriptor/form.js';

/** Undefined where nobody has tried. */
export type Takes = boolean | undefined;

/** Ends of sentences that begin with the file or the key. */
export const HABITS: Readonly<Record<PemHabit, string>> = {
  'cr-line-ends': 'has the line ends of an old Macintosh (CR)',
  'blank-lines': 'has blank lines within its PEM',
  'trailing-blanks': 'has blanks at the ends of its lines',
};

type TakesHabit = Readonly<Record<PemHabit, Takes>>;

/** What is read of a file of certificates beside plain PEM. */
export interface CertificateReader {
  der: Takes;
  pkcs7: Takes;
  byteOrderMark: Takes;
  /** Labels of OpenSSL's beside `CERTIFICATE`, and what it writes behind a trusted one. */
  x509Label: Takes;
  trustedLabel: Takes;
  trustSettings: Takes;
  /** Other blocks in the same file: a private key, a request, and what is none of those. */
  keyBeside: Takes;
  requestBeside: Takes;
  otherBeside: Takes;
  habits: TakesHabit;
}

const UNTRIED_HABITS: TakesHabit = {
  ...{ 'cr-line-ends': undefined, 'blank-lines': undefined, 'trailing-blanks': undefined },
};
/** By the patterns of its reader, on JDK 17 and 25. */
const NETTY_HABITS: TakesHabit = {
  ...{ 'cr-line-ends': true, 'blank-lines': true, 'trailing-blanks': false },
};
const JDK_HABITS: TakesHabit = {
  ...{ 'cr-line-ends': true, 'blank-lines': true, 'trailing-blanks': true },
};
const GO_HABITS: TakesHabit = {
  ...{ 'cr-line-ends': false, 'blank-lines': true, 'trailing-blanks': true },
};
const OPENSSL_HABITS: TakesHabit = {
  ...{ 'cr-line-ends': false, 'blank-lines': false, 'trailing-blanks': true },
};

const UNTRIED_CERTIFICATES: CertificateReader = {
  ...{ der: undefined, pkcs7: undefined, byteOrderMark: undefined, keyBeside: undefined },
  ...{ x509Label: undefined, trustedLabel: undefined, trustSettings: undefined },
  ...{ requestBeside: undefined, otherBeside: undefined, habits: UNTRIED_HABITS },
};
/** A pattern over the text, and the JDK for each piece that it finds. */
const NETTY_CERTIFICATES: CertificateReader = {
  // Its pattern takes a request for a certificate, by the label.
  ...{ requestBeside: false, otherBeside: true, habits: NETTY_HABITS },
  ...{ der: false, pkcs7: false, byteOrderMark: true, keyBeside: true },
  ...{ x509Label: true, trustedLabel: true, trustSettings: true },
};
/** `CertificateFactory.generateCertificates`: the whole file, and nothing else in it. */
const JDK_CERTIFICATES: CertificateReader = {
  ...{ requestBeside: false, otherBeside: false, habits: JDK_HABITS },
  ...{ der: true, pkcs7: true, byteOrderMark: false, keyBeside: false },
  ...{ x509Label: true, trustedLabel: true, trustSettings: false },
};
/** `encoding/pem`, and blocks `CERTIFICATE` alone. */
const GO_CERTIFICATES: CertificateReader = {
  ...{ requestBeside: true, otherBeside: true, habits: GO_HABITS },
  ...{ der: false, pkcs7: false, byteOrderMark: false, keyBeside: true },
  ...{ x509Label: false, trustedLabel: false, trustSettings: false },
};
const OPENSSL_CERTIFICATES: CertificateReader = {
  ...{ requestBeside: true, otherBeside: true, habits: OPENSSL_HABITS },
  ...{ der: false, pkcs7: false, byteOrderMark: true, keyBeside: true },
  ...{ x509Label: true, trustedLabel: true, trustSettings: true },
};

export interface Loader {
  /** As it is called in sentences. */
  title: string;
  keyForms: Readonly<Record<Exclude<KeySource['form'], 'store'>, Takes>>;
  takesEncryption(encryption: KeyEncryption): Takes;
  /**
   * Other blocks before the key: `EC PARAMETERS`, as openssl writes it, or the certificate of the
   * key.
   */
  parametersBefore: Takes;
  certificateBefore: Takes;
  byteOrderMark: Takes;
  /** A label that is not the one of the key's form. */
  takesLabel(label: string, source: KeySource): Takes;
  habits: TakesHabit;
  /** The file that holds its own certificate, and that of those whom it trusts. */
  certificates: CertificateReader;
  trust: CertificateReader;
  /** Whether each certificate of its own chain has to be issued by the next. */
  wantsChainInOrder: boolean;
  /** What it does with a password for a key that is not encrypted. */
  passwordForPlainKey: 'fails' | 'ignored' | undefined;
  /** Of a key that it does not take: what its log says. */
  saysOfKey: string | undefined;
  source: string;
}

const isAesPbes2 = ({ scheme, derivation, cipher }: KeyEncryption) =>
  scheme === 'pbes2' && derivation === 'PBKDF2' && cipher.startsWith('AES-');
/** The JDK's PBES2 has the two lengths that its algorithms are called by. */
const isJdkPbes2 = (encryption: KeyEncryption) =>
  isAesPbes2(encryption) && encryption.cipher !== 'AES-192-CBC';
const isTripleDes = ({ scheme, cipher }: KeyEncryption) =>
  scheme === 'pkcs12' && cipher === 'SHA-1 and 3DES-CBC';

/** The password-based schemes of the JDK that Netty asks for, PBES1 and those of PKCS#12. */
const nettyTakes = (encryption: KeyEncryption) => {
  const { scheme, cipher } = encryption;
  if (scheme === 'pkcs12') return !cipher.includes('2-key');
  return isJdkPbes2(encryption) || (scheme === 'pbes1' && cipher === 'MD5 and DES-CBC');
};

/** What was seen of BouncyCastle there: of the rest nobody knows. */
const tcpTakes = (encryption: KeyEncryption): Takes => {
  const { scheme, derivation, cipher } = encryption;
  if (derivation === 'scrypt') return false;
  const isSeen =
    scheme === 'pem' ||
    isJdkPbes2(encryption) ||
    isTripleDes(encryption) ||
    (scheme === 'pbes2' && cipher === 'DES-EDE3-CBC') ||
    cipher === 'MD5 and DES-CBC';
  return isSeen || undefined;
};

/** Of the old ciphers those that stand in no provider of their own since OpenSSL 3. */
const opensslTakes = ({ scheme, cipher }: KeyEncryption) => {
  if (scheme === 'pkcs12') return cipher.includes('3DES');
  return ['pbes2', 'pem'].includes(scheme) && !['DES-CBC', 'RC2-CBC'].includes(cipher);
};

const elasticsearchTakes = (encryption: KeyEncryption): Takes => {
  if (isAesPbes2(encryption)) return isJdkPbes2(encryption) || undefined;
  return isTripleDes(encryption) || encryption.scheme === 'pem';
};

const beatsTakes = ({ scheme, derivation, prf = '', cipher }: KeyEncryption) => {
  if (scheme === 'pem') return true;
  if (scheme !== 'pbes2') return false;
  if (derivation === 'scrypt') return true;
  const isKnown = cipher.startsWith('AES-') || cipher === 'DES-EDE3-CBC';
  return isKnown && ['HMAC-SHA1', 'HMAC-SHA256'].includes(prf);
};

/** Of readers whose source was read, and which nobody has run with odd files. */
const UNTRIED = {
  takesEncryption: () => undefined,
  takesLabel: () => undefined,
  habits: UNTRIED_HABITS,
  parametersBefore: undefined,
  certificateBefore: undefined,
  byteOrderMark: undefined,
  certificates: UNTRIED_CERTIFICATES,
  trust: UNTRIED_CERTIFICATES,
  wantsChainInOrder: false,
  passwordForPlainKey: undefined,
  saysOfKey: undefined,
} as const;

export const LOADERS: Readonly<Record<LoaderName, Loader>> = {
  netty: {
    title: 'Netty',
    keyForms: { pkcs8: true, pkcs1: false, sec1: false, openssh: false },
    takesEncryption: nettyTakes,
    takesLabel: (label) => label !== 'ENCRYPTED PRIVATE KEY',
    habits: NETTY_HABITS,
    parametersBefore: false,
    certificateBefore: true,
    byteOrderMark: true,
    certificates: NETTY_CERTIFICATES,
    trust: JDK_CERTIFICATES,
    wantsChainInOrder: true,
    passwordForPlainKey: 'fails',
    saysOfKey: 'File does not contain valid private key',
    source: 'measured: Netty 4.1.48 and 4.1.129 on JDK 17 and 25, without BouncyCastle',
  },
  'logstash-tcp': {
    title: "the tcp plugin's own reader",
    keyForms: { pkcs8: true, pkcs1: true, sec1: true, openssh: false },
    takesEncryption: tcpTakes,
    takesLabel: () => undefined,
    habits: UNTRIED_HABITS,
    parametersBefore: false,
    certificateBefore: false,
    byteOrderMark: false,
    certificates: { ...UNTRIED_CERTIFICATES, der: false, pkcs7: false, byteOrderMark: false },
    trust: UNTRIED_CERTIFICATES,
    wantsChainInOrder: true,
    passwordForPlainKey: 'ignored',
    saysOfKey: undefined,
    source: 'measured: logstash-input-tcp, SslContextBuilder, on JDK 17',
  },
  manticore: {
    title: 'manticore',
    keyForms: { pkcs8: true, pkcs1: undefined, sec1: undefined, openssh: false },
    ...UNTRIED,
    source: 'cheald/manticore lib/manticore/client.rb v0.9.1',
  },
  'jruby-openssl': {
    title: 'the OpenSSL of JRuby',
    keyForms: { pkcs8: true, pkcs1: true, sec1: undefined, openssh: false },
    ...UNTRIED,
    source: 'logstash-output-redis lib/logstash/outputs/redis.rb v5.2.0',
  },
  elasticsearch: {
    title: "Elasticsearch's own reader",
    keyForms: { pkcs8: true, pkcs1: true, sec1: true, openssh: false },
    takesEncryption: elasticsearchTakes,
    takesLabel: () => undefined,
    habits: UNTRIED_HABITS,
    parametersBefore: true,
    certificateBefore: false,
    byteOrderMark: false,
    certificates: UNTRIED_CERTIFICATES,
    trust: UNTRIED_CERTIFICATES,
    wantsChainInOrder: false,
    passwordForPlainKey: undefined,
    saysOfKey: 'does not contain a supported key format',
    source: 'measured: Elasticsearch ssl-config 7.17.29, 8.19.21 and 9.5.3 on JDK 17 and 25',
  },
  beats: {
    title: 'the TLS library of Beats',
    keyForms: { pkcs8: true, pkcs1: true, sec1: true, openssh: false },
    takesEncryption: beatsTakes,
    // What is said to be encrypted it tries to open.
    takesLabel: (label) => label !== 'ENCRYPTED PRIVATE KEY' || undefined,
    habits: GO_HABITS,
    parametersBefore: true,
    certificateBefore: true,
    byteOrderMark: false,
    certificates: GO_CERTIFICATES,
    trust: GO_CERTIFICATES,
    wantsChainInOrder: false,
    passwordForPlainKey: 'ignored',
    saysOfKey: 'no PEM blocks',
    source: 'measured: elastic-agent-libs 0.3.13 to 0.46.3 (Filebeat 7.17 to 9.5)',
  },
  openssl: {
    title: 'OpenSSL',
    keyForms: { pkcs8: true, pkcs1: true, sec1: true, openssh: false },
    takesEncryption: opensslTakes,
    takesLabel: (label, { form }) =>
      form === 'pkcs8' && ['EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'].includes(label),
    habits: OPENSSL_HABITS,
    parametersBefore: true,
    certificateBefore: true,
    byteOrderMark: true,
    certificates: OPENSSL_CERTIFICATES,
    trust: OPENSSL_CERTIFICATES,
    wantsChainInOrder: false,
    passwordForPlainKey: 'ignored',
    saysOfKey: undefined,
    source: 'measured: OpenSSL 3.0 in nginx 1.22, stunnel 5.68, redis 7.0 and Python 3.11',
  },
};
