// What configs say, what their files hold and whether the ends of each link fit: for `doctor`, and
// for who wants its findings beside something else.
import { STRAY_RULES, UNREAD_RULES } from '../../checks/config/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { Clock, Templates } from '../../ports.js';
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import { judgeConfigs, told } from '../judging/config/judged-configs.js';
import { linksBetween, mixedLinks } from '../judging/config/pairing.js';
import type { PlacedFinding } from '../judging/config/placed-finding.js';
import type { ReadConfigs } from '../reading/config/config-files.js';
import { type KnownProducts, readConfiguredHosts } from '../reading/config/configured-hosts.js';
import type { StorePorts } from '../reading/key/store.js';
import { versionOf } from '../reading/stack.js';
import { withAuthorities } from './authorities.js';

export interface ExaminationRequest {
  paths: readonly string[];
  /** Where the files of a host were copied to: absolute paths begin there. */
  root?: string | undefined;
  /** As it was typed; none: the newest that is known. */
  stack?: string | undefined;
}

export type ExaminationPorts = StorePorts & { clock: Clock; templates: Templates };

/** What was read, and what is wrong with it: with keys in it, so that it is shown to nobody. */
export interface Examination {
  configs: ReadConfigs;
  hosts: readonly ConfiguredHost[];
  links: readonly ConfiguredLink[];
  findings: readonly PlacedFinding[];
}

/** Throws `input-*` for a config that cannot be read at all. */
export async function examine(
  { paths, root, stack }: ExaminationRequest,
  ports: ExaminationPorts,
  products?: KnownProducts,
): Promise<Examination> {
  const version = versionOf(stack, ports.reporter);
  const read = await readConfiguredHosts({ paths, root }, () => version, ports, products);
  const { configs } = read;
  const usual = linksBetween(read.hosts);
  const links = [...usual, ...mixedLinks(read, usual)];
  const faced = new Set(links.flatMap(({ client, server }) => [client, server]));
  const hosts = [...read.hosts, ...read.plain.filter((host) => faced.has(host))];
  const judging = { at: ports.clock.now(), crypto: ports.crypto };
  const findings = told([
    ...(findingsBy(UNREAD_RULES, configs.unread) as PlacedFinding[]),
    ...(findingsBy(STRAY_RULES, configs.stray) as PlacedFinding[]),
    ...judgeConfigs({ hosts, links }, judging),
  ]);
  return { configs, hosts, links, findings: await withAuthorities(findings, ports.files) };
}
