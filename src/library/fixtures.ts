// The library's set of good and bad certificates, in memory: the same as the one that `fixtures`
// writes.
import type { Manifest } from '../app/fixtures/manifest.js';
import { nodeCrypto } from '../io/node-crypto.js';
import { systemRandom } from '../io/system-random.js';

export interface FixturesOptions {
  /** The moment around which the dates lie and the verdicts hold; by default now. */
  at?: Date;
  /** 0 to 4294967295: with the same `at` the same set; by default drawn, and in the manifest. */
  seed?: number;
}

export interface Fixtures {
  /** What `manifest.json` holds. */
  readonly manifest: Manifest;
  /** Every file by its path, as the manifest has it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Never for production: everybody has the private keys of such a set. */
export async function fixtures(options: FixturesOptions = {}): Promise<Fixtures> {
  const { at = new Date(), seed = Buffer.from(systemRandom.bytes(4)).readUInt32BE() } = options;
  // Arithmetic of curves that nothing else here needs.
  const { makeSet } = await import('../app/fixtures/set.js');
  const { manifest, files } = await makeSet({ at, seed }, nodeCrypto);
  return { manifest, files: new Map(files.map(({ path, bytes }) => [path, bytes])) };
}
