// What `doctor` found as SARIF 2.1.0 (OASIS), for code scanners of CI servers. Written by hand: a
// finding has a rule, a place, and the lines that mend it.
import type { DiagnosisDocument, ShownFinding } from './diagnosis-document.js';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** One run of the program, as one JSON text. */
export function sarifText({ findings }: DiagnosisDocument, version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const rules = codes.map((id) => ({
    id,
    shortDescription: { text: id.replaceAll('-', ' ') },
    help: { text: helpOf(id, findings) },
  }));
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tlsmith', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** A rule is known by what it is held to. */
function helpOf(code: string, findings: readonly ShownFinding[]): string {
  return findings.find((finding) => finding.code === code)?.citation ?? code;
}

function resultOf(finding: ShownFinding, ruleIndex: number) {
  const { code, severity, message, remedy, file, line, edits } = finding;
  const artifactLocation = { uri: uriOf(file) };
  const fixes = edits.map(({ file: edited, line: at, replaces, lines }) => ({
    description: { text: remedy },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(edited) },
        replacements: [
          {
            // The line with its end, or the place before it.
            deletedRegion: replaces
              ? { startLine: at, startColumn: 1, endLine: at + 1, endColumn: 1 }
              : { startLine: at, startColumn: 1, endLine: at, endColumn: 1 },
            insertedContent: { text: lines.map((one) => `${one}\n`).join('') },
          },
        ],
      },
    ],
  }));
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: remedy === '' ? message : `${message}. What to do: ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          ...(line !== null && { region: { startLine: line } }),
        },
      },
    ],
    ...(fixes.length > 0 && { fixes }),
  };
}

/** A path as a relative reference, or with the scheme of files (RFC 3986, RFC 8089). */
function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
