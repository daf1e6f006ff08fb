// How V8 divides its heap, as far as it can be told while it runs.
import type { Memory } from '../ports.js';

export const v8Memory: Memory = {
  /**
   * V8 doubles the space for young objects each time that as many have survived as fit in, up to 96
   * MB on Node 24: after ten thousand
   * certificates it is that large, though all that is alive takes 45 MB. Kept as it is, the same
   * work takes as long.
   */
  async keepSmall() {
    const { setFlagsFromString } = await import('node:v8');
    setFlagsFromString('--semi-space-growth-factor=1');
    // V8 takes code that was compiled earlier under the same flags only: what is kept of this run
    // at its end has to fit the start of the next. 2 is V8's own.
    process.prependOnceListener('exit', () => setFlagsFromString('--semi-space-growth-factor=2'));
  },
};
