// Snippets by version and value, configs read back into meanings, and a product that is data only.
import { describe, expect, it } from 'vitest';
import { parseDescriptors } from '../../../src/targets/descriptor/descriptor.js';
import { readSnippet, readSnippets, renderSnippet } from '../../../src/targets/snippet/snippet.js';
import type { SnippetValues } from '../../../src/targets/snippet/snippet.js';
import { factsOf } from '../../../src/targets/snippet/values.js';
import { parseStackVersion } from '../../../src/targets/stack-version.js';
import { erasOf, type Target, targetsOf } from '../../../src/targets/target.js';
import { sampleOf, shipped, standardSample, templateText } from '../shipped.js';

const at = (text: string) => parseStackVersion(text).version;
const logstash = shipped('logstash');
const heartbeat = shipped('heartbeat');
const values = (target: Target, more: Partial<SnippetValues> = {}) =>
  ({ ...standardSample(target), ...more }) as SnippetValues;

describe('renderSnippet', () => {
  it.each([
    ['7.17', ['ssl => true', 'ssl_verify_mode => "force_peer"', 'tls_min_version => 1.2']],
    ['8.2', ['ssl => true', 'ssl_verify_mode => "force_peer"', 'tls_min_version => 1.2']],
    ['8.3', ['ssl => true', 'ssl_verify_mode => "force_peer"']],
    ['8.7', ['ssl => true', 'ssl_verify_mode => "force_peer"']],
    ['8.8', ['ssl_enabled => true', 'ssl_client_authentication => "required"']],
    ['9.5', ['ssl_enabled => true', 'ssl_client_authentication => "required"']],
  ])('spells Logstash %s in its own names only', (version, expected) => {
    const lines = renderSnippet({ target: logstash, version: at(version) }, values(logstash))
      .split('\n')
      .map((line) => line.trim());
    const spelling =
      /^(ssl|ssl_enabled|ssl_verify_mode|ssl_client_authentication|tls_min_version) =>/;
    expect(lines.filter((line) => spelling.test(line))).toEqual(expected);
  });

  it('names the key password only where there is one, as a variable', () => {
    const secret = { privateKeyPasswordVariable: 'LOGSTASH_KEY_PASSWORD' };
    for (const target of [logstash, heartbeat]) {
      expect(renderSnippet({ target, version: at('9.5') }, values(target))).not.toContain(
        'passphrase',
      );
    }
    expect(
      renderSnippet({ target: logstash, version: at('8.11') }, values(logstash, secret)),
    ).toContain('    ssl_key_passphrase => "${LOGSTASH_KEY_PASSWORD}"\n');
    expect(
      renderSnippet(
        { target: heartbeat, version: at('8.11') },
        values(heartbeat, { privateKeyPasswordVariable: 'HEARTBEAT_KEY_PASSWORD' }),
      ),
    ).toContain("  ssl.key_passphrase: '${HEARTBEAT_KEY_PASSWORD}'\n");
  });

  it('brackets IPv6 addresses', () => {
    const text = renderSnippet(
      { target: heartbeat, version: at('9.5') },
      values(heartbeat, { hosts: ['::1', 'fe80::2', '10.0.0.5'], port: 6044 }),
    );
    expect(text).toContain("  hosts: ['[::1]:6044', '[fe80::2]:6044', '10.0.0.5:6044']\n");
  });

  it('turns the slashes of a Windows path, and leaves a backslash in a Linux name alone', () => {
    const windows = values(heartbeat, {
      privateKey: 'D:\\my certs\\x.key',
      certificate: '\\\\nas\\x.crt',
    });
    const text = renderSnippet({ target: heartbeat, version: at('9.5') }, windows);
    expect(text).toContain("ssl.key: 'D:/my certs/x.key'");
    expect(text).toContain("ssl.certificate: '//nas/x.crt'");
    expect(
      renderSnippet(
        { target: heartbeat, version: at('9.5') },
        values(heartbeat, { privateKey: '/etc/a\\b' }),
      ),
    ).toContain("'/etc/a\\b'");
  });

  it.each([
    ['a line feed', '/etc/x\nssl_enabled => false'],
    ['both kinds of quotes', `/etc/a'b"c`],
    ['a variable', '/etc/${HOME}/x'],
  ])('refuses %s in a path for Logstash', (_what, privateKey) => {
    expect(() =>
      renderSnippet({ target: logstash, version: at('9.5') }, values(logstash, { privateKey })),
    ).toThrow(expect.objectContaining({ code: 'name-invalid' }));
  });

  it('refuses a key store for a product that has no setting for one', () => {
    const store = { hosts: [], port: 5044, keyStore: '/k.p12', keyStorePasswordVariable: 'P' };
    expect(() => renderSnippet({ target: logstash, version: at('9.5') }, store)).toThrow(
      expect.objectContaining({
        code: 'consumer-cannot-read',
        details: { target: 'logstash', version: '9.5', meaning: 'key-store' },
      }),
    );
  });

  const login = { user: 'relay', userPasswordVariable: 'RELAY_USER_PASSWORD' };

  it.each([
    ['logstash-output', 'pem'],
    ['logstash-input', 'pem'],
    ['logstash-output', 'pkcs12'],
    ['logstash-input', 'pkcs12'],
  ] as const)('adds user and password to %s from %s files', async (name, store) => {
    const target = shipped(name);
    const plain = renderSnippet({ target, version: at('9.5') }, sampleOf(target, at('9.5'), store));
    expect(plain).not.toMatch(/username|[^_]password =>/);
    const text = renderSnippet(
      { target, version: at('9.5') },
      {
        ...sampleOf(target, at('9.5'), store),
        ...login,
      },
    );
    expect(text).toContain(
      '    username => "relay"\n    password => "${RELAY_USER_PASSWORD}"\n  }\n}\n',
    );
    const reading = await readSnippet({ target, version: at('9.5') }, text);
    expect(factsOf(reading?.meanings ?? [])).toMatchObject(login);
  });

  it.each(['heartbeat', 'logstash'])('refuses user and password for %s', (name) => {
    const target = shipped(name);
    for (const [meaning, part] of [
      ['user', { user: 'relay' }],
      ['user-password', { userPasswordVariable: 'P' }],
    ] as const) {
      expect(() => renderSnippet({ target, version: at('9.5') }, values(target, part))).toThrow(
        expect.objectContaining({
          code: 'consumer-cannot-read',
          details: { target: name, version: '9.5', meaning },
        }),
      );
    }
  });

  it.each([
    ['both kinds of quotes', `a'b"c`],
    ['a backslash at the end', 'DOMAIN\\'],
    ['a variable', '${USER}'],
    ['a line feed', 'a\nb'],
  ])('refuses a user name that holds %s', (_what, user) => {
    const target = shipped('logstash-output');
    expect(() =>
      renderSnippet({ target, version: at('9.5') }, { ...standardSample(target), ...login, user }),
    ).toThrow(expect.objectContaining({ code: 'name-invalid' }));
  });

  // [target, version, what is given beside or instead of the PEM files, the meaning that has no setting]
  it.each([
    ['logstash-input', '8.11', { keyStore: '/k.p12' }, 'key-store'],
    ['logstash-input', '9.5', { trustStore: '/t.p12' }, 'trust-store'],
    ['logstash-input', '9.5', { trustStorePasswordVariable: 'T' }, 'trust-store-password'],
    ['logstash-output', '9.5', { privateKeyPasswordVariable: 'K' }, 'private-key-password'],
  ])('%s %s refuses %j', (name, version, more, meaning) => {
    const target = shipped(name);
    expect(() =>
      renderSnippet({ target, version: at(version) }, { ...standardSample(target), ...more }),
    ).toThrow(
      expect.objectContaining({
        code: 'consumer-cannot-read',
        details: { target: name, version, meaning },
      }),
    );
  });

  it('refuses a frame whose comment holds a variable', () => {
    const target = { ...logstash, frame: `# set \${NAME}\n${logstash.frame}` };
    expect(() => renderSnippet({ target, version: at('9.5') }, values(logstash))).toThrow(
      expect.objectContaining({ code: 'template-invalid' }),
    );
  });
});

