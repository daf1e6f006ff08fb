// Which findings of the files at hand are the cause of a line of a log: by what one would look at
// to check that line. For `explain` with folders.
import type { Check } from '../../tls/messages/message.js';

const ABSENT = ['file-absent', 'file-unreadable', 'file-forbidden', 'file-unusable'];
const UNTRUSTED = [
  ...['different-authorities', 'no-path', 'signature', 'private-authority', 'ca-fingerprint'],
  ...['chain-order', 'certificate-form', 'java-trust', 'runtime-refuses', 'not-a-ca'],
];
const DATES = ['expired', 'not-yet-valid'];
const PURPOSE = ['purpose', 'key-usage', 'public-client-certificate'];
const KEY = ['key-form', 'key-type', 'key-password', 'key-mismatch', 'file-kind', 'password-wrong'];
const SETTINGS = [
  ...['unknown-setting', 'obsolete-setting', 'future-setting', 'setting-value'],
  ...['repeated-setting', 'excluded-settings', 'missing-setting', 'useless-setting'],
  'stray-setting',
];
const PLAIN = ['plain-text', 'port-differs'];

/** Codes of findings, the likeliest first. */
export const FITTING: Readonly<Record<Check, readonly string[]>> = {
  'chain-served': UNTRUSTED,
  'chain-served-with-client': [...UNTRUSTED, ...PURPOSE],
  'client-certificate': [...PURPOSE, ...DATES, ...UNTRUSTED, 'missing-setting'],
  'server-certificate': [...PURPOSE, ...DATES, 'runtime-refuses', 'jvm-certificate'],
  'server-name': ['host-name', 'name-constraints'],
  'certificate-file': ['certificate-form', 'file-kind', ...ABSENT, 'jvm-certificate', ...PURPOSE],
  'key-file': [...KEY, ...ABSENT],
  loads: [...KEY, 'certificate-form', 'chain-order', 'jvm-certificate', ...ABSENT, ...SETTINGS],
  pair: ['missing-setting', ...UNTRUSTED, ...PURPOSE, ...DATES, 'unasked-certificate'],
  'store-java': ['java-trust', ...KEY],
  store: ['password-wrong', 'java-trust', ...ABSENT],
  'port-open': ['port-differs'],
  'plain-port': PLAIN,
  'beats-config': SETTINGS,
  'beats-output': [...PLAIN, ...UNTRUSTED, 'host-name', ...DATES],
  'logstash-config': SETTINGS,
  'keystore-names': [],
  permissions: ABSENT,
  clock: DATES,
  'nginx-config': ['key-mismatch', ...ABSENT, ...SETTINGS],
  'redis-ping': [...PLAIN, 'missing-setting', ...UNTRUSTED, ...DATES],
  'other-log': [...UNTRUSTED, 'host-name', ...DATES, ...PURPOSE, 'protocol-ranges'],
  versions: ['protocol-ranges', 'key-type'],
};
