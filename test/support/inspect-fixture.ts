// The files below test/fixtures/inspect; openssl.cnf beside them says how they were made.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodePem } from '../../src/formats/containers/pem.js';

export function inspectFixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/inspect/${name}`, import.meta.url));
}

/** The bytes of the first PEM block. */
export function inspectFixtureDer(name: string): Uint8Array {
  const [block] = decodePem(readFileSync(inspectFixture(name)));
  if (!block) throw new Error(`${name} has no PEM block`);
  return block.der;
}
