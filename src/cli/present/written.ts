// The result of a writing command: the paths on stdout, the talk on stderr.
import type { CertificateSummary, WriteSummary } from '../../app/writing/plan.js';
import type { Output } from '../base-command.js';

export function presentWritten(summary: WriteSummary, output: Output): void {
  for (const { path } of summary.files) output.stdout.write(`${path}\n`);
  if (output.isQuiet) return;
  for (const certificate of summary.certificates) presentCertificate(certificate, output);
  if (summary.dryRun) output.stderr.write('dry run: nothing was written\n');
}

function presentCertificate(certificate: CertificateSummary, { stderr }: Output): void {
  const lines: [string, string][] = [
    ['subject', certificate.subject || '(empty)'],
    ['issuer', certificate.issuer],
    ['names', certificate.subjectAltNames.join(', ') || 'none'],
    ['use', certificate.extKeyUsage.join(', ') || 'CA'],
    ['valid', `${certificate.notBefore} to ${certificate.notAfter}`],
    ['serial', certificate.serialNumber],
    ['SHA-256', certificate.sha256Fingerprint],
  ];
  stderr.write(`${certificate.path}\n`);
  for (const [label, value] of lines) stderr.write(`  ${label.padEnd(8)} ${value}\n`);
}
