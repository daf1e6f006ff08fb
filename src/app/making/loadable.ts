// Files that a product is to load: refused where it would not, before they are named in a snippet
// or written.
import { judgeLoading } from '../../checks/loading/loadable.js';
import type { LoadedFiles } from '../../checks/loading/loaded-files.js';
import { TlsmithError } from '../../errors.js';
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { ProductRelease } from '../../targets/target.js';

/** Throws `consumer-cannot-read` with the first error; warnings are for the person to know. */
export function requireLoadable(
  files: LoadedFiles,
  releases: readonly ProductRelease[],
  reporter: Reporter,
): void {
  for (const release of releases) {
    for (const { severity, message: fault, code, subject } of judgeLoading(files, release)) {
      // What is about to be written may have no name.
      const message = `${subject === '-' ? 'stdout' : quote(subject)}: ${fault}`;
      if (severity === 'error') {
        const details = { consumer: release.target.name, finding: code, found: subject };
        throw new TlsmithError('consumer-cannot-read', message, details);
      }
      reporter.warn(message);
    }
  }
}
