// `config list`: every product, its role, the versions that snippets are written for, and what it
// can read; and what renews by itself.
import { KEY_TYPES, type KeyType, type Templates } from '../../ports.js';
import type { KeyContainer, KeyRule } from '../../targets/descriptor/form.js';
import { SCHEDULE_NAMES, scheduleOf } from '../../targets/schedule/schedule.js';
import { formatStackVersion, KNOWN_STACK_VERSIONS } from '../../targets/stack-version.js';
import {
  canTalk,
  erasOf,
  existsIn,
  installFolderOf,
  readsKeyType,
  type Target,
} from '../../targets/target.js';
import { loadTargets } from '../reading/products.js';

export interface TargetSummary {
  name: string;
  /** Tells the ends of one product apart; the first has none. */
  end?: string | undefined;
  title: string;
  role: 'client' | 'server';
  /** First and last stack version, the last one absent where it still exists. */
  versions: { from?: string; to?: string };
  reads: { container: string; keyTypes: readonly KeyType[]; from?: string; to?: string }[];
  /**
   * The same by version: what each container may hold from one version to another, both included.
   */
  forms: { from: string; to: string; keyTypes: Record<KeyContainer, readonly KeyType[]> }[];
  /** The versions in which settings change their names, the first one included. */
  spellings: string[];
  /** Targets at the other end. */
  peers: string[];
  defaultPort: number;
  installFolder: string;
}

/** No end of a link: what `config show` alone takes. */
export interface ScheduleListing {
  name: string;
  title: string;
  configFiles: string[];
}

export interface ConfigListing {
  targets: TargetSummary[];
  schedules: ScheduleListing[];
}

export async function listConfig({ templates }: { templates: Templates }): Promise<ConfigListing> {
  const targets = await loadTargets(templates);
  const schedules = SCHEDULE_NAMES.map((name) => {
    const { title, files } = scheduleOf(name);
    return { name, title, configFiles: files.map(({ installed }) => installed) };
  });
  return { targets: targets.map((target) => summarize(target, targets)), schedules };
}

function summarize(target: Target, all: readonly Target[]): TargetSummary {
  const peers = all.filter((other) =>
    target.role === 'client' ? canTalk(target, other) : canTalk(other, target),
  );
  return {
    name: target.name,
    end: target.descriptor.end,
    title: target.descriptor.title,
    role: target.role,
    versions: target.descriptor.versions,
    reads: target.descriptor.keys.map(withoutSource),
    forms: formsOf(target),
    spellings: erasOf(target).map(formatStackVersion),
    peers: [...new Set(peers.map(({ name }) => name))],
    defaultPort: target.defaultPort,
    installFolder: installFolderOf(target, '<folder>'),
  };
}

/** Consecutive versions that read alike are one row. */
function formsOf(target: Target): TargetSummary['forms'] {
  const rows: TargetSummary['forms'] = [];
  for (const version of KNOWN_STACK_VERSIONS.filter((known) =>
    existsIn({ target, version: known }),
  )) {
    const readFrom = (container: KeyContainer) =>
      KEY_TYPES.filter((type) => readsKeyType({ target, version }, type, container));
    const keyTypes = {
      pkcs8: readFrom('pkcs8'),
      'pkcs8-encrypted': readFrom('pkcs8-encrypted'),
      pkcs12: readFrom('pkcs12'),
    };
    const last = rows.at(-1);
    const to = formatStackVersion(version);
    if (last && JSON.stringify(last.keyTypes) === JSON.stringify(keyTypes)) last.to = to;
    else rows.push({ from: to, to, keyTypes });
  }
  return rows;
}

function withoutSource({ source: _, ...rule }: KeyRule): TargetSummary['reads'][number] {
  return rule;
}
