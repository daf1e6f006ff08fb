// Rule: a file that a config names holds what it is named for.
import type { ErrorCode } from '../../errors.js';
import { fileRule } from './named-file.js';

const OTHER_CODES: readonly ErrorCode[] = [
  'input-absent',
  'input-unreadable',
  'password-wrong',
  'password-missing',
];

export const fileUnusable = fileRule(
  'file-unusable',
  (code) => !OTHER_CODES.includes(code),
  ({ file, error }) => ({
    message: `${error.sentence} (${file.setting.name})`,
    remedy: {
      kind: 'by-hand',
      sentence: `name a file in ${file.setting.name} that holds ${EXPECTED[file.meaning] ?? 'what it is for'}`,
    },
  }),
);

const EXPECTED: Readonly<Record<string, string | undefined>> = {
  certificate: 'the certificate, PEM',
  'private-key': 'the private key of the certificate, PEM',
  'trust-anchors': "the CA's certificate, PEM",
  'key-store': 'a private key with its certificate, PKCS#12',
  'trust-store': "the CA's certificate, PKCS#12",
};