describe('readSnippet', () => {
  it('reads the guide of Elastic as it stands in the manual', async () => {
    const guide = `output.logstash:
  hosts: ["logs.mycompany.com:5044"]
  ssl.certificate_authorities: ["/etc/ca.crt"]
  ssl.certificate: "/etc/client.crt"
  ssl.key: "/etc/client.key"
`;
    const reading = await readSnippet({ target: heartbeat, version: at('9.5') }, guide);
    expect(reading?.meanings.map(({ meaning, line }) => [meaning, line])).toEqual([
      ['hosts', 2],
      ['trust-anchors', 3],
      ['certificate', 4],
      ['private-key', 5],
    ]);
    expect(factsOf(reading?.meanings ?? [])).toEqual({
      endpoints: [{ host: 'logs.mycompany.com', port: 5044 }],
      trustAnchors: ['/etc/ca.crt'],
      certificate: '/etc/client.crt',
      privateKey: '/etc/client.key',
    });
  });

  it('tells names of another version and unknown names apart', async () => {
    const text =
      'input { beats { port => "5044" ssl => true\n ssl_certificates => "/x" ssl_enabled => true } }';
    const reading = await readSnippet({ target: logstash, version: at('9.5') }, text);
    expect(reading?.outdated).toMatchObject([
      { meaning: 'enabled', name: 'ssl', value: true, line: 1 },
    ]);
    expect(reading?.others).toEqual([{ name: 'ssl_certificates', value: '/x', line: 2 }]);
    expect(factsOf(reading?.meanings ?? [])).toMatchObject({ port: 5044 });
    expect(
      (await readSnippet({ target: logstash, version: at('8.7') }, text))?.outdated.map(
        ({ name }) => name,
      ),
    ).toEqual(['ssl_enabled']);
  });

  it('answers every block of a pipeline, and undefined where there is none', async () => {
    const text = 'input { beats { port => 1 } tcp { port => 2 } beats { port => 3 } }';
    const readings = await readSnippets({ target: logstash, version: at('9.5') }, text);
    expect(readings.map(({ meanings }) => factsOf(meanings).port)).toEqual([1, 3]);
    expect(
      await readSnippet({ target: logstash, version: at('9.5') }, 'output { beats { port => 1 } }'),
    ).toBeUndefined();
  });

  it('leaves out what only the product can resolve', async () => {
    const text =
      "output.logstash:\n  hosts: ['${H}', 'a:1']\n  ssl.key: '${DIR}/k'\n  ssl.key_passphrase: '${P}'\n";
    const reading = await readSnippet({ target: heartbeat, version: at('9.5') }, text);
    expect(factsOf(reading?.meanings ?? [])).toEqual({
      endpoints: [{ host: 'a', port: 1 }],
      trustAnchors: [],
      privateKeyPasswordVariable: 'P',
    });
  });
});

