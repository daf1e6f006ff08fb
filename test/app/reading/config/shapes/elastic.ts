// How people write elasticsearch.yml and kibana.yml.
import type { Shape } from './shape.js';

export const ELASTIC_SHAPES: readonly Shape[] = [
  {
    name: 'everything nested, PEM files',
    files: {
      '/es/elasticsearch.yml': `cluster: { name: a }
xpack:
  security:
    http:
      ssl:
        enabled: true
        certificate: http.crt
        key: http.key
        client_authentication: required
        certificate_authorities: [ca.crt]
`,
    },
    reads: [
      'elasticsearch xpack.security.http.ssl @6: on, listens 9200, asks required, certificate http.crt, private-key http.key, trust-anchors ca.crt',
    ],
  },
  {
    name: 'dotted and nested mixed, stores, nodes that dial each other',
    files: {
      '/es/elasticsearch.yml': `node.name: n1
discovery.seed_hosts: ["n2.example", "n3.example:9301"]
xpack.security.enabled: true
xpack.security.transport.ssl:
  enabled: true
  verification_mode: certificate
  keystore.path: certs/t.p12
  truststore.path: certs/t.p12
xpack.security.http.ssl.enabled : true
xpack.security.http.ssl.keystore.path: "\${ES_PATH_CONF}/http.p12"
xpack.security.authc.realms.ldap.l1.ssl.certificate_authorities: [ca.crt]
`,
    },
    reads: [
      'elasticsearch xpack.security.http.ssl @9: on, listens 9200, asks none, key-store ?',
      'elasticsearch xpack.security.transport.ssl @5: on, listens 9300, asks required, key-store certs/t.p12, trust-store certs/t.p12',
      'elasticsearch xpack.security.transport.ssl @5: on, dials n2.example:9300 n3.example:9301, verifies certificate, key-store certs/t.p12, trust-store certs/t.p12',
      'not judged @11: TLS of xpack.security.authc.realms.ldap.l1',
    ],
  },
  {
    name: 'TLS switched off, and settings one level too far up',
    files: {
      '/es/elasticsearch.yml':
        'xpack.security.enabled: false\nxpack.security.http.ssl.enabled: false\nhttp.ssl.certificate: a.crt\n',
    },
    reads: [
      'elasticsearch xpack.security.http.ssl @2: off, listens 9200, asks none',
      'stray @3: http.ssl.certificate',
    ],
  },
  {
    name: 'TLS only in comments',
    files: { '/es/elasticsearch.yml': 'cluster.name: a\n#xpack.security.http.ssl.enabled: true\n' },
    reads: ['not judged: the whole of it: nothing in it is about TLS'],
  },
  {
    name: 'Kibana: a list of addresses, one without a port, and its own port',
    files: {
      '/kb/kibana.yml': `server.port: 5602
server.ssl:
  enabled: true
  certificate: config/kb.crt
  key: config/kb.key
elasticsearch.hosts: [https://es.example, "https://es2.example:9200"]
elasticsearch.ssl:
  certificateAuthorities: /pki/ca.crt
  verificationMode: certificate
`,
    },
    reads: [
      'kibana server.ssl @3: on, listens 5602, asks none, certificate config/kb.crt, private-key config/kb.key',
      'kibana elasticsearch.ssl @8: on, dials https://es.example:443 https://es2.example:9200, verifies certificate, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'Kibana: one address with a variable in it, and one in the clear',
    files: {
      '/kb/kibana.yml':
        'elasticsearch.hosts: "https://${ES_HOST}:9200"\nelasticsearch.ssl.keystore.path: /pki/kb.p12\n',
    },
    reads: ['kibana elasticsearch.ssl @2: on, dials ?, verifies full, key-store /pki/kb.p12'],
  },
  {
    name: 'Kibana without TLS',
    files: {
      '/kb/kibana.yml': 'server.host: 0.0.0.0\nelasticsearch.hosts: http://es.example:9200\n',
    },
    reads: ['kibana elasticsearch.ssl @1: off, dials http://es.example:9200, verifies full'],
  },
];
