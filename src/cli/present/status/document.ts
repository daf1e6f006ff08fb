// What `status` found as its document: with what to run next as commands, and the failure that
// decides the exit code.
import type {
  Renewal,
  StatusFindings,
  StatusItem,
  StatusReport,
} from '../../../app/status/report.js';
import type { TlsmithError } from '../../../errors.js';
import type { WrittenFile } from '../../../app/writing/plan.js';
import type { Call } from '../../call.js';
import { EXIT_CODES } from '../../exit-codes.js';
import { hintFor } from '../../hints.js';

/** One failure of one file or folder that was named. */
export interface StatusError {
  path: string;
  code: string;
  message: string;
  hint?: string | undefined;
}

/** `ok` is false too where something that was named could not be read: then `error` says why. */
export interface StatusDocument extends StatusReport {
  errors?: StatusError[];
  written?: readonly WrittenFile[] | undefined;
  error?: {
    code: string;
    message: string;
    hint?: string | undefined;
    details: object;
    exitCode: number;
  };
}

/** Advice is for the call that asked, where it is known. */
export function statusDocument(
  { failures, ok, items, ...report }: StatusFindings,
  call?: Call,
): StatusDocument {
  const document = { ...report, items: items.map(withNext) };
  const [first] = failures.toSorted((a, b) => exitCodeOf(a) - exitCodeOf(b));
  if (!first) return { ok, ...document };
  const { details } = first.error;
  const error = { ...worded(first.error, call), details, exitCode: exitCodeOf(first) };
  const errors = failures.map((one) => ({ path: one.path, ...worded(one.error, call) }));
  return { ok: false, error, ...document, errors };
}

/** 3, or 4 where all that is wrong are passwords. */
function exitCodeOf({ error }: StatusFindings['failures'][number]): 3 | 4 {
  return EXIT_CODES[error.code] === 4 ? 4 : 3;
}

function worded(error: TlsmithError, call: Call | undefined) {
  return { code: error.code, message: error.sentence, hint: hintFor(error, call) };
}

function withNext({ renewal, ...item }: StatusItem): StatusItem {
  const { rollover } = item;
  if (rollover?.next) {
    const { ca, kit = [], next } = rollover;
    const words = ['tlsmith', 'ca', 'rotate'].concat(kit, '--ca', ca, '--phase', next);
    return { ...item, next: words };
  }
  return renewal ? { ...item, next: renewalCommand(renewal) } : item;
}

function renewalCommand({ path, ca }: Renewal): string[] {
  // What begins so would be taken for a flag.
  const place = path.startsWith('-') ? `./${path}` : path;
  const words = ['tlsmith', 'cert', 'renew', place];
  return ca === null ? [...words, '--request'] : [...words, '--ca', ca];
}
