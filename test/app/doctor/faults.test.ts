// One fault of a config, or of a file that it names, a row: found at its line, mended to the letter.
import { expect, it } from 'vitest';
import { CONFIG_RULES, STRAY_RULES } from '../../../src/checks/config/rules.js';
import { FILE_RULES } from '../../../src/checks/named-file/rules.js';
import {
  CLIENT_CERTIFICATE_RULES,
  CONFIGURED_LINK_RULES,
  REFUSAL_RULES,
  SERVER_TRUST_RULES,
} from '../../../src/checks/link/configured-link-rules.js';
import { SNIPPET_RULES, TRUST_RULES } from '../../../src/checks/link/rules.js';
import { IDENTITY_RULES, LOADING_RULES } from '../../../src/checks/loading/rules.js';
import {
  ALONE_RULES,
  FOUND_PATH_RULES,
  NAME_RULES,
  PLACE_RULES,
  SIGNATURE_RULES,
  STEP_RULES,
  WHOLE_PATH_RULES,
} from '../../../src/checks/path/rules.js';
import { holdFaults } from '../../support/fault-row.js';
import { BEATS_FAULTS } from './faults/beats.js';
import { ELASTIC_FAULTS } from './faults/elastic.js';
import { FILE_FAULTS } from './faults/files.js';
import { LOGSTASH_FAULTS } from './faults/logstash.js';
import { NOT_GIVEN, PATH_FAULTS } from './faults/paths.js';
import { PROXY_FAULTS } from './faults/proxies.js';

const ROWS = [
  ...[...BEATS_FAULTS, ...LOGSTASH_FAULTS, ...ELASTIC_FAULTS],
  ...[...PROXY_FAULTS, ...FILE_FAULTS],
];

holdFaults(ROWS);

it('every code that doctor can give has a row', () => {
  const rules = [
    ...[...CONFIG_RULES, ...FILE_RULES, ...STRAY_RULES, ...CONFIGURED_LINK_RULES],
    ...[...SERVER_TRUST_RULES, ...CLIENT_CERTIFICATE_RULES, ...REFUSAL_RULES],
    ...[...SNIPPET_RULES, ...TRUST_RULES, ...IDENTITY_RULES, ...LOADING_RULES],
    ...[...ALONE_RULES, ...PLACE_RULES, ...STEP_RULES, ...SIGNATURE_RULES],
    ...[...NAME_RULES, ...WHOLE_PATH_RULES, ...FOUND_PATH_RULES],
  ];
  const known = new Set([...ROWS, ...PATH_FAULTS].map(({ code }) => code));
  const codes = new Set(rules.map(({ code }) => code));
  expect([...codes].filter((code) => !known.has(code)).sort()).toEqual(NOT_GIVEN.toSorted());
});
