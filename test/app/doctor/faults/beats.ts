// Faults in the configs of Beats and Elastic Agent, and of what they dial.
import * as end from '../../../support/doctor-ends.js';
import { client, lockedPem, PASSWORD, root } from '../../../support/doctor-files.js';
import { fingerprintOf, rowsOf } from '../../../support/fault-row.js';

const BEAT = '/beat/heartbeat.yml';
const AGENT = '/agent/elastic-agent.yml';
const link = { ...end.heartbeat, ...end.logstash };
const toElasticsearch = { ...end.toElasticsearch, ...end.elasticsearch };
const toRedis = { ...end.toRedis, ...end.redis };
const monitored = { ...end.monitor, ...end.logstash };
const ofAgent = { ...end.agent, ...end.logstash };

/** Known by one certificate, which the server sends. */
const pinned = {
  ...link,
  [BEAT]: end.heartbeat[BEAT].replace(
    "ssl.certificate_authorities: ['/beat/tls/ca.crt']",
    `ssl.ca_trusted_fingerprint: ${fingerprintOf(root)}`,
  ),
  '/logstash/tls/own.crt': `${end.logstash['/logstash/tls/own.crt']}${end.logstash['/logstash/tls/ca.crt']}`,
};

/** Only the server is authenticated. */
const oneWay = { ...end.heartbeatAlone, ...end.openLogstash };

const locked = {
  ...link,
  '/beat/tls/own.key': lockedPem(client),
  [BEAT]: `${end.heartbeat[BEAT]}  ssl.key_passphrase: '\${BEAT_KEY_PASSWORD}'\n`,
};

