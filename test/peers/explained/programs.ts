// Programs that try everything that can go wrong with TLS, and say of each fault its code and what their library says of it.
import { expect } from 'vitest';
import { buildGo, GO, goVersion } from '../../support/go-peer.js';
import { JDKS } from '../../support/jdks.js';
import { itNeeding } from '../../support/peer.js';
import { PACKAGE_ROOT, runProgram } from '../../support/run-cli.js';
import { QUICK_JVM } from '../../support/store-peers.js';
import { codesOf, expectSaid, folder } from './said.js';

/** Go of Debian 12 gives other reasons in places; which entries it hits is held for this one. */
const NEWER_GO = 26;

export function saidByGo(): void {
  itNeeding({ go: GO })('Go', async () => {
    const { stdout, stderr } = await runProgram(await buildGo('said', folder), [folder]);
    const faults = faultsOf(stdout);
    expect(faults.length, stderr).toBeGreaterThan(45);
    for (const [code, text] of faults) {
      expectSaid(goVersion()[1] >= NEWER_GO ? code : (codesOf(text)[0] ?? code), text);
    }
  });
}

export function saidByJava(): void {
  for (const { name, path } of JDKS) {
    itNeeding({ [name]: path })(name, async () => {
      const source = `${PACKAGE_ROOT}test/peers/java/Said.java`;
      const { stdout, stderr } = await runProgram(path ?? '', [...QUICK_JVM, source, folder]);
      const faults = faultsOf(stdout);
      expect(faults.length, stderr).toBeGreaterThan(38);
      for (const [code, text] of faults) expectSaid(code, text);
    });
  }
}

function faultsOf(stdout: string): [code: string, text: string][] {
  const rows = stdout.trimEnd().split('\n');
  return rows.map((row) => row.split('\t') as [string, string]);
}
