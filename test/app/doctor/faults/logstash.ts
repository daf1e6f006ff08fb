// Faults in the inputs and outputs of Logstash, and of what faces them.
import * as end from '../../../support/doctor-ends.js';
import { lockedPem, PASSWORD, server, trustStore } from '../../../support/doctor-files.js';
import { rowsOf } from '../../../support/fault-row.js';

const IN = '/logstash/in.conf';
const OUT = '/sender/out.conf';
const link = { ...end.heartbeat, ...end.logstash };
const old = { ...end.heartbeat, ...end.oldLogstash };
const toElasticsearch = { ...end.elasticsearchOutput, ...end.elasticsearch };

const locked = {
  ...link,
  '/logstash/tls/own.key': lockedPem(server),
  [IN]: end.logstash[IN].replace(
    'own.key"',
    'own.key"\n    ssl_key_passphrase => "${KEY_PASSWORD}"',
  ),
};

/** The output trusts a store. */
const stored = {
  ...toElasticsearch,
  '/sender/tls/ca.p12': trustStore,
  [OUT]: end.elasticsearchOutput[OUT].replace(
    'ssl_certificate_authorities => ["/sender/tls/ca.crt"]',
    `ssl_truststore_path => "/sender/tls/ca.p12"\n    ssl_truststore_password => "${PASSWORD}"`,
  ),
};

