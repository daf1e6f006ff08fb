// Who takes new files by itself, who is told and who has to start again, in each version: the table that a renewal goes by.
import { describe, expect, it } from 'vitest';
import { UPTAKE_WAYS } from '../../src/targets/descriptor/form.js';
import { KNOWN_STACK_VERSIONS, parseStackVersion } from '../../src/targets/stack-version.js';
import { existsIn, type Target } from '../../src/targets/target.js';
import { uptakeOf } from '../../src/targets/uptake.js';
import { shipped, shippedTargets } from './shipped.js';

function inVersion(target: Target, stack: string) {
  return uptakeOf({ target, version: parseStackVersion(stack).version });
}

function endOf(name: string, end: string): Target {
  const target = shippedTargets().find((one) => one.name === name && one.descriptor.end === end);
  if (!target) throw new Error(`no ${name} ${end}`);
  return target;
}

const RESTART = (service: string) => `sudo systemctl restart ${service}`;
const HUP = (service: string) => `sudo systemctl kill -s HUP ${service}`;

describe('uptakeOf', () => {
  it.each<[Target, string, string, string | undefined]>([
    [shipped('heartbeat'), '7.17', 'restart', RESTART('heartbeat-elastic')],
    [shipped('heartbeat'), '9.4', 'restart', RESTART('heartbeat-elastic')],
    [shipped('heartbeat'), '9.5', 'itself', undefined],
    [endOf('heartbeat', 'monitor'), '9.4', 'restart', RESTART('heartbeat-elastic')],
    [endOf('heartbeat', 'monitor'), '9.5', 'itself', undefined],
    [endOf('filebeat', 'redis'), '8.19', 'restart', RESTART('filebeat')],
    [shipped('winlogbeat'), '8.19', 'restart', 'Restart-Service winlogbeat'],
    [shipped('winlogbeat'), '9.5', 'itself', undefined],
    [shipped('elastic-agent'), '9.4', 'restart', RESTART('elastic-agent')],
    [shipped('elastic-agent'), '9.5', 'itself', undefined],
    [shipped('logstash'), '9.4', 'restart', RESTART('logstash')],
    // it notices them too, but not unless it is told to
    [shipped('logstash'), '9.5', 'restart', RESTART('logstash')],
    [shipped('logstash-output'), '8.0', 'restart', RESTART('logstash')],
    [shipped('elasticsearch'), '7.17', 'itself', undefined],
    [shipped('elasticsearch'), '9.5', 'itself', undefined],
    [shipped('kibana'), '8.11', 'restart', RESTART('kibana')],
    [shipped('kibana'), '8.12', 'reload', HUP('kibana')],
    [endOf('kibana', 'elasticsearch'), '9.5', 'restart', RESTART('kibana')],
    [shipped('nginx'), '9.5', 'reload', 'sudo nginx -t && sudo systemctl reload nginx'],
    [shipped('stunnel'), '9.5', 'reload', HUP('stunnel@tlsmith-redis')],
    [endOf('stunnel', 'client'), '9.5', 'reload', HUP('stunnel@tlsmith-redis-client')],
    [shipped('redis'), '9.5', 'restart', RESTART('redis-server')],
    [shipped('curl'), '9.5', 'next-start', undefined],
    [shipped('openssl'), '9.5', 'next-start', undefined],
    [shipped('redis-cli'), '9.5', 'next-start', undefined],
    // who starts the application, nobody knows
    [shipped('python'), '9.5', 'restart', undefined],
    [shipped('python-logstash-async'), '9.5', 'itself', undefined],
  ])('$0.name $0.descriptor.end in %$1: %$2', (target, stack, by, command) => {
    expect(inVersion(target, stack)).toMatchObject({ by, command });
  });

  it('says of each product and version when it reads its files', () => {
    for (const target of shippedTargets()) {
      for (const version of KNOWN_STACK_VERSIONS.filter((v) => existsIn({ target, version: v }))) {
        const { by, sentence, command } = uptakeOf({ target, version });
        expect(UPTAKE_WAYS).toContain(by);
        expect(sentence).toMatch(/^[^{}]+\.$/);
        // it stands alone on the page
        expect(sentence).toContain(target.title.split(' ')[0]);
        if (by === 'itself' || by === 'next-start') expect(command).toBeUndefined();
        else if (target.service !== undefined) expect(command).toContain(target.service);
      }
    }
  });

  it.each([
    ['8.7', 'start only.'],
    ['8.8', 'has it start again by itself'],
    ['8.15', 'has it start again by itself'],
    ['8.16', 'it panics'],
    ['9.2', 'it panics'],
    ['9.3', '`ssl.certificate_reload.enabled: true`'],
    ['9.5', '`ssl.certificate_reload.enabled: false`'],
  ])('tells of the settings of a Beat in %s', (stack, words) => {
    expect(inVersion(shipped('filebeat'), stack).sentence).toContain(words);
  });

  it('takes a restart for right where nothing is known, as of a version that the product lacks', () => {
    const target = shipped('filebeat');
    const untold = { ...target, descriptor: { ...target.descriptor, renewals: [] } };
    expect(inVersion(untold, '9.5')).toEqual({
      by: 'restart',
      command: 'sudo systemctl restart filebeat',
      sentence: 'Whether Filebeat notices new files by itself is not known.',
    });
  });
});
