// `explain` with the files at hand: each line, and which finding of the files is its cause.
import { examine, type ExaminationPorts, type ExaminationRequest } from '../examining/configs.js';
import { mended, type MendedFinding } from '../judging/config/mending.js';
import { FITTING } from './fitting.js';
import { explainLog, type Explanation } from './log.js';
import type { ExplainedLine } from './tally.js';

/** Folders of hosts, a kit, or configs: what `doctor` takes. */
export type FilesAtHand = Pick<ExaminationRequest, 'paths' | 'stack'>;

export type FittedLine = ExplainedLine & {
  /** The likeliest first; none where the files give no cause for that line. */
  findings: MendedFinding[];
};

export type FittedExplanation = Omit<Explanation, 'lines'> & { lines: FittedLine[] };

/** Throws as `explainLog`, and `input-*` for a config that cannot be read at all. */
export async function explainWithFiles(
  source: string,
  files: FilesAtHand,
  ports: ExaminationPorts,
): Promise<FittedExplanation> {
  const explanation = await explainLog(source, ports);
  const findings = explanation.ok ? await findingsIn(files, ports) : [];
  const lines = explanation.lines.map((line) => {
    const codes = FITTING[line.check];
    const own = findings.filter(({ code }) => codes.includes(code));
    const rank = ({ code }: MendedFinding) => codes.indexOf(code);
    return { ...line, findings: own.toSorted((a, b) => rank(a) - rank(b)) };
  });
  return { ...explanation, lines };
}

async function findingsIn(files: FilesAtHand, ports: ExaminationPorts): Promise<MendedFinding[]> {
  const { configs, hosts, findings } = await examine(files, ports);
  return mended(
    findings.filter(({ severity }) => severity !== 'info'),
    hosts.map(({ view }) => view.end),
    (file) => configs.textOf.get(file),
  );
}