export const LOGSTASH_FAULTS = [
  ...rowsOf(link, [
    {
      name: 'an input that demands no certificate, and names the CA of its clients',
      change: [IN, '"required"', '"none"'],
      code: 'excluded-settings',
      at: [IN, 'ssl_client_authentication => "none"'],
    },
    {
      name: 'an input that asks nobody',
      change: [IN, '    ssl_certificate_authorities => ["/logstash/tls/ca.crt"]\n', ''],
      code: 'missing-setting',
      at: [IN, 'ssl_client_authentication'],
    },
    {
      name: 'settings of stack 8 in stack 9',
      change: [IN, 'ssl_enabled => true', 'ssl => true'],
      code: 'obsolete-setting',
      at: [IN, 'ssl => true', 'ssl'],
    },
    {
      name: 'force_peer in stack 9',
      change: [IN, 'ssl_client_authentication => "required"', 'ssl_verify_mode => "force_peer"'],
      code: 'obsolete-setting',
      at: [IN, 'ssl_verify_mode', 'ssl_verify_mode'],
    },
    {
      name: 'a misspelt setting, with which the plugin does not start',
      change: [IN, 'ssl_key =>', 'ssl_kee =>'],
      code: 'unknown-setting',
      at: [IN, 'ssl_kee', 'ssl_kee'],
      says: /does not start with one; did you mean ssl_key\?/,
    },
    {
      name: 'a value that the plugin does not take',
      change: [IN, '"required"', '"require"'],
      code: 'setting-value',
      at: [IN, 'ssl_client_authentication => "require"'],
    },
    {
      name: 'TLS that is not switched on',
      change: [IN, '    ssl_enabled => true\n', ''],
      code: 'useless-setting',
      severity: 'warning',
      at: [IN, 'ssl_certificate =>'],
    },
    {
      name: 'a port without TLS, to which a Beat speaks it',
      change: [IN, 'ssl_enabled => true', 'ssl_enabled => false'],
      code: 'plain-text',
      at: [IN, 'ssl_enabled => false'],
    },
    {
      name: 'a setting that stands twice',
      change: [
        IN,
        'ssl_enabled => true',
        'ssl_enabled => true\n    ssl_key => "/logstash/tls/own.key"',
      ],
      code: 'repeated-setting',
      at: [IN, 'ssl_key'],
    },
    {
      name: 'TLS 1.3 alone, and a Beat that speaks 1.2 at most',
      change: {
        [IN]: end.logstash[IN].replace(
          'ssl_enabled => true',
          'ssl_enabled => true\n    ssl_supported_protocols => ["TLSv1.3"]',
        ),
        '/beat/heartbeat.yml': `${end.heartbeat['/beat/heartbeat.yml']}  ssl.supported_protocols: [TLSv1.2]\n`,
      },
      code: 'protocol-ranges',
      at: ['/beat/heartbeat.yml', 'ssl.supported_protocols'],
    },
  ]),
  ...rowsOf(old, [
    {
      name: 'settings of stack 9 in stack 8.6',
      stack: '8.6',
      change: [IN, 'ssl => true', 'ssl_enabled => true'],
      code: 'future-setting',
      at: [IN, 'ssl_enabled', 'ssl_enabled'],
    },
    {
      name: 'settings that will go',
      stack: '8.19',
      change: [IN, 'ssl => true', 'ssl => "true"'],
      code: 'deprecated-setting',
      severity: 'info',
      at: [IN, 'ssl =>', 'ssl'],
    },
    {
      name: 'old and new name side by side',
      stack: '8.19',
      change: [IN, 'ssl => true', 'ssl => true\n    ssl_enabled => true'],
      code: 'excluded-settings',
      at: [IN, 'ssl => true'],
    },
  ]),
  ...rowsOf(old, [
    {
      name: 'a plugin that is newer than Logstash',
      stack: '8.6',
      change: {
        '/logstash/more.conf': 'input {\n  logstash {\n    ssl_enabled => false\n  }\n}\n',
      },
      code: 'future-product',
      at: ['/logstash/more.conf', 'logstash {'],
      byHand: [/^take "input logstash" out/, { '/logstash/more.conf': undefined }],
    },
  ]),
  ...rowsOf(locked, [
    {
      name: 'a password, and a key that has none',
      change: { '/logstash/tls/own.key': end.logstash['/logstash/tls/own.key'] },
      code: 'key-password',
      at: [IN, 'ssl_key =>', 'ssl_key'],
    },
    {
      name: 'an encrypted key, and no password',
      change: [IN, '\n    ssl_key_passphrase => "${KEY_PASSWORD}"', ''],
      code: 'key-password',
      at: [IN, 'ssl_key =>', 'ssl_key'],
    },
    {
      name: 'the password in clear text',
      change: [IN, '${KEY_PASSWORD}', PASSWORD],
      code: 'clear-secret',
      severity: 'warning',
      at: [IN, 'ssl_key_passphrase'],
    },
  ]),
  ...rowsOf({ ...end.toHttp, ...end.httpInput }, [
    {
      name: 'the http input without the key of its certificate',
      change: [IN, '    ssl_key => "/logstash/tls/own.key"\n', ''],
      code: 'missing-setting',
      at: [IN, 'ssl_certificate =>'],
    },
    {
      name: 'the http input with a word of another plugin',
      change: [
        IN,
        'ssl_certificate_authorities => ["/logstash/tls/ca.crt"]\n',
        'ssl_certificate_authorities => ["/logstash/tls/ca.crt"]\n    cacert => "/logstash/tls/ca.crt"\n',
      ],
      code: 'unknown-setting',
      at: [IN, 'cacert', 'cacert'],
    },
  ]),
  ...rowsOf(end.tcpInput, [
    {
      name: 'the tcp input with settings of stack 7',
      change: [IN, 'ssl_enabled => true', 'ssl_enable => true'],
      code: 'obsolete-setting',
      at: [IN, 'ssl_enable => true', 'ssl_enable'],
    },
    {
      name: 'the tcp input with ssl_cert',
      change: [IN, 'ssl_certificate =>', 'ssl_cert =>'],
      code: 'obsolete-setting',
      at: [IN, 'ssl_cert =>', 'ssl_cert'],
    },
  ]),
  ...rowsOf({ ...end.logstashOutput, ...end.logstashInput }, [
    {
      name: 'the logstash output verifies nobody',
      change: [OUT, '"full"', '"none"'],
      code: 'verification-off',
      at: [OUT, 'ssl_verification_mode'],
    },
    {
      name: 'the logstash input has a key store too',
      change: [
        IN,
        'ssl_enabled => true',
        'ssl_enabled => true\n    ssl_keystore_path => "/logstash/tls/own.p12"\n    ssl_keystore_password => "${STORE}"',
      ],
      code: 'excluded-settings',
      at: [IN, 'ssl_keystore_path'],
    },
    {
      name: 'a list of CAs where one file is taken',
      change: [OUT, '"/sender/tls/ca.crt"', '"/sender/tls/ca.crt", "/sender/tls/own.crt"'],
      code: 'too-many-values',
      at: [OUT, 'ssl_certificate_authorities'],
      byHand: [
        /^put what they hold into one file, and name that alone in ssl_certificate_authorities$/,
        { [OUT]: end.logstashOutput[OUT] },
      ],
    },
    {
      name: 'the logstash output has no certificate, and the input demands one',
      change: [
        OUT,
        '    ssl_certificate => "/sender/tls/own.crt"\n    ssl_key => "/sender/tls/own.key"\n',
        '',
      ],
      code: 'missing-setting',
      at: [OUT, 'logstash {'],
      says: /^out\.conf does not set ssl_certificate and ssl_key: logstash-output sends no certificate, and the server demands one/,
    },
  ]),
  ...rowsOf(toElasticsearch, [
    {
      name: 'http:// beside ssl_enabled',
      change: [OUT, 'https://', 'http://'],
      code: 'excluded-settings',
      at: [OUT, 'hosts'],
    },
    {
      name: 'the elasticsearch output verifies nobody',
      change: [OUT, '"full"', '"none"'],
      code: 'verification-off',
      at: [OUT, 'ssl_verification_mode'],
    },
    {
      name: 'cacert in stack 9',
      change: [
        OUT,
        'ssl_certificate_authorities => ["/sender/tls/ca.crt"]',
        'cacert => "/sender/tls/ca.crt"',
      ],
      code: 'obsolete-setting',
      at: [OUT, 'cacert', 'cacert'],
    },
  ]),
  ...rowsOf({ ...stored, [OUT]: stored[OUT].replace(PASSWORD, '${STORE}') }, [
    {
      name: 'the password of the trust store in clear text',
      change: [OUT, '${STORE}', PASSWORD],
      code: 'clear-secret',
      severity: 'warning',
      at: [OUT, 'ssl_truststore_password'],
    },
  ]),
  ...rowsOf({ ...end.redisOutput, ...end.redis }, [
    {
      name: 'the redis output verifies nobody',
      change: [OUT, '"full"', '"none"'],
      code: 'verification-off',
      at: [OUT, 'ssl_verification_mode'],
    },
    {
      name: 'the redis output without TLS',
      change: [OUT, 'ssl_enabled => true', 'ssl_enabled => false'],
      code: 'plain-text',
      at: [OUT, 'ssl_enabled'],
    },
  ]),
];
