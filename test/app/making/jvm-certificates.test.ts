// A certificate that no JVM reads, here one whose key spells out its curve: refused for consumers on a JVM, a warning in stores for anyone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportKey } from '../../../src/app/export/key.js';
import { exportKeystore } from '../../../src/app/export/keystore.js';
import { exportTruststore } from '../../../src/app/export/truststore.js';
import { issueCertificate } from '../../../src/app/issue/certificate.js';
import { showConfig } from '../../../src/app/config/show.js';
import { encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { commonNames } from '../../support/der.js';
import { explicitCurve } from '../../support/explicit-curve.js';
import { ecKey, foreignCertificate } from '../../support/foreign-certificate.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;
const newPath = () => join(base, `out-${(count += 1)}`);
const write = (name: string, text: string) => {
  writeFileSync(join(base, name), text);
  return join(base, name);
};

const explicit = explicitCurve();
const keyFile = write('explicit.key', explicit.key);
const certificateFile = write('explicit.crt', explicit.certificate);
const good = ecKey();
const goodKey = write('good.key', encodePem('PRIVATE KEY', good.privateKeyInfo));
const goodCertificate = write(
  'good.crt',
  encodeCertificates([{ der: foreignCertificate({ key: good, subject: commonNames('good') }) }]),
);
const both = write('both.crt', explicit.certificate);
writeFileSync(
  both,
  encodeCertificates([{ der: foreignCertificate({ key: good, subject: commonNames('good') }) }]) +
    explicit.certificate,
);

const text = { text: 'Chosen4Both' };
const common = (consumers: readonly string[]) => ({
  ...{ consumers, password: text, out: newPath(), force: false, dryRun: true },
});
type Act = (consumers: readonly string[], ports: TestPorts) => Promise<unknown>;
const keystore: Act = (consumers, ports) =>
  exportKeystore(
    { ...common(consumers), source: { certificateFile, keyFile }, compat: 'modern' },
    ports,
  );
const truststore: Act = (consumers, ports) =>
  exportTruststore({ ...common(consumers), sources: [both], compat: 'modern' }, ports);
const key: Act = (consumers, ports) => {
  const { password, ...rest } = common(consumers);
  return exportKey({ ...rest, file: keyFile, container: 'pkcs8' }, ports).then(() => password);
};
const config: Act = ([target = ''], ports) => {
  const folder = newPath();
  mkdirSync(folder);
  writeFileSync(join(folder, 'host.key'), encodePem('PRIVATE KEY', good.privateKeyInfo));
  const own = foreignCertificate({ key: good, subject: commonNames('host'), extensions: [] });
  writeFileSync(join(folder, 'host.crt'), encodeCertificates([{ der: own }]));
  writeFileSync(join(folder, 'ca.crt'), explicit.certificate);
  return showConfig({ target, folder, hosts: [], force: false, dryRun: false }, ports);
};
/** The CA is sound, and what it stands below is not. */
const issue: Act = (consumers, ports) => {
  const root = explicitCurveCa();
  return issueCertificate(
    {
      ...{
        name: 'x',
        consumers,
        profile: 'peer',
        subjectAltNames: [{ kind: 'dns', value: 'x.lan' }],
      },
      ...{ validity: { days: 9, isDefault: false }, formats: ['pkcs12'], password: text },
      ...{ issuer: { source: root }, out: newPath(), force: false, dryRun: true },
    },
    ports,
  );
};

function explicitCurveCa() {
  const path = newPath();
  const { signer, subject: issuer } = explicit;
  const der = foreignCertificate({ key: good, subject: commonNames('Issuing'), signer, issuer });
  writeFileSync(path, encodeCertificates([{ der }]) + explicit.certificate);
  return { certificateFile: path, keyFile: goodKey };
}

describe.each<[string, Act, string[], RegExp]>([
  [
    'export keystore',
    keystore,
    ['logstash-output', 'logstash-http'],
    /runs on a JVM, which cannot read the certificate "CN=explicit".*Only named ECParameters supported/,
  ],
  [
    'export truststore',
    truststore,
    ['logstash-output'],
    /runs on a JVM, which cannot read the certificate "CN=explicit"/,
  ],
  [
    'export key',
    key,
    ['logstash-input', 'elasticsearch', 'heartbeat'],
    /does not load a key of the kind EC explicit; it loads/,
  ],
  [
    'config show',
    config,
    ['logstash-input', 'elasticsearch'],
    /runs on a JVM, which cannot read the certificate "CN=explicit"/,
  ],
  [
    'cert issue',
    issue,
    ['logstash-output'],
    /runs on a JVM, which cannot read the certificate "CN=explicit"/,
  ],
])('%s', (_, act, refusing, sentence) => {
  it.each(refusing)('for %s refuses it', async (consumer) => {
    const error = await refusalOf(() => act([consumer], testPorts()));
    expect([error.code, error.sentence]).toEqual([
      'consumer-cannot-read',
      expect.stringMatching(sentence),
    ]);
  });
});

it.each<[string, Act]>([
  ['key store', keystore],
  ['trust store', truststore],
  ['issued store', issue],
])('a %s for anyone is written, with a warning', async (_, act) => {
  const ports = testPorts();
  await act([], ports);
  expect(ports.reporter.warnings.join('\n')).toMatch(
    /no JVM opens a store that holds the certificate "CN=explicit" \(keytool says "keystore password was incorrect"\)/,
  );
});

it('is no affair of nginx, nor of a store without such a certificate', async () => {
  await config(['nginx'], testPorts());
  const ports = testPorts();
  await exportTruststore(
    { ...common(['logstash-output']), sources: [goodCertificate], compat: 'modern' },
    ports,
  );
  expect(ports.reporter.warnings).toEqual([]);
});
