// `verify --pair`: both directions of a link at once, from the folders of its two ends, with the runtimes that stand there marked.
import type { PathFinding } from '../../checks/finding.js';
import { checkKeyMismatch } from '../../checks/loading/key-mismatch.js';
import type { Role, RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { type GeneralName, parseHost } from '../../pki/names/general-name.js';
import type { Clock, Reporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import { judgePath } from './path.js';
import { judgeRuntimes } from './runtimes.js';
import { type LinkEnd, type LinkEndPorts, readLinkEnd } from '../reading/link-end.js';
import { rolesOf } from '../reading/link-roles.js';
import { loadTargets } from '../reading/products.js';
import type { PasswordSource } from '../reading/passwords.js';

export interface PairRequest {
  /** The two ends; where no snippet says another thing the first is the server. */
  folders: readonly [string, string];
  /** What the client dials, in place of what its snippet says. */
  host?: GeneralName;
  /** None: now. */
  at?: Date;
  /** Opens what secrets.env does not. */
  password?: PasswordSource;
}

export interface PairRuntime extends RuntimeVerdict {
  /** Whether the other end is a product of that runtime. */
  isThere: boolean;
}

/** One end's certificate as the other end judges it. */
export interface Direction {
  role: Role;
  /** Whose certificate it is. */
  folder: string;
  /** The products of this end and of the one that judges, where a snippet says them. */
  target?: string;
  judge?: string;
  /** What was dialled: of a server, and where it is known. */
  hosts: string[];
  path: string[];
  findings: PathFinding[];
  runtimes: PairRuntime[];
}

export interface PairVerification {
  /** No finding of either direction is an error, and the runtimes that stand there accept. */
  ok: boolean;
  directions: Direction[];
}

export type PairPorts = LinkEndPorts & { clock: Clock; reporter: Reporter; templates: Templates };

/** A verdict of no is an answer. Throws `input-*` and `password-*` for what cannot be read, `roles-conflict` for ends of one role. */
export async function verifyPair(
  request: PairRequest,
  ports: PairPorts,
): Promise<PairVerification> {
  const { password } = request;
  const targets = await loadTargets(ports.templates);
  const roles = await rolesOf(request.folders, targets, ports.files);
  const server = await readLinkEnd(roles.server, password, ports);
  const client = await readLinkEnd(roles.client, password, ports);
  if (server.folder !== request.folders[0]) {
    ports.reporter.note(
      `by their snippets ${quote(server.folder)} is the server and ${quote(client.folder)} its client`,
    );
  }
  const at = request.at ?? ports.clock.now();
  const dialled = request.host ? [request.host] : client.hosts.map((host) => parseHost(host));
  const directions = [
    judgeDirection('server', server, client, dialled, at, ports),
    judgeDirection('client', client, server, [], at, ports),
  ];
  const ok = directions.every(
    ({ findings, runtimes }) =>
      findings.every(({ severity }) => severity !== 'error') &&
      runtimes.every(({ isThere, accepts }) => accepts || !isThere),
  );
  return { ok, directions };
}

function judgeDirection(
  role: Role,
  own: LinkEnd,
  other: LinkEnd,
  hosts: readonly GeneralName[],
  at: Date,
  { crypto }: PairPorts,
): Direction {
  const [target, ...untrusted] = own.chain;
  const material = { target, anchors: other.trustAnchors, untrusted, crls: [] };
  const judge = (host: GeneralName | undefined) =>
    judgePath(material, { at, purpose: role, ...(host && { host }) }, crypto);
  const [first, ...others] = hosts;
  const { path, findings } = judge(first);
  // Of the other names only what is said about names is new.
  const more = others.flatMap((host) =>
    judge(host).findings.filter(({ code }) => code === 'host-name'),
  );
  const mismatch = checkKeyMismatch(target, own.publicKey, crypto.isSamePublicKey.bind(crypto));
  return {
    ...{ role, folder: own.folder },
    ...(own.target && { target: own.target.name }),
    ...(other.target && { judge: other.target.name }),
    hosts: hosts.map(({ value }) => value),
    path,
    findings: [...mismatch, ...more, ...findings.filter((one) => isAsked(one, role))],
    runtimes: runtimesOf(role, own, other, hosts, at, crypto),
  };
}

/** Nobody dials a client. */
function isAsked({ code }: PathFinding, role: Role): boolean {
  return role === 'server' || code !== 'name-not-judged';
}

/** Every name that is dialled has to be accepted. */
function runtimesOf(
  role: Role,
  own: LinkEnd,
  other: LinkEnd,
  hosts: readonly GeneralName[],
  at: Date,
  crypto: PairPorts['crypto'],
): PairRuntime[] {
  const terms = { presented: own.chain, anchors: other.trustAnchors, purpose: role, at };
  const tables = (hosts.length > 0 ? hosts : [undefined]).map((host) =>
    judgeRuntimes({ ...terms, ...(host && { host }) }, crypto),
  );
  const [first = []] = tables;
  return first.map((verdict, i) => {
    const refused = tables.map((table) => table[i]).find((one) => one?.accepts === false);
    const isThere = other.target?.descriptor.runtime === verdict.runtime;
    return { ...(refused ?? verdict), isThere };
  });
}
