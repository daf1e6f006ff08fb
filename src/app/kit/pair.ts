// The two products of a kit, their version, and the form of key that both take.
import { TlsmithError } from '../../errors.js';
import type { KeyType, Reporter, Templates } from '../../ports.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../../targets/stack-version.js';
import { refuseUnable } from '../../targets/descriptor/refusal.js';
import {
  existsIn,
  findEnds,
  type Pair,
  pairOf,
  pairsOf,
  readableSince,
  readsStore,
  requireExists,
  type Target,
} from '../../targets/target.js';
import type { KeyContainer, Store } from '../../targets/descriptor/form.js';
import { quote } from '../../quote.js';
import { chooseKeyType, containerOf } from '../making/consumers.js';
import { loadRefusals, loadTargets } from '../reading/products.js';

export interface KitPair {
  client: Target;
  server: Target;
  version: StackVersion;
}

export interface KitPairRequest {
  client: string;
  server: string;
  stack?: string | undefined;
  store: Store;
  /** Whether the messages themselves are to be encrypted. */
  encryptsMessages?: boolean | undefined;
  /** The version that an existing kit was made for, where none is asked for. */
  stackOfKit?: StackVersion | undefined;
}

/**
 * The ends of the two products, whatever their version. Throws `target-unknown`, `pair-unknown`.
 */
export async function findKitEnds(
  request: { client: string; server: string },
  { templates }: { templates: Templates },
): Promise<Pair> {
  const targets = await loadTargets(templates);
  const clients = findEnds(targets, request.client);
  const servers = findEnds(targets, request.server);
  return pairOf(clients, servers) ?? refusePair(clients, servers, await loadTargets(templates));
}

/**
 * Throws `target-unknown`, `pair-unknown`, `version-unknown`, and `consumer-cannot-read` for a
 * store or a link that one side can't have.
 */
export async function loadKitPair(
  request: KitPairRequest,
  { templates, reporter }: { templates: Templates; reporter: Reporter },
): Promise<KitPair> {
  const { version, warning } =
    request.stack !== undefined
      ? parseStackVersion(request.stack)
      : { version: request.stackOfKit ?? NEWEST_STACK_VERSION, warning: undefined };
  if (warning) reporter.warn(warning);
  const refusals = await loadRefusals(templates);
  for (const name of [request.client, request.server]) refuseUnable(refusals, name, version);
  refuseUnable(refusals, request.client, version, request.server);
  const { client, server } = await findKitEnds(request, { templates });
  for (const target of [client, server]) requireExists({ target, version });
  const pair = { client, server, version };
  const unable = [client, server].find((target) => !readsStore({ target, version }, request.store));
  if (unable) refuseStore(request.store, unable, pair, await loadTargets(templates));
  const open = [client, server].find(({ descriptor }) => !descriptor.encryptsMessages);
  if (request.encryptsMessages && open) refuseEncryption(open, await loadTargets(templates));
  return pair;
}

type Ends = readonly [Target, ...Target[]];

function refusePair(clients: Ends, servers: Ends, targets: readonly Target[]): never {
  const [client, server] = [clients[0].name, servers[0].name];
  const all = pairsOf(targets);
  const namesOf = (pairs: readonly Pair[]) => [
    ...new Set(pairs.map((pair) => `${pair.client.name} ${pair.server.name}`)),
  ];
  const possible = namesOf(
    all.filter((pair) => pair.client.name === client || pair.server.name === server),
  );
  const isSwapped = pairOf(servers, clients) !== undefined;
  throw new TlsmithError(
    'pair-unknown',
    isSwapped
      ? `${client} is the server of this link and ${server} its client: the client comes first`
      : `${client} cannot talk to ${server}; pairs that can: ${(possible.length > 0 ? possible : namesOf(all)).join(', ')}`,
    { client, server, possible },
  );
}

function refuseEncryption(unable: Target, targets: readonly Target[]): never {
  const possible = pairsOf(targets.filter(({ descriptor }) => descriptor.encryptsMessages)).map(
    (pair) => `${pair.client.name} ${pair.server.name}`,
  );
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} cannot encrypt the messages themselves in this link; pairs that can: ${possible.join(', ')}`,
    { consumer: unable.name, possible },
  );
}

const STORE_NAMES: Readonly<Record<Store, string>> = {
  pem: 'its key from no PEM file',
  pkcs12: 'no PKCS#12 store',
};

function refuseStore(
  store: Store,
  unable: Target,
  { client, server, version }: KitPair,
  targets: readonly Target[],
): never {
  const possible = pairsOf(targets)
    .filter((pair) =>
      [pair.client, pair.server].every((end) => readsStore({ target: end, version }, store)),
    )
    .map((pair) => `${pair.client.name} ${pair.server.name}`);
  const since = readableSince((later) =>
    [client, server].every(
      (end) =>
        existsIn({ target: end, version: later }) &&
        readsStore({ target: end, version: later }, store),
    ),
  );
  const other = store === 'pem' ? 'pkcs12' : 'pem';
  const isOtherRead = [client, server].every((target) => readsStore({ target, version }, other));
  const advice = [
    ...(since ? [`both do from ${formatStackVersion(since)} on`] : []),
    ...(isOtherRead && store === 'pem' ? ['both read PKCS#12 stores'] : []),
  ];
  const pairs = `pairs that do: ${[...new Set(possible)].join(', ') || 'none in this version'}`;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) reads ${STORE_NAMES[store]}; ${advice.join('; ') || pairs}`,
    { consumer: unable.name, found: store, possible: [...new Set(possible)] },
  );
}

export interface Choice {
  what: string;
  value: string;
  why: string;
}

/** What was decided for the person, one line each with the reason. */
export function kitChoices(
  pair: KitPair,
  wanted: Pick<KitPairRequest, 'stack' | 'store' | 'stackOfKit'> & {
    keyType?: KeyType | undefined;
  },
  hasPassword: boolean,
): { keyType: KeyType; container: KeyContainer; choices: Choice[] } {
  const { client, server, version } = pair;
  const consumers = { targets: [client, server], version };
  const container = containerOf(wanted.store, hasPassword);
  const keyType = chooseKeyType(wanted.keyType, consumers, [container]);
  const both = `${client.name} and ${server.name}`;
  const choices: Choice[] = [
    {
      what: 'key type',
      value: keyType,
      why: wanted.keyType
        ? `asked for; ${both} load it`
        : `the smallest and fastest that ${both} both load`,
    },
    { what: 'key container', value: container, why: CONTAINER_REASONS[container](both) },
    {
      what: 'stack version',
      value: formatStackVersion(version),
      why:
        wanted.stack !== undefined
          ? `asked for as ${quote(wanted.stack)}`
          : wanted.stackOfKit
            ? 'the newest that the snippets of the kit fit'
            : 'the newest known; it decides the option names',
    },
  ];
  return { keyType, container, choices };
}

const CONTAINER_REASONS: Readonly<Record<KeyContainer, (both: string) => string>> = {
  pkcs8: (both) => `PEM that ${both} load in every version; file modes protect it`,
  'pkcs8-encrypted': (both) =>
    `PBES2 with AES-256 and HMAC-SHA256, the one encryption that ${both} both open`,
  pkcs12: (both) => `stores that ${both} both open: AES-256, and a MAC with SHA-256`,
};
