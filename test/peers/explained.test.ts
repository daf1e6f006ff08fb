// Proves that `explain` knows what programs say of TLS when it fails: each is run with one fault, and the line is its own.
import { describe, expect } from 'vitest';
import { itNeeding } from '../support/peer.js';
import { saidByCurl, saidOfFiles } from './explained/files.js';
import { saidByGo, saidByJava } from './explained/programs.js';
import { hitCodes } from './explained/said.js';

describe('of files and ports', saidOfFiles);
describe('of servers', saidByCurl);
describe('by programs', () => {
  saidByGo();
  saidByJava();
});

itNeeding({})('hits a hundred entries of the table', () => {
  console.log(hitCodes().length);
  expect(hitCodes().length).toBeGreaterThanOrEqual(100);
});
