// `explain` with the files at hand: each line, and which finding of the files is its cause.
import type { Clock, Templates } from '../../ports.js';
import { judgeConfigs } from '../judging/config/judged-configs.js';
import { linksBetween } from '../judging/config/pairing.js';
import type { PlacedFinding } from '../judging/config/placed-finding.js';
import { readConfiguredHosts } from '../reading/config/configured-hosts.js';
import type { StorePorts } from '../reading/key/store.js';
import { versionOf } from '../reading/stack.js';
import { FITTING } from './fitting.js';
import type { ExplainedLine, Explanation } from './log.js';

export interface FilesAtHand {
  /** Folders of hosts, a kit, or configs: what `doctor` takes. */
  paths: readonly string[];
  stack?: string | undefined;
}

/** Throws `input-*` for a config that cannot be read at all. */
export async function findingsAtHand(
  { paths, stack }: FilesAtHand,
  ports: StorePorts & { clock: Clock; templates: Templates },
): Promise<PlacedFinding[]> {
  const version = versionOf(stack, ports.reporter);
  const { hosts } = await readConfiguredHosts({ paths, root: undefined }, () => version, ports);
  const links = linksBetween(hosts);
  const found = judgeConfigs({ hosts, links }, { at: ports.clock.now(), crypto: ports.crypto });
  return found.filter(({ severity }) => severity !== 'info');
}

export type FittedLine = ExplainedLine & { findings: PlacedFinding[] };

/** The likeliest first; none where the files give no cause for that line. */
export function fitted(
  explanation: Explanation,
  findings: readonly PlacedFinding[],
): Omit<Explanation, 'lines'> & { lines: FittedLine[] } {
  const lines = explanation.lines.map((line) => {
    const codes = FITTING[line.check];
    const own = findings.filter(({ code }) => codes.includes(code));
    const rank = ({ code }: PlacedFinding) => codes.indexOf(code);
    return { ...line, findings: own.toSorted((a, b) => rank(a) - rank(b)) };
  });
  return { ...explanation, lines };
}
