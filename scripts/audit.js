// Asks npm's registry for known vulnerabilities: one of a package that the program carries is a failure, others are told. Where the
// registry does not answer, that is said and is no failure.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { vulnerabilities, reason } = audit();
if (vulnerabilities === undefined) {
  console.log(`not audited: ${reason}`);
} else {
  const carried = carriedPackages();
  const found = Object.values(vulnerabilities);
  for (const { name, severity } of found) {
    console.log(`${name}: ${severity}${carried.has(name) ? ', and the program carries it' : ''}`);
  }
  console.log(`audited: ${found.length} packages with known vulnerabilities`);
  if (found.some(({ name }) => carried.has(name))) process.exitCode = 1;
}

function audit() {
  const { stdout, error } = spawnSync('npm', ['audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (error) return { reason: error.message };
  try {
    const { vulnerabilities, message } = JSON.parse(stdout);
    return { vulnerabilities, reason: message ?? 'the registry does not answer' };
  } catch {
    return { reason: 'the registry does not answer' };
  }
}

/** By the bill of materials that the build wrote. */
function carriedPackages() {
  const { components } = JSON.parse(readFileSync(join(root, 'sbom.cdx.json'), 'utf8'));
  return new Set(components.map(({ group, name }) => (group ? `${group}/${name}` : name)));
}
