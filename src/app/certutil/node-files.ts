// The files of one node of Elasticsearch: a store with its certificate and its CA, or key and
// request; with the texts beside them.
import { encodePem } from '../../formats/containers/pem.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { buildRequest } from '../../pki/request/request-building.js';
import type { PlannedValidity } from '../making/validity.js';
import type { Crypto, Random, Reporter, Templates } from '../../ports.js';
import type { NamedNode } from './nodes.js';
import { nodeTexts, type Stack } from './texts.js';
import { keyFile } from '../writing/host-files.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { issueEndEntity } from '../making/identity.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { type PlannedFile, textFile } from '../writing/plan.js';
import { stackStoreFile } from './stack-files.js';

interface NodePorts {
  crypto: Crypto;
  random: Random;
  reporter: Reporter;
  templates: Templates;
}

export interface WantedNode {
  node: NamedNode;
  password: KeyPassword | undefined;
  stack: Stack;
}

/** What the certificates of all nodes have in common. */
export interface NodeIssuing {
  issuer: Issuer;
  validity: PlannedValidity;
  now: Date;
  isRehearsed: boolean;
}

export interface MadeNode {
  /** None where somebody else certifies. */
  identity?: HostIdentity | undefined;
  files: readonly PlannedFile[];
}

/** Its store comes first. */
export async function certifiedNode(
  { node, password, stack }: WantedNode,
  { issuer, validity, now, isRehearsed }: NodeIssuing,
  ports: NodePorts,
): Promise<MadeNode> {
  const { subject, subjectAltNames, keyUsage, keyType } = node;
  const keys = await ports.crypto.generateKeyPair(keyType);
  const wanted = { subject, subjectAltNames, validity, keyUsage, isRehearsed };
  const request = { profile: 'server' as const, ...wanted };
  const identity = await issueEndEntity({ ...request, keys, issuer, now }, ports);
  const [certificate] = identity.chain;
  const store = await stackStoreFile(
    { path: `elasticsearch/${node.folder}http.p12`, alias: 'http', identity, password },
    ports,
  );
  const hasPassword = password !== undefined;
  const texts = await nodeTexts({ node, content: { certificate }, hasPassword, stack }, ports);
  return { identity, files: [store, ...texts] };
}

export async function requestedNode(
  { node, password, stack }: WantedNode,
  ports: NodePorts,
): Promise<MadeNode> {
  const { subject, subjectAltNames, keyName, keyUsage, keyType, folder } = node;
  const keys = await ports.crypto.generateKeyPair(keyType);
  const wanted = { subject, subjectAltNames, keyUsage };
  const der = await buildRequest({ profile: 'server', ...wanted }, keys, ports.crypto);
  const stem = `http-${keyName}`;
  const path = `elasticsearch/${folder}${stem}`;
  const hasPassword = password !== undefined;
  const texts = await nodeTexts({ node, content: { stem }, hasPassword, stack }, ports);
  return {
    files: [
      textFile(`${path}.csr`, encodePem('CERTIFICATE REQUEST', der), 'request'),
      await keyFile(`${path}.key`, keys.privateKeyInfo, password, ports),
      ...texts,
    ],
  };
}
