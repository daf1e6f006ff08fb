// Configs as people write them: each product, each shape, and what is read of it.
import { describe, expect, it } from 'vitest';
import { SHAPES_OF } from './every-shape.js';
import { readingOf } from './shape.js';

describe.each(SHAPES_OF)('%s', (_product, shapes) => {
  it.each(shapes)('$name', async (shape) => {
    expect(await readingOf(shape)).toEqual(shape.reads);
  });
});
