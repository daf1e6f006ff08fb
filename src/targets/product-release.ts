// A product in one version of the stack: what it loads, which settings it has, how it reloads.
import type { StackVersion } from './stack-version.js';
import type { Target } from './target.js';

export interface ProductRelease {
  readonly target: Target;
  readonly version: StackVersion;
}
