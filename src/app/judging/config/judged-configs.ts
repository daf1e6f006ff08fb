// All that is wrong with configs and with what they name: each end by itself, then each link. For
// `doctor`, and for `verify --pair`, which shows a part of it.
import { CONFIG_RULES } from '../../../checks/config/rules.js';
import { FILE_RULES } from '../../../checks/named-file/rules.js';
import { CONFIGURED_LINK_RULES } from '../../../checks/link/configured-link-rules.js';
import { findingsBy } from '../../../checks/rule.js';
import type { ConfiguredHost, ConfiguredLink } from '../../../targets/config/configured-host.js';
import { withoutCaused } from './caused.js';
import { judgeConfiguredLink, type LinkJudging } from './judged-link.js';
import { judgeOwnFiles } from './own-certificate.js';
import type { PlacedFinding } from './placed-finding.js';

export interface JudgedConfigs {
  hosts: readonly ConfiguredHost[];
  links: readonly ConfiguredLink[];
}

/** What is wrong before what is odd; each thing once. */
export function judgeConfigs(
  { hosts, links }: JudgedConfigs,
  judging: LinkJudging,
): PlacedFinding[] {
  const ofLinks = inOrder(links.flatMap((link) => judgeConfiguredLink(link, judging)));
  const found = told([
    ...hosts.flatMap((host) => judgeConfig(host)),
    // Who faces a certificate knows more of it than its owner, and what it lets pass is no fault.
    ...ofLinks,
    ...hosts
      .filter(({ view }) => view.isOn !== false)
      .flatMap((host) => judgeOwnFiles(host, judging)),
  ]);
  return withoutCaused(found, hosts);
}

/** The part that no certificate decides: what the settings say, alone and of each other. */
export function judgeSettings({ hosts, links }: JudgedConfigs): PlacedFinding[] {
  return told([
    ...hosts.flatMap(({ view }) => findingsBy(CONFIG_RULES, view)),
    ...links.flatMap((link) => findingsBy(CONFIGURED_LINK_RULES, link)),
  ] as PlacedFinding[]);
}

function judgeConfig(host: ConfiguredHost): PlacedFinding[] {
  const found = [
    ...findingsBy(CONFIG_RULES, host.view),
    ...(host.view.isOn === false ? [] : findingsBy(FILE_RULES, host)),
  ];
  return found as PlacedFinding[];
}

const SEVERITIES = ['error', 'warning', 'info'];

/** An end in two links is judged twice, and what is wrong with its files is said once. */
export function told(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const seen = new Map<string, PlacedFinding>();
  for (const one of findings) {
    const { file, line } = one.place;
    const key = [one.code, file, line, one.message].join('\n');
    if (!seen.has(key)) seen.set(key, one);
  }
  return inOrder([...seen.values()]);
}

function inOrder(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const weight = ({ severity }: PlacedFinding) => SEVERITIES.indexOf(severity);
  return findings.toSorted((a, b) => weight(a) - weight(b));
}
