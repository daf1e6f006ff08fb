// Settings about TLS that stand where no product looks for them: one level too far up, mostly. For
// `doctor`.
import { quote } from '../../../quote.js';
import type { PlacedSetting } from '../../../targets/config/configured-end.js';
import type { PlacedFinding } from './placed-finding.js';

export function strayFindings(stray: readonly PlacedSetting[]): PlacedFinding[] {
  return stray.map(({ name, file, line }) => ({
    code: 'stray-setting',
    severity: 'warning',
    citation: "the product's settings",
    subject: name,
    message: `${quote(name)} stands where nothing reads it: it belongs below the output, or whatever it is meant for`,
    place: { file, line, setting: name },
    remedy: {
      kind: 'by-hand',
      sentence: `move ${quote(name)} below what it is meant for, or take it out`,
    },
  }));
}
