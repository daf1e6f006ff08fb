// `config show --crl`: the setting of each product that has one for a CRL, and a sentence for those that have none.
import { expect, it } from 'vitest';
import { showConfig } from '../../../src/app/config/show.js';
import { parseHost } from '../../../src/pki/names/general-name.js';
import { refusalOf } from '../../support/refusal-of.js';
import { testPorts } from '../../support/test-ports.js';

const CRL = '/etc/pki/ca.crl';
const shown = async (target: string, peer?: string) => {
  const ports = testPorts();
  const request = { hosts: [parseHost('logs.example')], force: false, dryRun: false, crl: CRL };
  const { snippet } = await showConfig(
    { target, ...request, ...(peer !== undefined && { peer }) },
    ports,
  );
  return { lines: snippet.split('\n').map((line) => line.trim()), notes: ports.reporter.notes };
};

it.each([
  ['nginx', 'curl', `ssl_crl ${CRL};`],
  ['nginx', 'elasticsearch', `proxy_ssl_crl ${CRL};`],
  ['stunnel', 'redis-cli', `CRLfile = ${CRL}`],
])('%s for %s', async (target, peer, line) => {
  const { lines, notes } = await shown(target, peer);
  expect(lines).toContain(line);
  expect(notes).toContainEqual(expect.stringContaining('an expired CRL refuses everybody'));
});

it.each(['logstash', 'redis', 'heartbeat', 'elasticsearch'])('%s has none', async (target) => {
  const { code, sentence } = await refusalOf(() => shown(target));
  expect(code).toBe('consumer-cannot-read');
  expect(sentence).toContain(`no setting of ${target} for a CRL is known`);
});
