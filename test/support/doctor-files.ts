// Keys, certificates and stores for configs that `doctor` looks at: made once, right but for what
// their names say.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { encodePem } from '../../src/formats/containers/pem.js';
import { fixtureKey } from './fixture-keys.js';
import { rdn } from './der.js';
import { daysFromNow } from './fixed-clock.js';
import {
  extension,
  type ForeignKey,
  foreignKey,
  keyFromPem,
  keyUsage,
} from './foreign-certificate.js';
import { certificateBag, clearStore, trustedByJava } from './pkcs12-parts.js';
import {
  ca,
  dnsName,
  endEntity,
  type Made,
  type MadeOptions,
  OID,
  oid,
  policies,
  san,
  sequence,
  USE,
  utf8String,
} from './path-builder.js';

const purposes = (...uses: readonly string[]) =>
  extension(OID.eku, false, sequence(...uses.map(oid)));
const named = (name: string) => sequence(rdn('2.5.4.3', utf8String(name)));

export const pem = (...made: readonly Made[]) =>
  made.map(({ der }) => encodePem('CERTIFICATE', der)).join('');
export const keyPem = ({ key }: Made) => encodePem('PRIVATE KEY', key.privateKeyInfo);
export const sec1Pem = ({ key }: Made) =>
  createPrivateKey(keyPem({ key } as Made)).export({ type: 'sec1', format: 'pem' }) as string;
/** PKCS#8, AES-256; opened by `PASSWORD`. */
export const lockedPem = ({ key }: Made) =>
  createPrivateKey(keyPem({ key } as Made)).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD },
  }) as string;
export const PASSWORD = 'correct horse';

export const root = ca('Test CA');
export const otherRoot = ca('Other CA');
export const issuing = ca('Test Issuing CA', root);

interface EndOptions extends Omit<MadeOptions, 'issuer'> {
  names?: readonly string[];
  issuer?: Made;
}

const end = (name: string, uses: readonly string[], options: EndOptions): Made => {
  const { names = [], issuer = root, changes, ...rest } = options;
  return endEntity(issuer, {
    subject: named(name),
    changes: {
      [OID.san]: names.length > 0 ? san(...names.map(dnsName)) : undefined,
      [OID.eku]: purposes(...uses),
      ...changes,
    },
    ...rest,
  });
};

export const serverEnd = (name: string, options: EndOptions = {}) =>
  end(name, [USE.server], { names: ['logs.lan'], ...options });
export const clientEnd = (name: string, options: EndOptions = {}) =>
  end(name, [USE.client], options);
export const peerEnd = (name: string, options: EndOptions = {}) =>
  end(name, [USE.server, USE.client], { names: ['logs.lan'], ...options });

export const server = serverEnd('server');
export const client = clientEnd('client');
/** Some products load a key of RSA alone from PEM. */
export const rsaKey = () => keyFromPem(fixtureKey('rsa-2048'));
export const rsaClient = clientEnd('client', { key: rsaKey() });
export const node = peerEnd('node');
export const expired = { notBefore: daysFromNow(-90), notAfter: daysFromNow(-3) };
export const onlyEncipherment = { changes: { [OID.ku]: keyUsage(2) } };

/** A store of the CA as openssl writes one, and as keytool does. */
const storeOf = (...attributes: readonly Uint8Array[]) =>
  clearStore(certificateBag(root.der, ...attributes));
export const emptyToJava = storeOf();
export const trustStore = storeOf(trustedByJava);

export const edKey = foreignKey(generateKeyPairSync('ed25519').privateKey);

/** Of a public CA, as it issues them today: for servers alone. */
export const publicRoot = ca('ISRG Root X1');
export const letsEncrypt = (key: ForeignKey) =>
  serverEnd('client', { ...{ issuer: publicRoot, key }, more: [policies('2.23.140.1.2.1')] });