export const BEATS_FAULTS = [
  ...rowsOf(link, [
    {
      name: 'a Beat verifies nobody',
      change: [BEAT, 'verification_mode: full', 'verification_mode: none'],
      code: 'verification-off',
      at: [BEAT, 'ssl.verification_mode: none', 'ssl.verification_mode'],
      says: /heartbeat 9\.5 takes any certificate of any server/,
    },
    {
      name: 'a Beat compares no names',
      change: [BEAT, 'verification_mode: full', 'verification_mode: certificate'],
      code: 'name-not-checked',
      severity: 'info',
      at: [BEAT, 'ssl.verification_mode: certificate'],
    },
    {
      name: 'a mode that there is not',
      change: [BEAT, 'verification_mode: full', 'verification_mode: fulll'],
      code: 'setting-value',
      at: [BEAT, 'ssl.verification_mode: fulll'],
    },
    {
      name: 'a misspelt setting, which Beats pass over',
      change: [BEAT, 'ssl.certificate_authorities', 'ssl.certificate_authoritys'],
      code: 'unknown-setting',
      severity: 'warning',
      at: [BEAT, 'ssl.certificate_authoritys', 'ssl.certificate_authoritys'],
      says: /did you mean ssl\.certificate_authorities\?/,
    },
    {
      name: 'TLS switched off where the port speaks it',
      change: [BEAT, 'ssl.enabled: true', 'ssl.enabled: false'],
      code: 'plain-text',
      at: [BEAT, 'ssl.enabled: false', 'ssl.enabled'],
    },
    {
      name: 'a key without its certificate',
      change: [BEAT, "  ssl.certificate: '/beat/tls/own.crt'\n", ''],
      code: 'missing-setting',
      at: [BEAT, 'ssl.key:'],
    },
    {
      name: 'a certificate without its key',
      change: [BEAT, "  ssl.key: '/beat/tls/own.key'\n", ''],
      code: 'missing-setting',
      at: [BEAT, 'ssl.certificate:'],
    },
    {
      name: 'no CA named, and the server has one of its own',
      change: [BEAT, "  ssl.certificate_authorities: ['/beat/tls/ca.crt']\n", ''],
      code: 'private-authority',
      at: [BEAT, 'ssl.enabled'],
      byHand: [
        /^name a file with the certificate of "CN=Test CA" in output\.logstash\.ssl\.certificate_authorities$/,
        [
          BEAT,
          'ssl.enabled: true',
          "ssl.enabled: true\n  ssl.certificate_authorities: ['/beat/tls/ca.crt']",
        ],
      ],
    },
    {
      name: 'another port',
      change: [BEAT, 'logs.lan:5044', 'logs.lan:5045'],
      code: 'port-differs',
      severity: 'warning',
      at: [BEAT, 'hosts:', 'hosts'],
      byHand: [/^dial port 5044 in hosts/, [BEAT, 'logs.lan:5045', 'logs.lan:5044']],
    },
    {
      name: 'a setting that stands twice',
      change: [
        BEAT,
        'verification_mode: full',
        'verification_mode: full\n  ssl.key: /beat/tls/other.key',
      ],
      code: 'repeated-setting',
      severity: 'warning',
      at: [BEAT, 'ssl.key: /beat/tls/other.key'],
    },
    {
      name: 'TLS settings one level too far up',
      change: [BEAT, 'output.logstash:', 'ssl.verification_mode: full\noutput.logstash:'],
      code: 'stray-setting',
      severity: 'warning',
      at: [BEAT, 'ssl.verification_mode: full', 'ssl.verification_mode'],
      byHand: [/or take line 1 out$/, [BEAT, 'ssl.verification_mode: full\noutput', 'output']],
    },
  ]),
  ...rowsOf({ ...end.heartbeat, ...end.oldLogstash }, [
    {
      name: 'a setting that is newer than the Beat',
      stack: '8.6',
      change: [
        BEAT,
        'verification_mode: full',
        'verification_mode: full\n  ssl.restart_on_cert_change.enabled: true',
      ],
      code: 'future-setting',
      severity: 'warning',
      at: [BEAT, 'ssl.restart_on_cert_change.enabled'],
    },
  ]),
  ...rowsOf(oneWay, [
    {
      name: 'neither end speaks of certificates of clients',
      change: {},
      code: 'one-way',
      severity: 'info',
      at: ['/logstash/in.conf', 'beats {'],
    },
    {
      name: 'a password, and no key that it opens',
      change: [
        BEAT,
        'verification_mode: full',
        "verification_mode: full\n  ssl.key_passphrase: '${KEY_PASSWORD}'",
      ],
      code: 'useless-setting',
      severity: 'warning',
      at: [BEAT, 'ssl.key_passphrase'],
    },
  ]),
  ...rowsOf(pinned, [
    {
      name: 'a CA known by its fingerprint, which the server keeps to itself',
      change: { '/logstash/tls/own.crt': end.logstash['/logstash/tls/own.crt'] },
      code: 'ca-fingerprint',
      at: [BEAT, 'ssl.ca_trusted_fingerprint'],
      byHand: [
        /^append the certificate of "CN=Test CA" to "\/logstash\/tls\/own\.crt"$/,
        { '/logstash/tls/own.crt': pinned['/logstash/tls/own.crt'] },
      ],
    },
  ]),
  ...rowsOf(locked, [
    {
      name: 'the password of the key in clear text',
      change: [BEAT, `'\${BEAT_KEY_PASSWORD}'`, PASSWORD],
      code: 'clear-secret',
      severity: 'warning',
      at: [BEAT, 'ssl.key_passphrase', 'ssl.key_passphrase'],
    },
    {
      name: 'an encrypted key without its password',
      change: [BEAT, `  ssl.key_passphrase: '\${BEAT_KEY_PASSWORD}'\n`, ''],
      code: 'key-password',
      at: [BEAT, 'ssl.key:', 'ssl.key'],
    },
    {
      name: 'a password that is not the one of the key',
      change: [BEAT, `'\${BEAT_KEY_PASSWORD}'`, 'wrong'],
      code: 'password-wrong',
      at: [BEAT, 'ssl.key:'],
      byHand: [
        /^write the password with which "\/beat\/tls\/own\.key" was made into line 8/,
        [BEAT, 'key_passphrase: wrong', `key_passphrase: '\${BEAT_KEY_PASSWORD}'`],
      ],
    },
  ]),
  ...rowsOf(toElasticsearch, [
    {
      name: 'plain HTTP to a port that speaks TLS',
      change: [BEAT, 'https://logs.lan', 'http://logs.lan'],
      code: 'plain-text',
      at: [BEAT, 'hosts:'],
    },
    {
      name: 'verification switched off towards Elasticsearch',
      change: [BEAT, 'verification_mode: full', 'verification_mode: "none"'],
      code: 'verification-off',
      at: [BEAT, 'ssl.verification_mode'],
    },
  ]),
  ...rowsOf(toRedis, [
    {
      name: 'redis:// to a port that speaks TLS',
      change: [BEAT, 'rediss://', 'redis://'],
      code: 'plain-text',
      at: [BEAT, 'hosts:'],
    },
    {
      name: 'versions of TLS of which Redis speaks none',
      change: [
        BEAT,
        'verification_mode: full',
        'verification_mode: full\n  ssl.supported_protocols: [TLSv1.1]',
      ],
      code: 'protocol-ranges',
      at: [BEAT, 'ssl.supported_protocols', 'ssl.supported_protocols'],
    },
  ]),
  ...rowsOf(monitored, [
    {
      name: 'a monitor that verifies nobody',
      change: [BEAT, 'verification_mode: full', 'verification_mode: none'],
      code: 'verification-off',
      at: [BEAT, 'ssl.verification_mode: none'],
    },
    {
      name: 'a monitor of a host that the certificate does not name',
      change: [BEAT, 'tls://logs.lan', 'tls://other.lan'],
      code: 'host-name',
      at: [BEAT, 'hosts:', 'hosts'],
    },
  ]),
  ...rowsOf(ofAgent, [
    {
      name: 'an agent that verifies nobody',
      change: [AGENT, 'verification_mode: full', 'verification_mode: none'],
      code: 'verification-off',
      at: [AGENT, 'ssl.verification_mode: none'],
    },
    {
      name: 'an agent with a misspelt setting',
      change: [AGENT, 'ssl.key:', 'ssl.keyy:'],
      code: 'unknown-setting',
      severity: 'warning',
      at: [AGENT, 'ssl.keyy', 'ssl.keyy'],
    },
    {
      name: 'an agent of another CA than its server',
      change: {
        '/agent/tls/own.crt': end.strange['/own.crt'],
        '/agent/tls/own.key': end.strange['/own.key'],
      },
      code: 'no-path',
      at: [AGENT, 'ssl.certificate:'],
      byHand: [
        /or have the certificate issued by "CN=Test CA"$/,
        {
          '/agent/tls/own.crt': end.agent['/agent/tls/own.crt'],
          '/agent/tls/own.key': end.agent['/agent/tls/own.key'],
        },
      ],
    },
  ]),
];
