// `doctor` on configs in memory, with the products read once for thousands of runs.
import { diagnosisOf } from '../../src/app/doctor/diagnose.js';
import { judgeConfigs } from '../../src/app/judging/config/judged-configs.js';
import { linksBetween } from '../../src/app/judging/config/pairing.js';
import { readConfigFiles } from '../../src/app/reading/config/config-files.js';
import { readConfiguredHost } from '../../src/app/reading/config/configured-host.js';
import { loadKnownEnds } from '../../src/app/reading/config/known-ends.js';
import { loadTargets } from '../../src/app/reading/products.js';
import { type DiagnosisDocument, diagnosisDocument } from '../../src/cli/present/diagnosis.js';
import { EndView } from '../../src/targets/config/end-view.js';
import { NEWEST_STACK_VERSION } from '../../src/targets/stack-version.js';
import { memoryFiles, type MemoryTree } from './memory-files.js';
import { testPorts } from './test-ports.js';

const ports = testPorts();
const targets = loadTargets(ports.templates);
const knownEnds = loadKnownEnds(ports.templates);

/** Throws as `diagnose`. */
export async function diagnosed(
  paths: readonly string[],
  tree: MemoryTree,
): Promise<DiagnosisDocument> {
  const own = { ...ports, files: memoryFiles(tree) };
  const knownOf = await knownEnds;
  const configs = await readConfigFiles({ paths, root: undefined }, await targets, own.files);
  const hosts = await Promise.all(
    configs.ends.map((end) => {
      const view = new EndView(end, knownOf(end.target), NEWEST_STACK_VERSION);
      const base = configs.baseOf.get(end.file) ?? '.';
      return readConfiguredHost({ view, base, root: undefined }, own);
    }),
  );
  const links = linksBetween(hosts);
  const judging = { at: ports.clock.now(), crypto: ports.crypto };
  const findings = judgeConfigs({ hosts, links }, judging);
  return diagnosisDocument(diagnosisOf({ configs, hosts, links, findings }), true);
}
