// Whose certificates `certutil http` makes: one for all of Elasticsearch, or one for each node;
// their names, subjects and file names.
import { TlsmithError } from '../../errors.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  type GeneralName,
  parseGeneralName,
  withoutRepeats,
} from '../../pki/names/general-name.js';
import { parseKeyUsage, requireKeyUsage } from '../../pki/certificate/key-usage.js';
import { parseDistinguishedName } from '../../pki/names/name-parser.js';
import type { KeyUsage } from '../../pki/der/object-identifiers.js';
import type { Files, KeyType, Prompter } from '../../ports.js';
import { quote } from '../../quote.js';
import { readList } from '../making/planned-hosts.js';
import { parseCertificateName } from '../reading/names.js';

export interface ElasticsearchNode {
  /** Its folder where there are several. */
  folder?: string | undefined;
  subjectAltNames: readonly GeneralName[];
  /** Of the files of a request, and of the subject; none: its first host. */
  keyName?: string | undefined;
  /** None: made of the key name. */
  subject?: DistinguishedName | undefined;
  /** These two: none said, what holds for all nodes. */
  keyType?: KeyType | undefined;
  /** As typed. */
  keyUsage?: string | undefined;
}

/** A list of instances (`-` is stdin), or the nodes themselves; none: their names are asked for. */
export type NodeSource = { list: string } | readonly ElasticsearchNode[];

/** The nodes, and what holds for those that say nothing else. */
export interface NodeTerms {
  nodes: NodeSource;
  keyType: KeyType;
  /** As typed; none: digitalSignature and keyEncipherment. */
  keyUsage?: string | undefined;
}

/** A node with all that is not said decided. */
export interface NamedNode {
  /** With a slash behind it, or empty for one that has the whole of `elasticsearch/`. */
  folder: string;
  subjectAltNames: readonly GeneralName[];
  keyName: string;
  subject: DistinguishedName;
  keyType: KeyType;
  keyUsage?: readonly KeyUsage[] | undefined;
}

/**
 * Throws `input-needed` for a node without a name, which no client could dial; `name-invalid`,
 * `name-conflict`, and what reading the list throws.
 */
export async function nameNodes(
  { nodes: source, keyType, keyUsage }: NodeTerms,
  ports: { files: Files; prompter: Prompter },
): Promise<NamedNode[]> {
  const nodes = 'list' in source ? await listed(source.list, ports) : source.map(withSafeFolder);
  const known = nodes.length > 0 ? nodes : [await askNode(ports.prompter)];
  const named = known.map((node): NamedNode => {
    if (node.subjectAltNames.length === 0) throw nameless();
    const { stem: keyName } = parseCertificateName(node.keyName ?? keyNameOf(node.subjectAltNames));
    return {
      folder: known.length > 1 ? `${node.folder ?? keyName}/` : '',
      subjectAltNames: withoutRepeats(node.subjectAltNames),
      keyName,
      subject: node.subject ?? subjectOf(keyName),
      keyType: node.keyType ?? keyType,
      keyUsage: serverKeyUsage(node.keyUsage ?? keyUsage),
    };
  });
  refuseSharedFolders(named);
  return named;
}

function withSafeFolder(node: ElasticsearchNode): ElasticsearchNode {
  if (node.folder === undefined) return node;
  return { ...node, folder: parseCertificateName(node.folder).stem };
}

function serverKeyUsage(typed: string | undefined): KeyUsage[] | undefined {
  if (typed === undefined) return undefined;
  const keyUsage = parseKeyUsage(typed);
  requireKeyUsage(keyUsage, 'digitalSignature', 'a TLS server', 'RFC 8446, 4.4.2.2');
  return keyUsage;
}

function refuseSharedFolders(nodes: readonly NamedNode[]): void {
  const folders = nodes.map(({ folder }) => folder.toLowerCase());
  const shared = folders.find((folder, index) => folders.indexOf(folder) !== index);
  if (shared === undefined) return;
  throw new TlsmithError(
    'name-conflict',
    `two nodes would have the folder ${quote(shared.slice(0, -1))} in common`,
    { found: quote(shared.slice(0, -1)) },
  );
}

/** The name of an entry is its folder, and its subject where it is a whole distinguished name. */
async function listed(file: string, ports: { files: Files }): Promise<ElasticsearchNode[]> {
  const instances = await readList(file, ports);
  const nameless = instances.filter(({ subjectAltNames }) => subjectAltNames.length === 0);
  if (nameless.length > 0) {
    const faults = nameless.map(({ line }) => ({ line, reason: 'names no host: dns or ip' }));
    throw new TlsmithError('input-malformed', 'a node of the list names no host', {
      path: file,
      faults,
    });
  }
  return instances.map(({ stem, name, subject, subjectAltNames, keyType }) => ({
    folder: stem,
    subjectAltNames,
    keyType,
    subject: name.includes('=') ? subject : undefined,
  }));
}

async function askNode(prompter: Prompter): Promise<ElasticsearchNode> {
  if (!prompter.canAsk) throw nameless();
  const answer = await prompter.askText('Host names of Elasticsearch, commas between:');
  const names = answer.split(',').map((name) => name.trim());
  return {
    subjectAltNames: names.filter((name) => name !== '').map((name) => parseGeneralName(name)),
  };
}

function nameless(): TlsmithError {
  return new TlsmithError(
    'input-needed',
    'it is not said under which names Elasticsearch is dialled',
    { answer: 'http-names' },
  );
}

/** As certutil: the first host, or what a wildcard stands below, or the product. */
function keyNameOf(names: readonly GeneralName[]): string {
  const hosts = names.filter(({ kind }) => kind === 'dns').map(({ value }) => value);
  const whole = hosts.find((host) => !host.startsWith('*.'));
  return whole ?? hosts[0]?.slice('*.'.length) ?? 'elasticsearch';
}

/** `es.example.com` → `CN=es,DC=example,DC=com`. */
function subjectOf(keyName: string): DistinguishedName {
  const [first, ...domain] = keyName.split('.');
  return parseDistinguishedName([`CN=${first}`, ...domain.map((label) => `DC=${label}`)].join(','));
}
