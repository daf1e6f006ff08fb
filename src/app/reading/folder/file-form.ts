// The form in which a file stands there, whatever it holds: what a product loads depends on it.
import { decodePem } from '../../../formats/containers/pem.js';
import { recognise } from '../../../formats/containers/recognise.js';
import type { FileContainer, PemHabit, Source } from '../../../pki/certificate/identity.js';

export interface FileForm extends Pick<Source, 'container' | 'hasByteOrderMark'> {
  labels: readonly string[];
  habits: readonly PemHabit[];
}

export function fileFormOf(bytes: Uint8Array): FileForm {
  const labels = labelsOf(bytes);
  return {
    container: containerOf(bytes, labels),
    hasByteOrderMark: Buffer.from(bytes.subarray(0, 3)).toString('hex') === 'efbbbf',
    labels,
    habits: labels.length > 0 ? habitsOf(bytes) : [],
  };
}

/** None where the file is no PEM, or mangled: how it is mangled is in its notes. */
function labelsOf(bytes: Uint8Array): string[] {
  try {
    return decodePem(bytes).map(({ label }) => label);
  } catch {
    return [];
  }
}

const PKCS7_LABELS = ['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA'];

function containerOf(bytes: Uint8Array, labels: readonly string[]): FileContainer {
  if (labels.some((label) => PKCS7_LABELS.includes(label))) return 'pkcs7';
  if (recognise(bytes).includes('PKCS#7')) return 'pkcs7';
  return bytes[0] === 0x30 ? 'der' : 'pem';
}

const BLOCK = /^-----BEGIN [^\r\n]*(?:\r\n|\n|\r)([^-]*)-----END /gm;
const BLANK_LINE = /(?:^|\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)/;
const TRAILING_BLANK = /[^\s][ \t]+(?:\r|\n)/;

function habitsOf(bytes: Uint8Array): PemHabit[] {
  const text = Buffer.from(bytes).toString('latin1').replace('\u00ef\u00bb\u00bf', '');
  // Behind headers there is a blank line, and none of this concerns a block that has some.
  const bodies = [...text.matchAll(BLOCK)]
    .map(([, body = '']) => body)
    .filter((body) => !body.includes(':'));
  const isOfCr = !text.includes('\n') && text.includes('\r');
  return [
    ...(isOfCr ? (['cr-line-ends'] as const) : []),
    ...(bodies.some((body) => BLANK_LINE.test(body)) ? (['blank-lines'] as const) : []),
    ...(bodies.some((body) => TRAILING_BLANK.test(body)) ? (['trailing-blanks'] as const) : []),
  ];
}
