// The texts in the archive of `certutil http`: what each folder is for, and samples of the settings
// in the spelling of the version. No secret is in them.
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatGeneralName } from '../../pki/names/general-name.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Templates } from '../../ports.js';
import { formatEndpoint } from '../../targets/snippet/endpoint.js';
import { type FrameView, renderFrame } from '../../targets/snippet/frame.js';
import { settingLines, settingName } from '../../targets/snippet/setting-lines.js';
import { formatStackVersion, type StackVersion } from '../../targets/stack-version.js';
import { findEnds, pairOf, type Target } from '../../targets/target.js';
import type { NamedNode } from './nodes.js';
import { loadTargets } from '../reading/products.js';
import { type FileKind, type PlannedFile, textFile } from '../writing/plan.js';

const FOLDER = 'elasticsearch-http';
/** The samples name no host of their own. */
const PLACE = { hosts: [], port: 9200 };

export interface TextPorts {
  templates: Templates;
}

/** Kibana dials Elasticsearch: the ends of both that face each other. */
export async function loadStack(
  version: StackVersion,
  { templates }: TextPorts,
): Promise<{ elasticsearch: Target; kibana: Target; version: StackVersion }> {
  const targets = await loadTargets(templates);
  const pair = pairOf(findEnds(targets, 'kibana'), findEnds(targets, 'elasticsearch'));
  const { client, server } = pair as NonNullable<typeof pair>;
  return { elasticsearch: server, kibana: client, version };
}

export type Stack = Awaited<ReturnType<typeof loadStack>>;

/** What a node's folder holds: a store, or the files of a request under this stem. */
export type NodeContent = { certificate: Certificate } | { stem: string };

export interface NodeTextsRequest {
  node: NamedNode;
  content: NodeContent;
  /** Of its store or key. */
  hasPassword: boolean;
  stack: Stack;
}

/** `README.txt` and `sample-elasticsearch.yml` of one node. */
export async function nodeTexts(
  { node, content, hasPassword, stack: { elasticsearch, version } }: NodeTextsRequest,
  ports: TextPorts,
): Promise<PlannedFile[]> {
  const isStore = 'certificate' in content;
  const files = isStore ? { keyStore: 'http.p12' } : pem(content.stem);
  const passwordSetting = settingName(
    elasticsearch,
    version,
    isStore ? 'key-store-password' : 'private-key-password',
  );
  const view: FrameView = {
    node: node.folder.slice(0, -1),
    names: node.subjectAltNames.map(formatGeneralName).join(', '),
    stack: formatStackVersion(version),
    certificate: isStore,
    request: !isStore,
    notAfter: isStore ? formatTime(content.certificate.notAfter) : '',
    stem: isStore ? '' : content.stem,
    files: isStore ? 'http.p12' : `${content.stem}.crt and ${content.stem}.key`,
    hasPassword,
    passwordSetting,
  };
  const meanings = ['enabled', 'key-store', 'certificate', 'private-key'] as const;
  const settings = settingLines(elasticsearch, version, { ...PLACE, ...files }, meanings);
  const folder = `elasticsearch/${node.folder}`;
  const readme = { path: `${folder}README.txt`, name: 'elasticsearch-README.txt' };
  const sample = { path: `${folder}sample-elasticsearch.yml`, name: 'sample-elasticsearch.yml' };
  return [
    await text({ ...readme, kind: 'readme' }, view, ports),
    await text({ ...sample, kind: 'snippet' }, { ...view, settings }, ports),
  ];
}

/** `README.txt` and `sample-kibana.yml`. */
export async function kibanaTexts(
  nodes: readonly NamedNode[],
  hasCertificate: boolean,
  { kibana, version }: Stack,
  ports: TextPorts,
): Promise<PlannedFile[]> {
  const values = { ...PLACE, trustAnchors: 'config/elasticsearch-ca.pem' };
  const settings = settingLines(kibana, version, values, ['trust-anchors']);
  const host = nodes
    .flatMap(({ subjectAltNames }) => subjectAltNames)
    .find(({ kind, value }) => kind === 'ip' || (kind === 'dns' && !value.startsWith('*.')));
  const url = host ? `https://${formatEndpoint(host.value, PLACE.port)}` : '';
  const view = { hasCertificate, stack: formatStackVersion(version), url };
  const readme = { path: 'kibana/README.txt', name: 'kibana-README.txt' };
  const sample = { path: 'kibana/sample-kibana.yml', name: 'sample-kibana.yml' };
  return [
    await text({ ...readme, kind: 'readme' }, view, ports),
    await text({ ...sample, kind: 'snippet' }, { ...view, settings }, ports),
  ];
}

export function caText(
  { subject, notAfter }: Certificate,
  hasPassword: boolean,
  ports: TextPorts,
): Promise<PlannedFile> {
  const view = {
    subject: formatDistinguishedName(subject),
    notAfter: formatTime(notAfter),
    hasPassword,
  };
  return text({ path: 'ca/README.txt', kind: 'readme', name: 'ca-README.txt' }, view, ports);
}

function pem(stem: string) {
  return { certificate: `${stem}.crt`, privateKey: `${stem}.key` };
}

interface WantedText {
  path: string;
  kind: FileKind;
  /** Of its template. */
  name: string;
}

async function text(
  { path, kind, name }: WantedText,
  view: FrameView,
  { templates }: TextPorts,
): Promise<PlannedFile> {
  const file = `${name}.mustache`;
  const template = (await templates.read(FOLDER, file)) ?? '';
  return textFile(path, renderFrame(template, view, `${FOLDER}/${file}`), kind);
}
