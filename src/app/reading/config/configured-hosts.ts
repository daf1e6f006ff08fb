// Every end that the configs at some paths speak of, each with what its files hold. For `doctor`,
// and for who judges the snippets of two folders.
import type { Templates } from '../../../ports.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import { EndView } from '../../../targets/config/end-view.js';
import type { StackVersion } from '../../../targets/stack-version.js';
import type { Target } from '../../../targets/target.js';
import type { StorePorts } from '../key/store.js';
import { sayUnfinishedAround } from '../folder/journal.js';
import { loadTargets } from '../products.js';
import { type ConfigFilesRequest, readConfigFiles, type ReadConfigs } from './config-files.js';
import { readConfiguredHost } from './configured-host.js';
import { type KnownEnds, loadKnownEnds } from './known-ends.js';

export interface ConfiguredHosts {
  configs: ReadConfigs;
  hosts: ConfiguredHost[];
  /** Ends of plain text, which are judged where the other end of their link is none. */
  plain: ConfiguredHost[];
}

/** What is known of the products: read once for many configs. */
export interface KnownProducts {
  targets: readonly Target[];
  knownOf: KnownEnds;
}

export async function loadKnownProducts(templates: Templates): Promise<KnownProducts> {
  return { targets: await loadTargets(templates), knownOf: await loadKnownEnds(templates) };
}

/** Throws `input-*` for a config that cannot be read at all; what is wrong with its files is found. */
export async function readConfiguredHosts(
  request: ConfigFilesRequest,
  versionOf: (target: Target) => StackVersion,
  ports: StorePorts & { templates: Templates },
  products?: KnownProducts,
): Promise<ConfiguredHosts> {
  const { targets, knownOf } = products ?? (await loadKnownProducts(ports.templates));
  const configs = await readConfigFiles(request, targets, ports.files);
  const hosts: ConfiguredHost[] = [];
  for (const end of configs.ends) {
    const view = new EndView(end, knownOf(end.target), versionOf(end.target));
    const base = configs.baseOf.get(end.file) ?? '.';
    hosts.push(await readConfiguredHost({ view, base, root: request.root }, ports));
  }
  const named = hosts.flatMap(({ files }) => files.map(({ path }) => path));
  await sayUnfinishedAround(named, ports);
  const isPlain = ({ view }: ConfiguredHost) => view.end.isPlain === true;
  return {
    configs,
    hosts: hosts.filter((host) => !isPlain(host)),
    plain: hosts.filter(isPlain),
  };
}