describe('a new product in a known syntax', () => {
  // The HTTP input with PKCS#12 stores: another plugin, another protocol, other names, and not a line of code.
  const draft = JSON.parse(templateText('logstash', 'descriptor.json')) as Record<string, unknown>;
  const setting = (meaning: string, name: string, more: object = {}) => ({
    meaning,
    name,
    form: 'string',
    ...more,
    source: 's',
  });
  const descriptors = parseDescriptors(
    JSON.stringify({
      ...draft,
      accepts: ['http'],
      block: ['input', 'http'],
      versions: { from: '8.12' },
      settings: [
        setting('port', 'port', { form: 'number' }),
        setting('enabled', 'ssl_enabled', { form: 'boolean', fixed: true }),
        setting('key-store', 'ssl_keystore_path'),
        setting('key-store-password', 'ssl_keystore_password'),
        setting('trust-store', 'ssl_truststore_path', { from: '8.14' }),
        setting('trust-store-password', 'ssl_truststore_password', { from: '8.14' }),
        setting('client-authentication', 'ssl_client_authentication', { fixed: 'required' }),
        setting('minimum-protocol', 'ssl_supported_protocols', {
          form: 'string-list',
          fixed: ['TLSv1.2', 'TLSv1.3'],
        }),
      ],
    }),
  );
  const [target] = targetsOf([
    {
      folder: 'logstash-http',
      descriptors,
      frames: { 'frame.mustache': 'input {\n  http {\n    {{>settings}}\n  }\n}\n' },
    },
  ]);
  if (target === undefined) throw new Error('no target');
  const store = {
    ...{ hosts: [], port: 8080, keyStore: '/k.p12', keyStorePasswordVariable: 'K' },
    ...{ trustStore: '/t.p12', trustStorePasswordVariable: 'T' },
  };

  it('is written and read from its folder alone', async () => {
    const text = renderSnippet({ target, version: at('9.5') }, store);
    expect(text).toBe(`input {
  http {
    port => 8080
    ssl_enabled => true
    ssl_keystore_path => "/k.p12"
    ssl_keystore_password => "\${K}"
    ssl_truststore_path => "/t.p12"
    ssl_truststore_password => "\${T}"
    ssl_client_authentication => "required"
    ssl_supported_protocols => ["TLSv1.2", "TLSv1.3"]
  }
}
`);
    const { hosts: _hosts, ...facts } = store;
    expect(
      factsOf((await readSnippet({ target, version: at('9.5') }, text))?.meanings ?? []),
    ).toMatchObject(facts);
  });

  it('has eras and an age of its own', () => {
    expect(erasOf(target)).toEqual([at('8.12'), at('8.14')]);
    expect(() => renderSnippet({ target, version: at('8.12') }, store)).toThrow(
      expect.objectContaining({ code: 'consumer-cannot-read' }),
    );
    expect(() => renderSnippet({ target, version: at('8.11') }, store)).toThrow(
      expect.objectContaining({ code: 'version-unknown' }),
    );
  });
});
