// A kit: the paths on stdout; what was chosen and what was proved on stderr.
import type { Handshake } from '../../app/proving/link.js';
import type { KitSummary } from '../../app/kit/assemble.js';
import type { Output } from '../base-command.js';
import { paint } from './paint.js';

export function presentKit(kit: KitSummary, { stdout, stderr, isQuiet }: Output): void {
  for (const { path } of kit.files) stdout.write(`${path}\n`);
  if (isQuiet) return;
  for (const { what, value, why } of kit.choices) stderr.write(`${what}: ${value} (${why})\n`);
  for (const { client, host, protocols, others } of proofs(kit)) {
    const state = paint('proved', 'green', stderr);
    stderr.write(`${state}: ${client} to ${host} over ${protocols}${others}\n`);
  }
  if (kit.dryRun) {
    stderr.write('dry run: nothing was written\n');
    return;
  }
  // Requests are no link yet.
  const isLink = kit.certificates.length > 0;
  if (isLink && kit.handshakes.length === 0)
    stderr.write('the link was not proved by a handshake\n');
  const readme = kit.files.find(({ kind }) => kind === 'readme');
  if (readme) stderr.write(`next: ${readme.path} says what goes where\n`);
}

/** One line a client and host; what else was tried was tried with the first host of each client. */
function proofs({ handshakes }: KitSummary) {
  const keys = new Set(handshakes.map(({ client, host }) => JSON.stringify([client, host])));
  return [...keys].map((key) => {
    const [client, host] = JSON.parse(key) as [string, string];
    const of = (kind: Handshake['with'], outcome: Handshake['outcome']) =>
      handshakes.filter(
        (one) =>
          one.client === client &&
          one.host === host &&
          one.with === kind &&
          one.outcome === outcome,
      );
    const protocols = of('own', 'accepted').map(({ protocol }) => protocol.replace('TLSv', 'TLS '));
    return { client, host, protocols: protocols.join(' and '), others: otherTrials(of) };
  });
}

function otherTrials(
  of: (kind: Handshake['with'], outcome: Handshake['outcome']) => readonly Handshake[],
): string {
  if (of('foreign', 'refused').length === 0) return '';
  return of('none', 'accepted').length > 0
    ? '; accepted without a certificate too, refused with one of another CA'
    : '; refused without a certificate and with one of another CA';
}
