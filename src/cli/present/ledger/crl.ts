// A CRL that was issued: its path on stdout, or itself where stdout was asked for; what it says on
// stderr.
import type { CrlSummary, IssueCrlSummary } from '../../../app/crl/issue.js';
import type { Output } from '../../base-command.js';
import { presentHook } from '../hook.js';
import { presentExported } from '../exported.js';

export function presentCrl(summary: IssueCrlSummary, output: Output, whole: IssueCrlSummary): void {
  presentExported(summary, output);
  if (summary.crl && !output.isQuiet) presentFacts(summary.crl, output);
  if (summary.hook) presentHook(summary.hook, whole.hook?.output ?? '', output);
}

function presentFacts(crl: CrlSummary, { stderr }: Output): void {
  const rows: [string, string][] = [
    ['issuer', crl.issuer],
    ['number', crl.crlNumber],
    ['revoked', String(crl.revokedCount)],
    ['key', crl.authorityKeyIdentifier],
    ['issued', crl.thisUpdate],
    ['next', `${crl.nextUpdate}; from then on this one refuses everybody`],
  ];
  for (const [label, value] of rows) stderr.write(`  ${label.padEnd(8)} ${value}\n`);
}
