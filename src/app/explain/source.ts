// What `explain` was given: a file, stdin, or the words themselves.
import { TlsmithError } from '../../errors.js';
import type { Files } from '../../ports.js';

/**
 * `-` is stdin; undefined for the words of a log. Throws `input-absent` for what can only be the
 * name of a file, and no file is there.
 */
export async function fileBehind(
  source: string,
  files: Files,
): Promise<{ isEndless: boolean } | undefined> {
  if (source === '-') return { isEndless: true };
  if (!canBeName(source)) return undefined;
  const kind = await files.kindBehind(source);
  if (kind !== 'absent') return { isEndless: kind === 'other' };
  if (await isMistyped(source, files)) {
    throw new TlsmithError('input-absent', (it) => `there is no file ${it}`, { path: source });
  }
  return undefined;
}

/** What no file can be called is not asked for: the answer would be an error of its own. */
function canBeName(source: string): boolean {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  if (source === '' || /\p{Cc}/u.test(source) || octets(source) > 4096) return false;
  return source.split('/').every((part) => octets(part) <= 255);
}

/**
 * One word that begins as a path does or ends as a log is called, or whose folder is there. `SSL/TLS`
 * is none of these, nor is a URL, a class of Java or a host.
 */
async function isMistyped(source: string, files: Files): Promise<boolean> {
  if (/\s|:\/\//.test(source)) return false;
  if (/^(?:\.{0,2}\/|~|[A-Za-z]:[/\\])/.test(source) || LOG_ENDING.test(source)) return true;
  const folder = /^(.{1,4096})\/[^/]{0,255}$/.exec(source)?.[1];
  return folder !== undefined && (await files.kindBehind(folder)) === 'folder';
}

/** Rotated and packed ones too: `x.log.1`, `x.log-20261130.gz`; and what else lies beside a log. */
const LOG_ENDING =
  /\.(?:(?:log|txt|out|err|n?d?json)(?:[.-]\d{1,14})?(?:\.(?:gz|xz|bz2|zst|zip))?|conf|ya?ml|pem|crt|key|p12)$/i;
