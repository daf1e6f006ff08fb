// What the wizard has to know about products to ask the right questions: who fits whom, and whether
// the version matters.
import type { TargetSummary } from '../../app/config/list.js';
import type { OfferedChoice } from '../../ports.js';
import type { Given } from './question.js';

/** Every product that dials something. */
export function clientChoices({ targets }: Given): OfferedChoice[] {
  return choicesOf(targets.filter(({ role, peers }) => role === 'client' && peers.length > 0));
}

/** Every product that the client can dial. */
export function serverChoices(given: Given): OfferedChoice[] {
  const client = given.text('client');
  const fitting = given.targets.filter(
    ({ role, peers }) => role === 'server' && client !== undefined && peers.includes(client),
  );
  // In the order in which the client names them: what it dials most often comes first.
  const order = given.targets
    .filter(({ name, role }) => name === client && role === 'client')
    .flatMap(({ peers }) => peers);
  return choicesOf(fitting).sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
}

function choicesOf(targets: readonly TargetSummary[]): OfferedChoice[] {
  const titles = new Map<string, string>();
  for (const { name, title } of targets) if (!titles.has(name)) titles.set(name, title);
  return [...titles].map(([name, title]) => ({ value: name, name, note: title }));
}

/** The ends of the two products that talk to each other. */
function endsOf(given: Given): TargetSummary[] {
  const client = given.text('client') ?? '';
  const server = given.text('server') ?? '';
  return given.targets.filter(
    ({ name, role, peers }) =>
      (name === client && role === 'client' && peers.includes(server)) ||
      (name === server && role === 'server' && peers.includes(client)),
  );
}

/** Whether settings, forms or existence of an end depend on the version of the Elastic Stack. */
export function isVersioned(given: Given): boolean {
  return endsOf(given).some(
    ({ spellings, forms, versions }) =>
      spellings.length > 1 || forms.length > 1 || versions.from !== undefined,
  );
}

export function newestVersion({ targets }: Given): string | undefined {
  return targets[0]?.forms.at(-1)?.to;
}

/** Whether both ends read key stores, in some version at least. */
export function readStores(given: Given): boolean {
  const ends = endsOf(given);
  return (['client', 'server'] as const).every((role) =>
    ends.some(
      (end) => end.role === role && end.forms.some(({ keyTypes }) => keyTypes.pkcs12.length > 0),
    ),
  );
}

/** Whether both ends read encrypted keys, in some version at least. */
export function readEncryptedKeys(given: Given): boolean {
  const ends = endsOf(given);
  return (['client', 'server'] as const).every((role) =>
    ends.some(
      (end) =>
        end.role === role &&
        end.forms.some(({ keyTypes }) => keyTypes['pkcs8-encrypted'].length > 0),
    ),
  );
}

export function defaultPort(given: Given): string | undefined {
  const port = endsOf(given).find(({ role }) => role === 'server')?.defaultPort;
  return port === undefined ? undefined : String(port);
}

/** The choices of every product, whatever its role. */
export function productChoices({ targets }: Given): OfferedChoice[] {
  return choicesOf(targets);
}
