// What the parts of explained.test.ts share: the identities, and the entries that real lines have hit.
import { join } from 'node:path';
import { expect } from 'vitest';
import { recognise } from '../../../src/tls/messages/recognise.js';
import { faultyIdentities, oddIdentities } from '../../support/faulty-identities.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

export const folder = temporaryFolder();
export const at = (name: string) => join(folder, name);
export const identities = faultyIdentities(folder);
oddIdentities(folder);

const hit = new Set<string>();

/** The codes of the entries that a line of a program has hit. */
export const hitCodes = (): readonly string[] => [...hit].sort();

/** What each line of it means. */
export function codesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => recognise(line)?.message.code ?? []);
}

/** One of its lines must get the code, or one of several that versions of the program differ in. */
export function expectSaid(code: string, text: string): void {
  const codes = code.split('|');
  const [found] = codesOf(text).filter((one) => codes.includes(one));
  expect(found, `${code}: ${text}`).toBeDefined();
  hit.add(found as string);
}
