// One fault of a config, or of a file that it names, a row: found at its line, mended to the letter.
import { BEATS_FAULTS } from './faults/beats.js';
import { ELASTIC_FAULTS } from './faults/elastic.js';
import { LOGSTASH_FAULTS } from './faults/logstash.js';
import { PROXY_FAULTS } from './faults/proxies.js';
import { holdFaults } from '../../support/fault-row.js';

const ROWS = [...BEATS_FAULTS, ...LOGSTASH_FAULTS, ...ELASTIC_FAULTS, ...PROXY_FAULTS];

holdFaults(ROWS);
