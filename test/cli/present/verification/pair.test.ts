// The verdict on both directions of a link for people and for pipes, to the letter.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PairVerification } from '../../../../src/app/verify/pair.js';
import { presentPair } from '../../../../src/cli/present/verification/pair.js';
import { shownResult } from '../../../../src/cli/present/shown.js';

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const verification: PairVerification = {
  ok: false,
  directions: [
    {
      ...{ role: 'server', folder: 'kit/logstash', target: 'logstash', judge: 'heartbeat' },
      hosts: ['logs.example', '10.0.0.5'],
      path: ['CN=logstash', 'CN=CA'],
      findings: [],
      runtimes: [
        { runtime: 'beats', version: '9.5', accepts: true, reason: '', isThere: true },
        { runtime: 'jdk', version: '25', accepts: false, reason: 'no', isThere: false },
        {
          runtime: 'node',
          version: '26',
          accepts: null,
          reason: 'not judged: too much',
          isThere: false,
        },
      ],
    },
    {
      ...{ role: 'client', folder: 'own\u202e', hosts: [], path: ['CN=own'] },
      findings: [
        {
          ...{ code: 'key-mismatch', severity: 'error', subject: 'CN=own' },
          ...{ message: 'the private key is another one', citation: 'RFC 8446, 4.4.3' },
        },
      ],
      runtimes: [],
    },
  ],
};

function shown(isTTY: boolean): string {
  let text = '';
  const stdout = { isTTY, columns: 80, write: (part: string) => (text += part) } as never;
  presentPair(shownResult(verification), { stdout, stderr: stdout, isQuiet: false });
  return text;
}

it('on a terminal', () => {
  expect(shown(true)).toBe(`link: not good

the server's certificate in kit/logstash (logstash), dialled as logs.example, 10.0.0.5, before heartbeat

  path  CN=logstash
          CN=CA

  what runtimes would say
    accepts  Beats and Elastic Agent, which is at the other end
    refuses  JDK (Logstash, Elasticsearch)
             no
    unknown  Node (Kibana)
             not judged: too much

the client's certificate in own\\u{202e}

  path  CN=own

  error: CN=own
    the private key is another one (key-mismatch; RFC 8446, 4.4.3)
    What to do: put the key beside the certificate that was issued for it, or
    have one issued for this key

  what runtimes would say
`);
});

it('in a pipe', () => {
  expect(shown(false)).toBe(
    [
      'verdict\tno',
      "direction\tthe server's certificate in kit/logstash (logstash), dialled as logs.example, 10.0.0.5, before heartbeat",
      'path\tCN=logstash',
      'path\tCN=CA',
      'runtime\tbeats*: accepts',
      'runtime\tjdk: refuses: no',
      'runtime\tnode: not judged: too much',
      'note\t*: the runtime of the product at the other end of the link',
      "direction\tthe client's certificate in own\\u{202e}",
      'path\tCN=own',
      'finding\terror: CN=own: the private key is another one (key-mismatch; RFC 8446, 4.4.3)',
      '',
    ].join('\n'),
  );
});
