// The proof of a kit: real handshakes with what stands on disk, read back through the snippets by
// our own readers.
import { TlsmithError } from '../../errors.js';
import { encodeCertificates, encodePem } from '../../formats/containers/pem.js';
import type {
  HandshakeResult,
  Loopback,
  LoopbackServer,
  Random,
  TlsEnd,
  TlsIdentity,
  TlsProtocol,
} from '../../ports.js';
import { explainHandshakeFailure } from '../../tls/handshake-failure.js';
import type { StackVersion } from '../../targets/stack-version.js';
import type { SecretPurpose } from '../../targets/secret.js';
import type { Target } from '../../targets/target.js';
import { type HostFolder, secretFor } from '../../targets/host-folder.js';
import type { FolderPorts } from '../reading/folder/opening.js';
import { readHostFolder, wholeHostFolder } from '../reading/folder/host-folder.js';
import { foreignIdentity } from '../making/foreign.js';

/** A host's folder on disk, staged or in place. */
export interface ProvenFolder {
  target: Target;
  path: string;
}

export interface Handshake {
  protocol: string;
  host: string;
  with: 'own' | 'none' | 'foreign';
  outcome: 'accepted' | 'refused';
  /** The client's folder name. */
  client: string;
}

export type ProofPorts = FolderPorts & { random: Random; loopback: Loopback };

/**
 * Every host that each client's snippet dials, over TLS 1.3 and 1.2, both sides verifying; then
 * without a client certificate and with one of another CA, which must be refused. Throws
 * `proof-failed` with the first that ends otherwise, `loopback-unusable`.
 */
export async function proveLink(
  server: ProvenFolder,
  clients: readonly ProvenFolder[],
  terms: { version: StackVersion; notAfter: Date; now: Date },
  ports: ProofPorts,
): Promise<Handshake[]> {
  const listening = await readProven(server, terms.version, ports);
  const { clientAuthentication } = listening.ends[0];
  if (clientAuthentication === undefined) {
    throw new TlsmithError(
      'proof-failed',
      'the proof failed: the server asks for no certificate of its clients',
    );
  }
  const loopback = await ports.loopback.serve(endOf(listening), clientAuthentication);
  try {
    const foreign = await foreignIdentity(terms, ports);
    const handshakes: Handshake[] = [];
    const isOptional = clientAuthentication === 'optional';
    for (const proven of clients) {
      const client = await readProven(proven, terms.version, ports);
      checkAgreement(client, listening, proven.target);
      handshakes.push(...(await proveClient(client, foreign, loopback, isOptional)));
    }
    return handshakes;
  } finally {
    await loopback.close();
  }
}

/** What is staged is whole, and secrets.env opens it: nobody is asked. */
async function readProven(
  { target, path: folder }: ProvenFolder,
  version: StackVersion,
  ports: ProofPorts,
): Promise<HostFolder> {
  const request = { folder, releases: [{ target, version }], mayStayLocked: true };
  return wholeHostFolder(await readHostFolder(request, ports));
}

const PROTOCOLS: readonly TlsProtocol[] = ['TLSv1.3', 'TLSv1.2'];

async function proveClient(
  client: HostFolder,
  foreign: TlsIdentity,
  server: LoopbackServer,
  isOptional: boolean,
): Promise<Handshake[]> {
  const handshakes: Handshake[] = [];
  const own = endOf(client);
  const { trustAnchors } = own;
  const [{ endpoints }] = client.ends;
  const attempt = async (
    kind: Handshake['with'],
    end: TlsEnd,
    host: string,
    protocol: TlsProtocol,
  ) => {
    const result = await server.connect(end, host, protocol);
    const isExpected = kind === 'own' || (kind === 'none' && isOptional);
    if (result.completed !== isExpected)
      throw proofFailure({ with: kind, client: client.name, host, protocol }, result);
    const outcome = result.completed ? 'accepted' : 'refused';
    handshakes.push({ protocol, host, with: kind, outcome, client: client.name });
  };
  for (const { host } of endpoints) {
    for (const protocol of PROTOCOLS) await attempt('own', own, host, protocol);
  }
  const [first] = endpoints;
  for (const protocol of first ? PROTOCOLS : []) {
    const { host } = first as { host: string };
    await attempt('none', { identity: undefined, trustAnchors }, host, protocol);
    await attempt('foreign', { identity: foreign, trustAnchors }, host, protocol);
  }
  return handshakes;
}

function proofFailure(
  attempted: Omit<Handshake, 'outcome'>,
  { completed, reason }: HandshakeResult,
): TlsmithError {
  const { client, host, protocol, with: kind } = attempted;
  const sentence = !completed
    ? `the proof failed: ${client} to ${host} over ${protocol} failed: ${explainHandshakeFailure(reason)}`
    : `the proof failed: the server accepted a client with ${kind === 'none' ? 'no certificate' : 'a certificate of another CA'} over ${protocol}`;
  return new TlsmithError('proof-failed', sentence, { client, host, protocol, with: kind, reason });
}

function endOf({ identity, trustAnchors, ends: [{ release }] }: HostFolder): TlsEnd {
  const { chain, privateKeyInfo } = identity;
  const isAlone = release.target.descriptor.sendsOnlyFirstCertificate;
  return {
    identity: {
      certificateChain: encodeCertificates(isAlone ? chain.slice(0, 1) : chain),
      privateKey: encodePem('PRIVATE KEY', privateKeyInfo),
    },
    trustAnchors: trustAnchors.map((anchor) => encodeCertificates([anchor])),
  };
}

/**
 * The handshakes run on a port of their own and ask for no user, so what is configured is compared
 * by hand.
 */
function checkAgreement(client: HostFolder, server: HostFolder, { descriptor }: Target): void {
  const [{ port, user }] = server.ends;
  const [own] = client.ends;
  const textOf = (host: HostFolder, purpose: SecretPurpose) => secretFor(host, purpose)?.text;
  const wrong = own.endpoints.find((endpoint) => endpoint.port !== port);
  // A monitor logs in nowhere and sends nothing.
  const logsIn = descriptor.settings.some(({ meaning }) => meaning === 'user');
  const isSame = own.user === user && textOf(client, 'user') === textOf(server, 'user');
  if (logsIn && !isSame) {
    throw new TlsmithError(
      'proof-failed',
      'the proof failed: the client gives another user or password than the server expects',
    );
  }
  if (
    descriptor.encryptsMessages &&
    textOf(client, 'messageKey') !== textOf(server, 'messageKey')
  ) {
    throw new TlsmithError(
      'proof-failed',
      'the proof failed: the two ends have different keys for the messages',
    );
  }
  if (!wrong) return;
  throw new TlsmithError(
    'proof-failed',
    `the proof failed: the client dials port ${wrong.port}, the server listens on ${port}`,
  );
}
