// `config list`: every product, its role, the versions that snippets are written for, and what it can read.
import type { KeyType, Templates } from '../ports.js';
import type { KeyRule } from '../targets/descriptor-form.js';
import { canTalk, installFolderOf, type Target } from '../targets/target.js';
import { loadTargets } from './load-targets.js';

export interface TargetSummary {
  name: string;
  title: string;
  role: 'client' | 'server';
  /** First and last stack version, the last one absent where it still exists. */
  versions: { from?: string; to?: string };
  reads: { container: string; keyTypes: readonly KeyType[]; from?: string; to?: string }[];
  /** Targets at the other end. */
  peers: string[];
  defaultPort: number;
  installFolder: string;
}

export async function listConfig({
  templates,
}: {
  templates: Templates;
}): Promise<{ targets: TargetSummary[] }> {
  const targets = await loadTargets(templates);
  return { targets: targets.map((target) => summarize(target, targets)) };
}

function summarize(target: Target, all: readonly Target[]): TargetSummary {
  const peers = all.filter((other) =>
    target.role === 'client' ? canTalk(target, other) : canTalk(other, target),
  );
  return {
    name: target.name,
    title: target.title,
    role: target.role,
    versions: target.descriptor.versions,
    reads: target.descriptor.keys.map(withoutSource),
    peers: peers.map(({ name }) => name),
    defaultPort: target.defaultPort,
    installFolder: installFolderOf(target, '<folder>'),
  };
}

function withoutSource({ source: _, ...rule }: KeyRule): TargetSummary['reads'][number] {
  return rule;
}
