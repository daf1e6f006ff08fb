// `doctor`: what configs say, what their files hold, and whether both ends of each link fit: all
// that will fail, before it does.
import { STRAY_RULES, UNREAD_RULES } from '../../checks/config/rules.js';
import { productOf } from '../../checks/config/config-rule.js';
import { findingsBy } from '../../checks/rule.js';
import type { Clock, Templates } from '../../ports.js';
import type { NotJudged } from '../../targets/config/configured-end.js';
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import { judgeConfigs, told } from '../judging/config/judged-configs.js';
import { linksBetween, mixedLinks } from '../judging/config/pairing.js';
import type { PlacedFinding } from '../judging/config/placed-finding.js';
import type { ReadConfigs } from '../reading/config/config-files.js';
import { type KnownProducts, readConfiguredHosts } from '../reading/config/configured-hosts.js';
import type { StorePorts } from '../reading/key/store.js';
import { versionOf } from '../reading/stack.js';
import { withAuthorities } from './authorities.js';
import { mended, type MendedFinding } from '../judging/config/mending.js';

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
    findings: mended(
      findings,
      hosts.map(({ view }) => view.end),
      (file) => configs.textOf.get(file),
    ),
    notJudged: notJudgedOf(configs.notJudged, hosts, links),
  };
}

function productsIn(path: string, kind: string, hosts: readonly ConfiguredHost[]): string[] {
  const own = hosts.filter(({ view: { end } }) => end.file === path);
  const names = own.map(({ view }) => productOf(view));
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
