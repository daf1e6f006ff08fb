// `verify --pair`: both directions of a link at once, from the folders of its two ends, with the
// runtimes that stand there marked.
import { type GeneralName, parseDialledHost } from '../../pki/names/general-name.js';
import type { Clock, Reporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Link } from '../../targets/link.js';
import { NEWEST_STACK_VERSION } from '../../targets/stack-version.js';
import type { Target } from '../../targets/target.js';
import { judgeSettings } from '../judging/config/judged-configs.js';
import { linksBetween } from '../judging/config/pairing.js';
import type { PlacedFinding } from '../judging/config/placed-finding.js';
import { type Direction, isGood, judgeLink } from '../judging/link.js';
import { readConfiguredHosts } from '../reading/config/configured-hosts.js';
import type { FolderPorts } from '../reading/folder/opening.js';
import { readLink } from '../reading/folder/link.js';
import type { PasswordSource } from '../reading/key/passwords.js';

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

export interface PairVerification {
  /** No finding of either direction is an error, and the runtimes that stand there accept. */
  ok: boolean;
  directions: Direction[];
}

export type PairPorts = FolderPorts & { clock: Clock; reporter: Reporter; templates: Templates };

/**
 * A verdict of no is an answer. Throws `input-*` and `password-*` for what cannot be read,
 * `roles-conflict` for ends of one role.
 */
export async function verifyPair(
  request: PairRequest,
  ports: PairPorts,
): Promise<PairVerification> {
  const { server, client } = await readLink(request, ports);
  const [serving, dialling] = [server.host.path, client.host.path];
  if (serving !== request.folders[0]) {
    ports.reporter.note(
      `by their snippets ${quote(serving)} is the server and ${quote(dialling)} its client`,
    );
  }
  const at = request.at ?? ports.clock.now();
  const hosts = client.end?.endpoints.map(({ host }) => parseDialledHost(host)) ?? [];
  const dialled = request.host ? [request.host] : hosts;
  const judged = judgeLink({ server, client }, { hosts: dialled, at }, ports.crypto);
  const bySettings = await settingFaults({ server, client }, request.folders, ports);
  const directions = [judged.server, judged.client].map((one) => withFaults(one, bySettings));
  const ok = directions.every(isGood);
  return { ok, directions };
}

/** What the settings of both ends say, in the words of `doctor`; nothing of ends without any. */
async function settingFaults(
  { server, client }: Link,
  paths: readonly string[],
  ports: PairPorts,
): Promise<PlacedFinding[]> {
  const releases = [server, client].flatMap(({ end }) => end?.release ?? []);
  if (releases.length < 2) return [];
  const releaseOf = ({ name, descriptor }: Target) =>
    releases.find(({ target }) => target.name === name && target.descriptor.end === descriptor.end);
  const { hosts } = await readConfiguredHosts(
    { paths, root: undefined },
    (target) => releaseOf(target)?.version ?? NEWEST_STACK_VERSION,
    ports,
  );
  const own = hosts.filter(({ view }) => releaseOf(view.end.target));
  return judgeSettings({ hosts: own, links: linksBetween(own) });
}

/** Each at the end whose file says it. */
function withFaults(direction: Direction, found: readonly PlacedFinding[]): Direction {
  const { folder, findings } = direction;
  const own = found
    .filter(({ place, code }) => isBelow(place.file, folder) && !isSaid(code, direction))
    .map(({ place: _place, remedy: _remedy, ...fault }) => fault);
  return { ...direction, findings: [...own, ...findings] };
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function isSaid(code: string, { findings }: Direction): boolean {
  return findings.some((one) => one.code === code);
}
