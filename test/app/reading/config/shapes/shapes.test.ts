// Configs as people write them: each product, each shape, and what is read of it.
import { describe, expect, it } from 'vitest';
import { BEATS_SHAPES } from './beats.js';
import { ELASTIC_SHAPES } from './elastic.js';
import { LINE_SHAPES } from './lines.js';
import { LOGSTASH_SHAPES } from './logstash.js';
import { NGINX_SHAPES } from './nginx.js';
import { readingOf, type Shape } from './shape.js';
import { WRAPPED_SHAPES } from './wrapped.js';

describe.each<[string, readonly Shape[]]>([
  ['Beats and Elastic Agent', BEATS_SHAPES],
  ['Logstash', LOGSTASH_SHAPES],
  ['nginx', NGINX_SHAPES],
  ['stunnel and Redis', LINE_SHAPES],
  ['Elasticsearch and Kibana', ELASTIC_SHAPES],
  ['others', WRAPPED_SHAPES],
])('%s', (_product, shapes) => {
  it.each(shapes)('$name', async (shape) => {
    expect(await readingOf(shape)).toEqual(shape.reads);
  });
});
