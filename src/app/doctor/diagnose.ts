// `doctor`: what configs say, what their files hold, and whether both ends of each link fit: all
// that will fail, before it does.
import { CONFIG_RULES, FILE_RULES } from '../../checks/config/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { Clock, Templates } from '../../ports.js';
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import type { NotJudged } from '../../targets/config/configured-end.js';
import { EndView } from '../../targets/config/end-view.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../../targets/stack-version.js';
import { readConfigFiles, type ReadConfigs } from '../reading/config/config-files.js';
import { readConfiguredHost } from '../reading/config/configured-host.js';
import type { StorePorts } from '../reading/key/store.js';
import { loadTargets } from '../reading/products.js';
import { withAuthorities } from './authorities.js';
import { loadKnownEnds } from './known-ends.js';
import { judgeConfiguredLink } from './judged-link.js';
import { judgeOwnFiles } from './own-certificate.js';
import { mended, type MendedFinding } from './mending.js';
import { linksBetween } from './pairing.js';
import type { PlacedFinding } from './placed-finding.js';
import { strayFindings } from './stray-settings.js';

export interface DoctorRequest {
  paths: readonly string[];
  /** Where the files of a host were copied to: absolute paths begin there. */
  root?: string | undefined;
  /** As it was typed; none: the newest that is known. */
  stack?: string | undefined;
}

export interface DiagnosedFile {
  path: string;
  /** What it was taken for, each with its version: `logstash 9.5`. */
  products: string[];
}

export interface DiagnosedLink {
  client: { file: string; place: string };
  server: { file: string; place: string };
  /** What is dialled. */
  hosts: string[];
}

export interface Diagnosis {
  ok: boolean;
  files: DiagnosedFile[];
  links: DiagnosedLink[];
  findings: MendedFinding[];
  notJudged: NotJudged[];
}

export type DoctorPorts = StorePorts & { clock: Clock; templates: Templates };

/** What was read, and what is wrong with it: with keys in it, so that it is shown to nobody. */
export interface Examination {
  configs: ReadConfigs;
  hosts: readonly ConfiguredHost[];
  links: readonly ConfiguredLink[];
  findings: readonly PlacedFinding[];
}

/** Throws `input-*` for a config that cannot be read at all. */
export async function examine(
  { paths, root, stack }: DoctorRequest,
  ports: DoctorPorts,
): Promise<Examination> {
  const version = versionOf(stack, ports);
  const targets = await loadTargets(ports.templates);
  const knownOf = await loadKnownEnds(ports.templates);
  const configs = await readConfigFiles({ paths, root }, targets, ports.files);
  const hosts: ConfiguredHost[] = [];
  for (const end of configs.ends) {
    const view = new EndView(end, knownOf(end.target), version);
    const base = configs.baseOf.get(end.file) ?? '.';
    hosts.push(await readConfiguredHost({ view, base, root }, ports));
  }
  const links = linksBetween(hosts);
  const judging = { at: ports.clock.now(), crypto: ports.crypto };
  const findings = distinct([
    ...strayFindings(configs.stray),
    ...hosts.flatMap((host) => judgeConfig(host)),
    ...hosts
      .filter(({ view }) => view.isOn !== false)
      .flatMap((host) => judgeOwnFiles(host, judging)),
    ...links.flatMap((link) => judgeConfiguredLink(link, judging)),
  ]);
  const told = await withAuthorities(inOrder(findings), ports.files);
  return { configs, hosts, links, findings: told };
}

/** Throws as `examine`. */
export async function diagnose(request: DoctorRequest, ports: DoctorPorts): Promise<Diagnosis> {
  return diagnosisOf(await examine(request, ports));
}

export function diagnosisOf({ configs, hosts, links, findings }: Examination): Diagnosis {
  return {
    ok: findings.every(({ severity }) => severity === 'info'),
    files: configs.files.map(({ path, kind }) => ({
      path,
      products: productsIn(path, kind, hosts),
    })),
    links: links.map(linkFacts),
    findings: findings.map((one) => mended(one, configs.ends, (file) => configs.textOf.get(file))),
    notJudged: notJudgedOf(configs.notJudged, hosts, links),
  };
}

function versionOf(stack: string | undefined, { reporter }: DoctorPorts): StackVersion {
  if (stack === undefined) return NEWEST_STACK_VERSION;
  const { version, warning } = parseStackVersion(stack);
  if (warning !== undefined) reporter.warn(warning);
  return version;
}

function judgeConfig(host: ConfiguredHost): PlacedFinding[] {
  const found = [
    ...findingsBy(CONFIG_RULES, host.view),
    ...(host.view.isOn === false ? [] : findingsBy(FILE_RULES, host)),
  ];
  return found as PlacedFinding[];
}

function productsIn(path: string, kind: string, hosts: readonly ConfiguredHost[]): string[] {
  const own = hosts.filter(({ view: { end } }) => end.file === path);
  const names = own.map(
    ({ view: { release } }) => `${release.target.name} ${formatStackVersion(release.version)}`,
  );
  return names.length > 0 ? [...new Set(names)] : [kind];
}

function linkFacts({ client, server, hosts }: ConfiguredLink): DiagnosedLink {
  const endOf = ({ view: { end } }: ConfiguredHost) => ({ file: end.file, place: end.place });
  return {
    client: endOf(client),
    server: endOf(server),
    hosts: hosts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)),
  };
}

/** An end in two links is judged twice, and what is wrong with its files is said once. */
function distinct(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const seen = new Map<string, PlacedFinding>();
  for (const one of findings) {
    const { file, line } = one.place;
    const key = [one.code, file, line, one.message].join('\n');
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

const SEVERITIES = ['error', 'warning', 'info'];

function inOrder(findings: readonly PlacedFinding[]): PlacedFinding[] {
  const weight = ({ severity }: PlacedFinding) => SEVERITIES.indexOf(severity);
  return findings.toSorted((a, b) => weight(a) - weight(b));
}

function notJudgedOf(
  read: readonly NotJudged[],
  hosts: readonly ConfiguredHost[],
  links: readonly ConfiguredLink[],
): NotJudged[] {
  const linked = new Set(links.flatMap(({ client, server }) => [client, server]));
  const all = [
    ...read,
    ...hosts.flatMap(({ view: { end }, notJudged }) =>
      notJudged.map((what) => ({ file: end.file, line: end.line, what })),
    ),
    ...hosts
      .filter((host) => !linked.has(host))
      .map(({ view: { end, isOn } }) => ({
        file: end.file,
        line: end.line,
        what:
          isOn === false
            ? `${end.place}: it has no TLS`
            : `${end.place} with its other end: no config of one that ${end.target.role === 'client' ? 'it dials' : 'dials it'} was named`,
      })),
  ];
  const seen = new Set<string>();
  return all.filter(({ file, what }) => {
    const key = `${file}\n${what}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
