// How people write the configs of Beats and of Elastic Agent.
import type { Shape } from './shape.js';

export const BEATS_SHAPES: readonly Shape[] = [
  {
    name: 'a prefix as dotted keys and again as a mapping',
    files: {
      '/b/filebeat.yml': `output.logstash.hosts: ["in.example:5044"]
output.logstash.ssl.certificate: /pki/fb.crt
output:
  logstash:
    ssl:
      key: /pki/fb.key
      certificate_authorities: [/pki/ca.crt]
`,
    },
    reads: [
      'filebeat output.logstash @1: on, dials in.example:5044, verifies full, certificate /pki/fb.crt, private-key /pki/fb.key, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'a default that holds a colon, and one inside another',
    files: {
      '/b/filebeat.yml': `output.logstash:
  hosts: ["\${SHIP_TO:in.example:5044}", "\${A:\${B:second.example}}:5045"]
  ssl.certificate_authorities: ["\${CA:/pki/ca.crt}"]
`,
    },
    reads: [
      'filebeat output.logstash @2: on, dials in.example:5044 second.example:5045, verifies full, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'the old tree of outputs, scalars where lists are usual',
    files: {
      '/b/packetbeat.yml': `output:
  logstash:
    hosts: in.example:5044
    ssl:
      certificate_authorities: /pki/ca.crt
      supported_protocols: TLSv1.2
      verification_mode: certificate
`,
    },
    reads: [
      'packetbeat output.logstash @3: on, dials in.example:5044, verifies certificate, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'an output that is switched off and names files that are gone',
    files: {
      '/b/metricbeat.yml': `metricbeat.modules: []
output.elasticsearch:
  enabled: false
  hosts: ["https://gone.example:9200"]
  ssl.certificate: /gone.crt
output.logstash:
  enabled: true
  hosts: ["in.example"]
  ssl.enabled: true
`,
    },
    reads: ['metricbeat output.logstash @7: on, dials in.example:5044, verifies full'],
  },
  {
    name: 'inputs that listen, a dashboard and monitoring with TLS of their own',
    files: {
      '/b/filebeat.yml': `filebeat.inputs:
  - type: tcp
    host: "0.0.0.0:9000"
    ssl.certificate: /pki/in.crt
  - type: tcp
    host: "0.0.0.0:9001"
    ssl.certificate: /pki/in.crt
setup.kibana:
  host: https://kb.example
  ssl.certificate_authorities: [/pki/ca.crt]
monitoring.elasticsearch.ssl.verification_mode: none
output.console.pretty: true
`,
    },
    reads: [
      'not judged @4: TLS of filebeat.inputs',
      'not judged @10: TLS of setup.kibana',
      'not judged @11: TLS of monitoring.elasticsearch',
    ],
  },
  {
    name: 'monitors in files of their own, by a pattern',
    files: {
      '/hb/heartbeat.yml': `heartbeat.config.monitors:
  path: \${path.config}/monitors.d/*.yml
  reload.enabled: true
output.logstash.hosts: [in.example:5044]
`,
      '/hb/monitors.d/web.yml': `- type: http
  id: shop
  urls: ["https://shop.example/health"]
  ssl:
    certificate_authorities: ["/pki/ca.crt"]
- type: tcp
  name: imap
  hosts: ["tls://mail.example:993"]
- type: http
  urls: ["http://plain.example"]
- type: icmp
  hosts: ["shop.example"]
`,
      '/hb/monitors.d/off.yml.disabled': '- type: http\n  urls: ["https://no.example"]\n',
    },
    reads: [
      'heartbeat output.logstash @4: off, dials in.example:5044, verifies full',
      'heartbeat monitor shop @1: on, dials https://shop.example:443, verifies full, trust-anchors /pki/ca.crt',
      'heartbeat monitor imap @6: on, dials tls://mail.example:993, verifies full',
    ],
  },
  {
    name: 'the scheme in a setting of its own, also where the host is a variable',
    files: {
      '/b/auditbeat.yml': `auditbeat.modules: []
output.elasticsearch:
  hosts: ["es.example", "\${SECOND}"]
  protocol: "https"
  ssl.certificate_authorities: ["/pki/ca.crt"]
`,
    },
    reads: [
      'auditbeat output.elasticsearch @3: on, dials https://es.example:9200, verifies full, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'a list of hosts inside a text, as charts write it',
    files: {
      '/b/filebeat.yml': `output.elasticsearch:
  hosts: '["https://\${ES:es-master:9200}", "https://es-two:9200"]'
`,
    },
    reads: [
      'filebeat output.elasticsearch @2: on, dials https://es-master:9200 https://es-two:9200, verifies full',
    ],
  },
  {
    name: 'PEM in block scalars',
    files: {
      '/b/filebeat.yml': `output.logstash:
  hosts: [in.example:5044]
  ssl:
    certificate_authorities:
      - |
        -----BEGIN CERTIFICATE-----
        AQID
        -----END CERTIFICATE-----
    certificate: |
      -----BEGIN CERTIFICATE-----
      AQID
      -----END CERTIFICATE-----
    key: |
      -----BEGIN PRIVATE KEY-----
      AQID
      -----END PRIVATE KEY-----
`,
    },
    reads: [
      'filebeat output.logstash @2: on, dials in.example:5044, verifies full, certificate inline, private-key inline, trust-anchors inline',
    ],
  },
  {
    name: 'anchors, merge keys and a block that is used twice',
    files: {
      '/b/filebeat.yml': `trust: &trust
  certificate_authorities: [/pki/ca.crt]
  verification_mode: full
output.logstash:
  hosts: [in.example:5044]
  ssl:
    <<: *trust
    certificate: /pki/fb.crt
monitoring.elasticsearch:
  ssl: *trust
`,
    },
    reads: [
      'filebeat output.logstash @5: on, dials in.example:5044, verifies full, certificate /pki/fb.crt, trust-anchors /pki/ca.crt',
      'not judged @2: TLS of monitoring.elasticsearch',
    ],
  },
  {
    name: 'a byte-order mark, CRLF, Windows paths in single quotes',
    files: {
      '/b/winlogbeat.yml':
        "\uFEFFwinlogbeat.event_logs:\r\n  - name: System\r\noutput.logstash:\r\n  hosts: ['in.example:5044']\r\n  ssl.certificate: 'C:\\Certs\\wlb.crt'\r\n  ssl.key: C:\\Certs\\wlb.key\r\n",
    },
    reads: [
      'winlogbeat output.logstash @4: on, dials in.example:5044, verifies full, certificate C:\\Certs\\wlb.crt, private-key C:\\Certs\\wlb.key',
    ],
  },
  {
    name: 'a second document behind the first, and a key that stands twice',
    files: {
      '/b/filebeat.yml': `---
output.logstash.hosts: [first.example:5044]
output.logstash.hosts: [last.example:5044]
output.logstash.ssl.enabled: yes
---
output.logstash.hosts: [never.example:5044]
`,
    },
    reads: ['filebeat output.logstash @2: on, dials last.example:5044, verifies full'],
  },
  {
    name: 'TLS one level too far to the left, and only in comments',
    files: {
      '/b/filebeat.yml': `output.logstash:
  hosts: [in.example:5044]
  #ssl.certificate_authorities: [/pki/ca.crt]
ssl:
  certificate: /pki/fb.crt
`,
    },
    reads: [
      'filebeat output.logstash @2: off, dials in.example:5044, verifies full',
      'stray @5: ssl.certificate',
    ],
  },
  {
    name: 'the vendor\u2019s cloud alone, and outputs that are no link of ours',
    files: {
      '/b/heartbeat.yml': 'heartbeat.monitors: []\ncloud.id: "x:eW91"\n',
    },
    reads: ['not judged @2: the link to Elastic Cloud (cloud.id)'],
  },
  {
    name: 'Kafka with TLS, and a relative of the Beats',
    files: {
      '/b/apm-server.yml': `apm-server:
  host: "0.0.0.0:8200"
  ssl.enabled: true
output.kafka:
  hosts: [k.example:9093]
  ssl.certificate: /pki/k.crt
output.elasticsearch:
  hosts: ["https://es.example:9200"]
  ssl.certificate_authorities: [/pki/ca.crt]
`,
    },
    reads: [
      'not judged @5: the kafka output of apm-server',
      'not judged @8: the elasticsearch output of apm-server',
      'not judged @3: TLS of apm-server',
    ],
  },
  {
    name: 'an agent with several outputs and variables with defaults in its own form',
    files: {
      '/a/elastic-agent.yml': `agent.logging.level: info
outputs:
  default:
    type: elasticsearch
    hosts: ['\${env.ES|''https://es.example:9200''}']
    ssl.certificate_authorities: ['\${env.CA}']
  ship:
    type: logstash
    hosts: ["in.example:5044"]
    ssl.certificate: /pki/agent.crt
    ssl.key: /pki/agent.key
  queue:
    type: kafka
    ssl.certificate: /pki/k.crt
inputs:
  - type: fleet-server
    server.ssl.certificate: /pki/fs.crt
`,
    },
    reads: [
      'elastic-agent outputs.default @4: on, dials https://es.example:9200, verifies full, trust-anchors ?',
      'elastic-agent outputs.ship @8: on, dials in.example:5044, verifies full, certificate /pki/agent.crt, private-key /pki/agent.key',
      'not judged @13: the kafka output of elastic-agent',
      'not judged @17: TLS of inputs',
    ],
  },
];
