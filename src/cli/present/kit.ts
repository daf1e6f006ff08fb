// A kit: the paths on stdout; what was chosen and what was proved on stderr.
import type { KitSummary } from '../../app/publish-kit.js';
import { escapeUnseen } from '../../quote.js';
import type { Output } from '../base-command.js';
import { paint } from './paint.js';

export function presentKit(kit: KitSummary, { stdout, stderr, isQuiet }: Output): void {
  for (const { path } of kit.files) stdout.write(`${escapeUnseen(path)}\n`);
  if (isQuiet) return;
  for (const { what, value, why } of kit.choices) stderr.write(`${what}: ${value} (${why})\n`);
  for (const { client, host, protocols, refused } of proofs(kit)) {
    const state = paint('proved', 'green', stderr);
    stderr.write(`${state}: ${client} to ${host} over ${protocols}${refused}\n`);
  }
  if (kit.dryRun) {
    stderr.write('dry run: nothing was written\n');
    return;
  }
  if (kit.handshakes.length === 0) stderr.write('the link was not proved by a handshake\n');
  const readme = kit.files.find(({ kind }) => kind === 'readme');
  if (readme) stderr.write(`next: ${escapeUnseen(readme.path)} says what goes where\n`);
}

/** One line a client and host; the refusals were tried with the first host of each client. */
function proofs({ handshakes }: KitSummary) {
  const keys = new Set(handshakes.map(({ client, host }) => JSON.stringify([client, host])));
  return [...keys].map((key) => {
    const [client, host] = JSON.parse(key) as [string, string];
    const own = handshakes.filter((one) => one.client === client && one.host === host);
    const accepted = own.filter(({ outcome }) => outcome === 'accepted');
    const isRefusalTried = own.some(({ outcome }) => outcome === 'refused');
    return {
      client,
      host,
      protocols: accepted.map(({ protocol }) => protocol.replace('TLSv', 'TLS ')).join(' and '),
      refused: isRefusalTried ? '; refused without a certificate and with one of another CA' : '',
    };
  });
}
