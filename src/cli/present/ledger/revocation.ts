// What became of a certificate that was to be revoked: one row on stdout, the talk on stderr.
import type { RevokeSummary } from '../../../app/ledger/revoke.js';
import type { Output } from '../../base-command.js';

export function presentRevocation(summary: RevokeSummary, output: Output): void {
  const { certificate, event, reason, revokedAt, dryRun } = summary;
  const { serialNumber, subject } = certificate;
  const state = reason === null ? 'not revoked' : `revoked\t${reason}\t${revokedAt ?? ''}`;
  output.stdout.write(`${serialNumber}\t${state}\n`);
  if (output.isQuiet) return;
  const name = subject || '(empty)';
  if (event === null) {
    const found = reason === null ? 'is not revoked' : `was revoked before (${reason})`;
    output.stderr.write(`${name} ${found}: nothing was recorded\n`);
    return;
  }
  const word = event === 'released' ? 'counts again' : 'is refused';
  output.stderr.write(`${name} ${word} where the next CRL is known: tlsmith crl issue\n`);
  if (event === 'revoked' && certificate.profile === 'ca') {
    output.stderr.write(
      'it is a CA: what it has issued is refused with it by those who ask the CRL of every CA of the chain (nginx does, stunnel does not)\n',
    );
  }
  if (dryRun) output.stderr.write('dry run: nothing was recorded\n');
}
