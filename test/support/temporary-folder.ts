// A folder for one test file, gone when its tests are done.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Call at the top of a test file. Answers an absolute path without links. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tlsmith-test-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
