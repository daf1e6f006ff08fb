// `config show --crl`: the settings of each product that asks a CRL, and a sentence for those that ask none.
import { describe, expect, it } from 'vitest';
import { listConfig } from '../../../src/app/config/list.js';
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

const ASKING = ['curl', 'nginx', 'openssl', 'python', 'stunnel'];
const { targets } = await listConfig(testPorts());
const OTHERS = [...new Set(targets.map(({ name }) => name))].filter(
  (name) => !ASKING.includes(name),
);

describe('a product that asks a CRL', () => {
  it.each<[string, string, readonly string[], string]>([
    ['nginx', 'curl', [`ssl_crl ${CRL};`], 'of every CA'],
    ['nginx', 'elasticsearch', [`proxy_ssl_crl ${CRL};`], 'of every CA'],
    ['stunnel', 'redis-cli', [`CRLfile = ${CRL}`], 'of the CA that issued'],
    ['stunnel', 'redis', [`CRLfile = ${CRL}`], 'of the CA that issued'],
    ['openssl', 'nginx', [`-CAstore '${CRL}' \\`, '-crl_check_all'], 'of every CA'],
    ['curl', 'nginx', [`--crlfile '${CRL}'`], 'of every CA'],
    [
      ...(['python', 'logstash-tcp'] as const),
      [
        `CRL_FILE = '${CRL}'`,
        'self.context.load_verify_locations(CRL_FILE)',
        'self.context.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN',
      ],
      'of every CA',
    ],
    ['python', 'logstash-http', [`CRL_FILE = '${CRL}'`], 'of every CA'],
  ])('%s for %s', async (target, peer, settings, whose) => {
    const { lines, notes } = await shown(target, peer);
    expect(lines).toEqual(expect.arrayContaining([...settings]));
    expect(lines[1]).toMatch(/^# An expired CRL refuses everybody/);
    expect(notes).toContainEqual(expect.stringContaining('an expired CRL refuses everybody'));
    expect(notes).toContainEqual(expect.stringContaining(whose));
  });
});

describe('a product that asks none', () => {
  it.each(OTHERS)('%s', async (target) => {
    const { code, sentence } = await refusalOf(() => shown(target));
    expect(code).toBe('consumer-cannot-read');
    expect(sentence).toContain(`no setting of ${target} for a CRL is known`);
  });
});
