// The stored keys: RSA because making one takes long, and containers that only openssl writes.
import { readFileSync } from 'node:fs';

/** Opens every encrypted key below test/fixtures/keys. */
export const FIXTURE_PASSWORD = 'fixture-password';

export function fixtureKey(name: string): string {
  return readFileSync(new URL(`../fixtures/keys/${name}.pem`, import.meta.url), 'utf8');
}
