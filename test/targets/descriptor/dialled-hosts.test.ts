// Several names for one server: every product that dials writes them all, or it is said which one it takes; and names that a release refuses.
import { describe, expect, it } from 'vitest';
import { remarksOnHosts } from '../../../src/targets/descriptor/dialled-hosts.js';
import { renderSnippet } from '../../../src/targets/snippet/snippet.js';
import {
  formatStackVersion,
  KNOWN_STACK_VERSIONS,
  parseStackVersion,
  type StackVersion,
} from '../../../src/targets/stack-version.js';
import { existsIn, findTarget, readsStore, type Target } from '../../../src/targets/target.js';
import { shippedTargets } from '../shipped.js';

const targets = shippedTargets();
const clients = targets.filter(({ role }) => role === 'client');
const HOSTS = ['a.lan', 'b.lan'];

function snippetOf(target: Target, version: StackVersion, hosts: readonly string[]): string {
  const files = readsStore({ target, version }, 'pem')
    ? { certificate: '/c/x.crt', privateKey: '/c/x.key', trustAnchors: '/c/ca.crt' }
    : { keyStore: '/c/k.p12', keyStorePasswordVariable: 'K', trustAnchors: '/c/ca.crt' };
  return renderSnippet({ target, version }, { hosts, port: 9800, ...files });
}

describe.each(clients.map((target) => ({ target, name: target.name, end: target.descriptor.end })))(
  '$name $end',
  ({ target }) => {
    it('loses no name in silence, in any version', () => {
      for (const version of KNOWN_STACK_VERSIONS.filter((one) =>
        existsIn({ target, version: one }),
      )) {
        const { notes } = remarksOnHosts({ target, version }, HOSTS);
        const written = snippetOf(target, version, HOSTS).includes('b.lan');
        expect([formatStackVersion(version), written]).toEqual([
          formatStackVersion(version),
          notes.length === 0,
        ]);
      }
    });
  },
);

describe('logstash-output', () => {
  const target = findTarget(targets, 'logstash-output');
  const remarks = (stack: string, ...hosts: string[]) =>
    remarksOnHosts({ target, version: parseStackVersion(stack).version }, hosts);

  it('takes one host in 8.11, and says from which version on it takes several', () => {
    expect(snippetOf(target, { major: 8, minor: 11 }, HOSTS)).toContain('hosts => "a.lan:9800"');
    expect(remarks('8.11', ...HOSTS).notes).toEqual([
      "logstash-output dials one address in stack 8.11 (several from 8.12 on), a.lan; the others belong into the server's certificate all the same",
    ]);
    expect(snippetOf(target, { major: 8, minor: 12 }, HOSTS)).toContain(
      'hosts => ["a.lan:9800", "b.lan:9800"]',
    );
    expect(remarks('8.12', ...HOSTS)).toEqual({ notes: [], warnings: [] });
  });

  it.each([
    ['8.11', 'logs', 1],
    ['8.11', 'localhost', 1],
    ['8.11', 'logs.k8s-1', 1],
    ['8.11', 'logs.lan', 0],
    ['8.11', '10.0.0.5', 0],
    ['8.11', '::1', 0],
    ['8.12', 'logs', 0],
    ['9.5', 'localhost', 0],
  ])('of %s warns of the host %s %i times', (stack, host, count) => {
    const { warnings } = remarks(stack, host);
    expect(warnings).toHaveLength(count);
    if (count > 0)
      expect(warnings[0]).toContain(`of 8.11.0 and 8.11.1 does not start with the host "${host}"`);
  });
});
