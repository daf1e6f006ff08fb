// `probe --sign-with` against real servers: those that look at purpose and dates, and those that do not.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  endServersAfterwards,
  freePort,
  type InstalledLink,
  installLink,
  startServer,
} from '../support/generated-link.js';
import { GREETING_SERVERS, type GreetingServers } from '../support/greeting-servers.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import { PROTOCOLS } from '../support/peer-ends.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Document {
  attempts: { with: string; outcome: string }[];
  findings: { code: string; severity: string }[];
}

const folder = temporaryFolder();
endServersAfterwards();
let link: InstalledLink;
beforeAll(async () => {
  link = await installLink({ client: 'heartbeat', server: 'logstash', folder });
});

const ledger = () => readFileSync(`${link.ca}/ledger.jsonl`, 'utf8').trimEnd().split('\n');

async function probe(port: number, flags: readonly string[] = []) {
  const before = ledger().length;
  const { exitCode, document } = await runHereJson<Document>([
    ...['probe', `localhost:${port}`, '--dir', link.client.folder, '--sign-with', link.ca],
    ...flags,
  ]);
  const errors = document.findings.filter(({ severity }) => severity === 'error');
  const events = ledger().slice(before) as string[];
  return {
    exitCode,
    taken: document.attempts.filter((one) => one.outcome === 'accepted').map((one) => one.with),
    refused: document.attempts.filter((one) => one.outcome === 'refused').map((one) => one.with),
    errors: errors.map(({ code }) => code),
    events: events.map((line) => (JSON.parse(line) as { event: string }).event),
  };
}

const RIGHT = {
  ...{ exitCode: 0, taken: ['own'], errors: [], events: ['probe', 'probe'] },
  refused: ['none', 'foreign', 'wrong-purpose', 'expired'],
};

for (const { name, needs, open } of GREETING_SERVERS) {
  describePeer(name, needs, () => {
    let kind: GreetingServers;
    beforeAll(() => {
      kind = open();
    });
    afterAll(() => kind.end());

    it.each(PROTOCOLS)('looks at purpose and dates over %s', async (protocol) => {
      const { server: end } = link;
      const identity = {
        ...{ certificate: end.file('listening.crt'), key: end.file('listening.key') },
        ca: end.file('ca.crt'),
      };
      const server = await kind.start({ identity, demand: 'required', protocol, folder });
      const seen = await probe(server.port);
      await server.end();
      expect(seen).toEqual(RIGHT);
    });
  });
}

describePeer('openssl s_server', { openssl: OPENSSL }, () => {
  const strict = ['-Verify', '3', '-verify_return_error'];
  describe.each(['-tls1_3', '-tls1_2'])('%s', (version) => {
    it.each([
      ['looks at all', strict, RIGHT],
      [
        'looks at no dates',
        [...strict, '-no_check_time'],
        {
          ...{ exitCode: 1, taken: ['own', 'expired'], errors: ['accepts-expired'] },
          refused: ['none', 'foreign', 'wrong-purpose'],
        },
      ],
      [
        'looks at no purpose',
        [...strict, '-purpose', 'any'],
        {
          ...{ exitCode: 1, taken: ['own', 'wrong-purpose'], errors: ['accepts-wrong-purpose'] },
          refused: ['none', 'foreign', 'expired'],
        },
      ],
      [
        'demands a certificate and looks at none',
        ['-Verify', '3'],
        {
          ...{ exitCode: 1, taken: ['own', 'foreign', 'wrong-purpose', 'expired'] },
          ...{ refused: ['none'] },
          errors: ['accepts-unknown-ca', 'accepts-wrong-purpose', 'accepts-expired'],
        },
      ],
    ])('%s', async (_, flags, expected) => {
      const { server: end } = link;
      const port = await freePort();
      const files = ['-cert', end.file('listening.crt'), '-key', end.file('listening.key')];
      const args = [
        ...['s_server', '-accept', `127.0.0.1:${port}`, '-www', ...files],
        ...['-CAfile', end.file('ca.crt'), version, ...flags],
      ];
      const running = await startServer(OPENSSL ?? 'openssl', args, port);
      const seen = await probe(port, ['--http']);
      await running.end();
      expect(seen).toMatchObject(expected);
    });
  });
});
