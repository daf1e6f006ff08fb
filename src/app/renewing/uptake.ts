// How the product of a host takes its new files.
import { formatStackVersion } from '../../targets/stack-version.js';
import type { ProductRelease } from '../../targets/target.js';
import { uptakeOf } from '../../targets/uptake.js';

export interface HostUptake {
  target: string;
  /** The newest of which its snippet may be. */
  version: string;
  by: 'itself' | 'reload' | 'restart' | 'next-start';
  /** A line of a shell; none where nothing has to be done. */
  command?: string | undefined;
  sentence: string;
}

/** Undefined where nothing says which product it is. */
export function uptakeFor(release: ProductRelease | undefined): HostUptake | undefined {
  if (!release) return undefined;
  const { target, version } = release;
  return { target: target.name, version: formatStackVersion(version), ...uptakeOf(release) };
}
