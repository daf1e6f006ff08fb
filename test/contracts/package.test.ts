// What is shipped: no addresses in the lock file, the licence, and files that the program needs at run time.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '../support/run-cli.js';

describe('the package', () => {
  it('records no download addresses in its lock file', () => {
    expect(readFileSync(`${PACKAGE_ROOT}package-lock.json`, 'utf8')).not.toMatch(/"resolved"/);
  });

  it.each(['bin', 'dist', 'templates', 'oclif.manifest.json', 'CHANGELOG.md', 'LICENSE'])(
    'ships %s',
    (path) => {
      const { files } = JSON.parse(readFileSync(`${PACKAGE_ROOT}package.json`, 'utf8')) as {
        files: string[];
      };
      expect(existsSync(`${PACKAGE_ROOT}${path}`)).toBe(true);
      // npm ships the licence by itself.
      if (path !== 'LICENSE') expect(files).toContain(path);
    },
  );
});
