// `doctor` on configs in memory, with the products read once for thousands of runs.
import { diagnosisOf } from '../../src/app/doctor/diagnose.js';
import { examine } from '../../src/app/examining/configs.js';
import { loadKnownProducts } from '../../src/app/reading/config/configured-hosts.js';
import type { DiagnosisDocument } from '../../src/cli/present/doctor/diagnosis-document.js';
import { diagnosisDocument } from '../../src/cli/present/doctor/diagnosis.js';
import { memoryFiles, type MemoryTree } from './memory-files.js';
import { testPorts } from './test-ports.js';

const ports = testPorts();
const products = loadKnownProducts(ports.templates);

/** Throws as `diagnose`. */
export async function diagnosed(
  paths: readonly string[],
  tree: MemoryTree,
): Promise<DiagnosisDocument> {
  const own = { ...ports, files: memoryFiles(tree) };
  return diagnosisDocument(diagnosisOf(await examine({ paths }, own, await products)), true);
}
