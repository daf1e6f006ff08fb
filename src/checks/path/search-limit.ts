// Rule: the search for a path ends, also among certificates that are made to keep it busy (RFC 4158, 5.2).
import type { FoundPath } from '../../pki/path/path-search.js';
import type { PathFinding } from '../finding.js';

export function checkSearchLimit({ isCutOff, cost, path }: FoundPath): PathFinding[] {
  const [target] = path;
  if (!isCutOff || cost === 0 || !target) return [];
  return [
    {
      code: 'search-limit',
      severity: 'error',
      subject: target.subject,
      message: 'there are more paths between the certificates given than are looked at',
      citation: 'RFC 4158, 5.2',
    },
  ];
}
