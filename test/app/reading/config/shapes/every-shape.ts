// The shapes of all products. For who damages them.
import { BEATS_SHAPES } from './beats.js';
import { ELASTIC_SHAPES } from './elastic.js';
import { LINE_SHAPES } from './lines.js';
import { LOGSTASH_SHAPES } from './logstash.js';
import { NGINX_SHAPES } from './nginx.js';
import type { Shape } from './shape.js';
import { WRAPPED_SHAPES } from './wrapped.js';

export const SHAPES_OF: readonly (readonly [product: string, shapes: readonly Shape[]])[] = [
  ['Beats and Elastic Agent', BEATS_SHAPES],
  ['Logstash', LOGSTASH_SHAPES],
  ['nginx', NGINX_SHAPES],
  ['stunnel and Redis', LINE_SHAPES],
  ['Elasticsearch and Kibana', ELASTIC_SHAPES],
  ['others', WRAPPED_SHAPES],
];
