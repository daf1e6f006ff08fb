// A command as the line of a systemd unit and of a crontab: for a renewal that happens by itself.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { shellWord } from '../../shell-word.js';

/** Debian's cron and cronie take no longer one, in octets. */
const LONGEST_CRON_COMMAND = 998;

/**
 * As systemd takes a line apart (systemd.syntax(7), systemd.service(5)): `%` begins a specifier, `$`
 * a variable, inside quotes too. Throws `name-invalid`.
 */
export function systemdCommand(words: readonly string[]): string {
  return words.map((word) => systemdPath(word).replaceAll('$', '$$$$')).join(' ');
}

/** One of a list of paths, in which no variable is replaced. Throws `name-invalid`. */
export function systemdPath(path: string): string {
  refuseControl(path);
  const text = path.replaceAll('%', '%%');
  return /^[\w%+,./:=@-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A line for the shell, in which cron ends the command at `%` (crontab(5)). A backslash goes where
 * it stands before another or before `%`. `behind` is the shell's as it is: `>/dev/null`. Throws
 * `name-invalid`.
 */
export function cronCommand(words: readonly string[], behind = ''): string {
  const line = words.map((word) => shellWord('linux', word)).join(' ');
  const escaped = `${line.replace(/\\(?=[\\%])|%/g, '\\$&')}${behind}`;
  if (new TextEncoder().encode(escaped).length <= LONGEST_CRON_COMMAND) return escaped;
  const reason = `cron takes no command of more than ${LONGEST_CRON_COMMAND} octets`;
  throw new TlsmithError('name-invalid', `${quote(escaped)} is too long: ${reason}`, { reason });
}

function refuseControl(text: string): void {
  if (!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return;
  throw new TlsmithError('name-invalid', `${quote(text)} holds a control character`, {
    value: quote(text),
  });
}
