// The CA of a kit, for the remedies that need one: it lies beside the folders of its hosts. For
// `doctor`.
import { dirname } from 'node:path/posix';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import { authoritiesIn } from '../reading/kit-authorities.js';
import type { PlacedFinding } from '../judging/config/placed-finding.js';

/** Where a certificate is to be issued again, by that CA. */
export async function withAuthorities(
  findings: readonly PlacedFinding[],
  files: Files,
): Promise<PlacedFinding[]> {
  return Promise.all(findings.map((finding) => withAuthority(finding, files)));
}

async function withAuthority(finding: PlacedFinding, files: Files): Promise<PlacedFinding> {
  const { remedy } = finding;
  if (remedy.kind !== 'issue' || remedy.certificate.certificate === undefined) return finding;
  const kit = dirname(dirname(remedy.certificate.certificate));
  const authority = (await authoritiesIn(kit, { files })).at(-1) ?? pathIn(kit, 'ca');
  if ((await files.kindBehind(pathIn(authority, 'ca.key'))) !== 'file') return finding;
  return { ...finding, remedy: { ...remedy, certificate: { ...remedy.certificate, authority } } };
}
