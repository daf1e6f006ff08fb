// Which of two folders serves and which dials: by the snippets in them, in whatever order they were
// named. For `verify --pair`.
import { TlsmithError } from '../../../errors.js';
import type { Files } from '../../../ports.js';
import { quote } from '../../../quote.js';
import { canTalk, existsIn, type ProductRelease, type Target } from '../../../targets/target.js';
import type { SnippetReading } from '../../../targets/snippet/snippet.js';
import { KNOWN_STACK_VERSIONS, NEWEST_STACK_VERSION } from '../../../targets/stack-version.js';
import { readOwnSnippet } from './own-snippet.js';

/**
 * A folder, and the end of a product that its snippet describes; undefined where there is no
 * snippet.
 */
export interface PlacedEnd {
  folder: string;
  target: Target | undefined;
}

export interface LinkRoles {
  server: PlacedEnd;
  client: PlacedEnd;
}

/** An end that a snippet may be about, with how much of the snippet it explains. */
interface Candidate {
  target: Target;
  score: number;
}

/**
 * Where the snippets leave it open, or there are none, `first` is the server. Throws
 * `roles-conflict`, `input-*`.
 */
export async function rolesOf(
  [first, second]: readonly [string, string],
  targets: readonly Target[],
  files: Files,
): Promise<LinkRoles> {
  const one = { folder: first, ends: await endsIn(first, targets, files) };
  const other = { folder: second, ends: await endsIn(second, targets, files) };
  // A stable order: of equals the one that was named first.
  const [best] = [...pairings(one, other), ...pairings(other, one)].sort(
    (a, b) => Number(b.fits) - Number(a.fits) || b.score - a.score,
  );
  if (!best) throw sameRole(one, other);
  return best;
}

/** The product that the snippet in a folder is about; undefined where there is none. */
export async function releaseIn(
  folder: string,
  targets: readonly Target[],
  files: Files,
): Promise<ProductRelease | undefined> {
  const [best] = (await endsIn(folder, targets, files)).sort((a, b) => b.score - a.score);
  return best && releaseOf(best.target, folder, files);
}

interface Described {
  folder: string;
  /** Empty without a snippet: then it may be either. */
  ends: readonly Candidate[];
}

/** Every end that could serve with every one that could dial it. */
function pairings(serving: Described, dialling: Described) {
  return endsAs('server', serving).flatMap((server) =>
    endsAs('client', dialling).map((client) => ({
      server: { folder: serving.folder, target: server?.target },
      client: { folder: dialling.folder, target: client?.target },
      fits: server !== undefined && client !== undefined && canTalk(client.target, server.target),
      score: (server?.score ?? 0) + (client?.score ?? 0),
    })),
  );
}

function endsAs(role: Target['role'], { ends }: Described): (Candidate | undefined)[] {
  return ends.length === 0 ? [undefined] : ends.filter(({ target }) => target.role === role);
}

/**
 * Of the products whose snippet's file is there, every end that explains something of it that no
 * other end explains better.
 */
async function endsIn(
  folder: string,
  targets: readonly Target[],
  files: Files,
): Promise<Candidate[]> {
  if ((await files.kindBehind(folder)) === 'file') return [];
  const names = await files.list(folder);
  const readings = new Map<Target, { explained: ReadonlySet<string>; score: number }>();
  for (const target of targets.filter(({ snippetFile }) => names.includes(snippetFile))) {
    const reading = await readOwnSnippet(newestOf(target), folder, files);
    if (!reading) continue;
    const explained = explainedBy(target, reading);
    const score = explained.size - reading.others.length;
    if (explained.size > 0) readings.set(target, { explained, score });
  }
  const all = [...readings.values()].map(({ explained }) => explained);
  return [...readings].flatMap(([target, { explained, score }]) =>
    all.some((more) => explained.size < more.size && [...explained].every((one) => more.has(one)))
      ? []
      : [{ target, score }],
  );
}

/**
 * Settings by place and name. One that has another value than the product needs in this role speaks
 * of another role.
 */
function explainedBy(target: Target, { meanings, outdated }: SnippetReading): Set<string> {
  const own = [...meanings, ...outdated].filter(
    ({ meaning, value, rule }) =>
      meaning !== 'constant' || JSON.stringify(value) === JSON.stringify(rule.fixed),
  );
  return new Set(own.map(({ line, name }) => `${target.snippetFile}:${line}:${name}`));
}

/**
 * The newest in which its snippet has no outdated setting, or the newest of all: no file says which
 * version runs.
 */
export async function releaseOf(
  target: Target,
  folder: string,
  files: Files,
): Promise<ProductRelease> {
  const newestFirst = KNOWN_STACK_VERSIONS.filter((one) =>
    existsIn({ target, version: one }),
  ).toReversed();
  for (const version of newestFirst) {
    const reading = await readOwnSnippet({ target, version }, folder, files);
    if (reading?.outdated.length === 0) return { target, version };
  }
  return newestOf(target);
}

/** Its newest version: settings of others are read, too. */
export function newestOf(target: Target): ProductRelease {
  const version = KNOWN_STACK_VERSIONS.findLast((one) => existsIn({ target, version: one }));
  return { target, version: version ?? NEWEST_STACK_VERSION };
}

function sameRole(one: Described, other: Described): TlsmithError {
  const role = one.ends[0]?.target.role ?? 'client';
  const [first, second] = [one, other].map(
    ({ folder, ends }) => `${quote(folder)} (${ends[0]?.target.name})`,
  );
  const missing = role === 'client' ? 'neither of them is dialled' : 'neither of them dials';
  return new TlsmithError(
    'roles-conflict',
    `by their snippets ${first} and ${second} are both ${role}s: ${missing}, so they are no two ends of a link`,
    { role, folders: [one.folder, other.folder] },
  );
}
