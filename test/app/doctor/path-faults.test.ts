// The faults of certificates and paths, as two configs meet them: `doctor` says each of them, and
// where it fails the link, a certificate that is issued again mends it.
import { describe, expect, it } from 'vitest';
import { heartbeat, logstash } from '../../support/doctor-ends.js';
import { keyPem, pem, root } from '../../support/doctor-files.js';
import { look, mend, treeOf } from '../../support/doctor-world.js';
import { PATH_FAULTS } from './faults/paths.js';
import { askedOf, type FaultRow } from '../../checks/path-fault-rows.js';

function worldOf({ faulty }: FaultRow) {
  const { target, given } = askedOf(faulty);
  return treeOf({
    ...{ ...heartbeat, ...logstash },
    '/beat/heartbeat.yml': heartbeat['/beat/heartbeat.yml'].replace('logs.lan', 'host.example'),
    '/beat/tls/ca.crt': pem(...given.anchors, root),
    '/logstash/tls/own.crt': pem(target, ...(given.between ?? [])),
    '/logstash/tls/own.key': keyPem(target),
  });
}

describe.each(PATH_FAULTS)('$code: $what', (row) => {
  it('is said, and mended', async () => {
    const tree = worldOf(row);
    const { findings } = await look(tree, undefined);
    const found = findings.find(({ code }) => code === row.code);
    const said = findings.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
    expect(found, said.join('\n')).toBeDefined();
    if (!found || found.severity === 'info') return;
    await mend(tree, found);
    const { findings: after, ok } = await look(tree, undefined);
    expect([ok, after.filter(({ severity }) => severity !== 'info')]).toEqual([true, []]);
  });
});
