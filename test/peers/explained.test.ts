// Proves that `explain` knows what programs say of TLS when it fails: each is run with one fault, and the line is its own.
import { describe, expect } from 'vitest';
import { GO } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { NGINX } from '../support/strangers.js';
import { saidByClients } from './explained/clients.js';
import { saidByCurl, saidOfFiles } from './explained/files.js';
import { saidByGo, saidByJava } from './explained/programs.js';
import { hitCodes } from './explained/said.js';
import { saidByNginx, saidByRedis, saidByStunnel } from './explained/servers.js';

describe('of files and ports', saidOfFiles);
describe('of servers', saidByCurl);
describe('by clients', saidByClients);
describe('by servers', () => {
  saidByNginx();
  saidByStunnel();
  saidByRedis();
});
describe('by programs', () => {
  saidByGo();
  saidByJava();
});

/** What gives the most lines: without one of them there are fewer, and nobody's fault. */
const needs = { go: GO, openssl: OPENSSL, nginx: NGINX, [JDKS[0]?.name ?? 'a JDK']: JDKS[0]?.path };

itNeeding(needs)(
  'hits a hundred entries of the table, each by a line that was captured here',
  () => {
    expect(hitCodes().length).toBeGreaterThanOrEqual(100);
  },
);
