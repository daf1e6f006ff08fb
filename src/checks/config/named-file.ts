// Rules: a file that a config names is there, and can be used for what it is named for. The cause
// is that of whoever tried to read it.
import type { ErrorCode } from '../../errors.js';
import { quotePath } from '../../quote.js';
import type { ConfiguredHost, FileFault } from '../../targets/config/configured-host.js';
import type { Remedy } from '../remedy.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';
import { placeOf, productOf } from './config-rule.js';

export type FileRule = PathRule<ConfiguredHost>;

/** Of most faults of files: what a product loads it has to find first. */
export const LOADER = "the product's loader";

function fileRule(
  code: string,
  isOne: (code: ErrorCode) => boolean,
  say: (fault: FileFault, host: ConfiguredHost) => { message: string; remedy: Remedy },
): FileRule {
  return {
    code,
    citation: LOADER,
    severity: 'error',
    rank: COMMON_RANK,
    check: (host) =>
      host.faults
        .filter(({ error }) => isOne(error.code))
        .map((fault): PathFault => ({
          subject: fault.file.named ?? fault.file.path,
          place: placeOf(fault.file.setting),
          ...say(fault, host),
        })),
  };
}

export const fileAbsent = fileRule(
  'file-absent',
  (code) => code === 'input-absent',
  ({ file }, { view }) => ({
    message: `${file.setting.name} of ${productOf(view)} names ${quotePath(file.named ?? file.path)}, and there is no such file`,
    remedy: {
      kind: 'by-hand',
      sentence: `put the file to ${quotePath(file.path)}, or name the one that is meant in ${file.setting.name}`,
    },
  }),
);

export const fileUnreadable = fileRule(
  'file-unreadable',
  (code) => code === 'input-unreadable',
  ({ file, error }) => ({
    message: error.sentence,
    remedy: { kind: 'by-hand', sentence: `let the reader of ${quotePath(file.path)} read it` },
  }),
);

export const passwordWrong = fileRule(
  'password-wrong',
  (code) => code === 'password-wrong' || code === 'password-missing',
  ({ error }, { view }) => ({
    message: error.sentence,
    remedy: {
      kind: 'by-hand',
      sentence: `give ${productOf(view)} the password with which the file was made`,
    },
  }),
);

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
