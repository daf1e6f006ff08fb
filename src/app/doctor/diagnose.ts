// `doctor`: what configs say, what their files hold, and whether both ends of each link fit: all
// that will fail, before it does.
import { productOf } from '../../checks/config/config-rule.js';
import type { NotJudged } from '../../targets/config/configured-end.js';
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import {
  examine,
  type Examination,
  type ExaminationPorts,
  type ExaminationRequest,
} from '../examining/configs.js';
import { mended, type MendedFinding } from '../judging/config/mending.js';

export type DoctorRequest = ExaminationRequest;
export type DoctorPorts = ExaminationPorts;

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
