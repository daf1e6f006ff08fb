// Files as configs name them: whatever their endings say, beside the config or a level above it, and
// those of a container, which are not here.
import { describe, expect, it } from 'vitest';
import { client, keyPem, pem, root, server } from '../../../support/doctor-files.js';
import { diagnosed } from '../../../support/doctor-run.js';
import { memoryFile } from '../../../support/memory-files.js';

async function saidOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const [path = ''] = Object.keys(files);
  const tree = new Map(
    Object.entries(files).map(([name, text]) => [
      name,
      memoryFile(text, text.includes('PRIVATE KEY') ? 0o600 : 0o644),
    ]),
  );
  const { findings, notJudged } = await diagnosed([path], tree);
  return [
    ...findings.map(({ code, setting }) => `${code} ${setting}`),
    ...notJudged.map(({ what }) => what).filter((what) => what.includes('file')),
  ];
}

const beat = (settings: string) => `output.logstash:
  hosts: [in.example:5044]
  ssl.certificate_authorities: [certs/trust.pem]
${settings}`;

describe('a config that names its files', () => {
  it('reads a certificate in a .pub and a key in a .pem, below the folder of the config', async () => {
    const files = {
      '/b/filebeat.yml': beat('  ssl.certificate: certs/own.pub\n  ssl.key: certs/own.pem\n'),
      '/b/certs/trust.pem': pem(root),
      '/b/certs/own.pub': pem(client),
      '/b/certs/own.pem': keyPem(client),
    };
    expect(await saidOf(files)).toEqual([]);
  });

  it('finds those that begin a level above it', async () => {
    const files = {
      '/kb/config/kibana.yml':
        'server.ssl:\n  enabled: true\n  certificate: config/kb.crt\n  key: config/kb.key\n',
      '/kb/config/kb.crt': pem(server),
      '/kb/config/kb.key': keyPem(server),
    };
    expect(await saidOf(files)).toEqual([]);
  });

  it('says which is not there', async () => {
    const files = {
      '/b/filebeat.yml': beat('  ssl.certificate: certs/own.crt\n  ssl.key: certs/own.key\n'),
      '/b/certs/trust.pem': pem(root),
      '/b/certs/own.crt': pem(client),
    };
    expect(await saidOf(files)).toEqual(['file-absent ssl.key']);
  });

  it('does not look here for those of a container', async () => {
    const inner = beat('  ssl.certificate: /mnt/own.crt\n  ssl.key: /mnt/own.key\n');
    const indented = inner.replace(/^/gm, '    ');
    const files = {
      '/k/cm.yaml': `apiVersion: v1\nkind: ConfigMap\ndata:\n  filebeat.yml: |\n${indented}\n`,
    };
    expect(await saidOf(files)).toEqual([
      '/mnt/own.crt, a file of a container',
      '/mnt/own.key, a file of a container',
      'certs/trust.pem, a file of a container',
    ]);
  });
});
