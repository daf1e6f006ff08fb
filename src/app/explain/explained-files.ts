// `explain` with the files at hand: each line, and which finding of the files is its cause.
import type { Clock, Templates } from '../../ports.js';
import type { ConfiguredEnd } from '../../targets/config/configured-end.js';
import { judgeConfigs } from '../judging/config/judged-configs.js';
import { mended, type MendedFinding } from '../judging/config/mending.js';
import { linksBetween } from '../judging/config/pairing.js';
import { readConfiguredHosts } from '../reading/config/configured-hosts.js';
import type { StorePorts } from '../reading/key/store.js';
import { versionOf } from '../reading/stack.js';
import { FITTING } from './fitting.js';
import { explainLog, type Explanation } from './log.js';
import type { ExplainedLine } from './tally.js';

export interface FilesAtHand {
  /** Folders of hosts, a kit, or configs: what `doctor` takes. */
  paths: readonly string[];
  stack?: string | undefined;
}

export type FittedLine = ExplainedLine & {
  /** The likeliest first; none where the files give no cause for that line. */
  findings: MendedFinding[];
};

export type FittedExplanation = Omit<Explanation, 'lines'> & { lines: FittedLine[] };

type FittingPorts = StorePorts & { clock: Clock; templates: Templates };

/** Throws as `explainLog`, and `input-*` for a config that cannot be read at all. */
export async function explainWithFiles(
  source: string,
  files: FilesAtHand,
  ports: FittingPorts,
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

async function findingsIn(
  { paths, stack }: FilesAtHand,
  ports: FittingPorts,
): Promise<MendedFinding[]> {
  const version = versionOf(stack, ports.reporter);
  const read = await readConfiguredHosts({ paths, root: undefined }, () => version, ports);
  const { configs, hosts } = read;
  const links = linksBetween(hosts);
  const found = judgeConfigs({ hosts, links }, { at: ports.clock.now(), crypto: ports.crypto });
  const ends: ConfiguredEnd[] = hosts.map(({ view }) => view.end);
  return mended(
    found.filter(({ severity }) => severity !== 'info'),
    ends,
    (file) => configs.textOf.get(file),
  );
}
