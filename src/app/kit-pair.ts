// The two products of a kit, their version, and the form of key that both take.
import { TlsmithError } from '../errors.js';
import type { KeyType, Reporter, Templates } from '../ports.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../targets/stack-version.js';
import {
  canTalk,
  findTarget,
  pairsOf,
  readableSince,
  readsStore,
  requireExists,
  type Target,
} from '../targets/target.js';
import type { KeyContainer, Store } from '../targets/descriptor-form.js';
import { quote } from '../quote.js';
import { chooseKeyType, containerOf } from './consumers.js';
import { loadTargets } from './load-targets.js';

export interface KitPair {
  client: Target;
  server: Target;
  version: StackVersion;
}

export interface KitPairRequest {
  client: string;
  server: string;
  stack?: string;
  store: Store;
}

/** Throws `target-unknown`, `pair-unknown`, `version-unknown`, and `consumer-cannot-read` for a store that one side can't read. */
export async function loadKitPair(
  request: KitPairRequest,
  { templates, reporter }: { templates: Templates; reporter: Reporter },
): Promise<KitPair> {
  const targets = await loadTargets(templates);
  const client = findTarget(targets, request.client);
  const server = findTarget(targets, request.server);
  const { version, warning } =
    request.stack !== undefined
      ? parseStackVersion(request.stack)
      : { version: NEWEST_STACK_VERSION, warning: undefined };
  if (warning) reporter.warn(warning);
  checkPair(client, server, targets);
  for (const target of [client, server]) requireExists(target, version);
  if (request.store === 'pkcs12') checkStoreIsRead(client, server, version, targets);
  return { client, server, version };
}

function checkPair(client: Target, server: Target, targets: readonly Target[]): void {
  if (client.role === 'client' && server.role === 'server' && canTalk(client, server)) return;
  const possible = pairsOf(targets).map((pair) => `${pair.client.name} ${pair.server.name}`);
  const isSwapped = client.role === 'server' && server.role === 'client';
  throw new TlsmithError(
    'pair-unknown',
    isSwapped
      ? `${client.name} is a server and ${server.name} a client: the client comes first`
      : `${client.name} cannot talk to ${server.name}; pairs that can: ${possible.join(', ')}`,
    { client: client.name, server: server.name, possible },
  );
}

function checkStoreIsRead(
  client: Target,
  server: Target,
  version: StackVersion,
  targets: readonly Target[],
): void {
  const unable = [client, server].find((target) => !readsStore(target, version, 'pkcs12'));
  if (!unable) return;
  const possible = pairsOf(targets)
    .filter((pair) => [pair.client, pair.server].every((end) => readsStore(end, version, 'pkcs12')))
    .map((pair) => `${pair.client.name} ${pair.server.name}`);
  const since = readableSince((later) =>
    [client, server].every((end) => readsStore(end, later, 'pkcs12')),
  );
  const advice = since
    ? `both do from ${formatStackVersion(since)} on`
    : `pairs that do: ${possible.join(', ') || 'none in this version'}`;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) reads no PKCS#12 store; ${advice}`,
    { consumer: unable.name, found: 'pkcs12', possible },
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
  wanted: { keyType?: KeyType; stack?: string; store: Store },
  hasPassword: boolean,
): { keyType: KeyType; choices: Choice[] } {
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
          : 'the newest known; it decides the option names',
    },
  ];
  return { keyType, choices };
}

const CONTAINER_REASONS: Readonly<Record<KeyContainer, (both: string) => string>> = {
  pkcs8: (both) => `PEM that ${both} load in every version; file modes protect it`,
  'pkcs8-encrypted': (both) =>
    `PBES2 with AES-256 and HMAC-SHA256, the one encryption that ${both} both open`,
  pkcs12: (both) => `stores that ${both} both open: AES-256, and a MAC with SHA-256`,
};
