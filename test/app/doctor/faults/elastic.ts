// Faults in the configs of Elasticsearch and Kibana, and of what faces them.
import * as end from '../../../support/doctor-ends.js';
import { otherRoot, pem, root } from '../../../support/doctor-files.js';
import { rowsOf } from '../../../support/fault-row.js';

const ES = '/es/elasticsearch.yml';
const KIBANA = '/kibana/kibana.yml';
const link = { ...end.kibana, ...end.elasticsearch };
const HTTP = 'xpack.security.http.ssl';
const TRANSPORT = 'xpack.security.transport.ssl';

export const ELASTIC_FAULTS = [
  ...rowsOf(link, [
    {
      name: 'a misspelt setting of Elasticsearch',
      change: [ES, `${HTTP}.key:`, `${HTTP}.keyy:`],
      code: 'unknown-setting',
      at: [ES, `${HTTP}.keyy`],
    },
    {
      name: 'TLS that is not switched on',
      change: [ES, `${HTTP}.enabled: true\n`, ''],
      code: 'missing-setting',
      at: [ES, `${HTTP}.certificate: `],
    },
    {
      name: 'TLS switched off',
      change: [ES, `${HTTP}.enabled: true`, `${HTTP}.enabled: false`],
      code: 'plain-text',
      at: [ES, `${HTTP}.enabled: false`],
    },
    {
      name: 'nobody is asked, and Kibana has a certificate',
      change: [ES, 'client_authentication: required', 'client_authentication: none'],
      code: 'unasked-certificate',
      severity: 'warning',
      at: [ES, `${HTTP}.client_authentication`],
    },
    {
      name: 'a certificate beside a key store',
      change: [
        ES,
        `${HTTP}.enabled: true`,
        `${HTTP}.enabled: true\n${HTTP}.keystore.path: http.p12`,
      ],
      code: 'excluded-settings',
      at: [ES, `${HTTP}.keystore.path`],
    },
    {
      name: 'a setting that stands twice',
      change: [
        ES,
        `${HTTP}.enabled: true`,
        `${HTTP}.enabled: true\n${HTTP}.key: '/es/tls/own.key'`,
      ],
      code: 'repeated-setting',
      at: [ES, `${HTTP}.key`],
    },
    {
      name: 'Kibana verifies nobody',
      change: [KIBANA, 'verificationMode: full', 'verificationMode: none'],
      code: 'verification-off',
      at: [KIBANA, 'elasticsearch.ssl.verificationMode'],
    },
    {
      name: 'Kibana does not show its certificate',
      change: [KIBANA, 'elasticsearch.ssl.alwaysPresentCertificate: true\n', ''],
      code: 'missing-setting',
      severity: 'warning',
      at: [KIBANA, 'elasticsearch.ssl.certificate:'],
    },
    {
      name: 'Kibana has no certificate to show',
      change: [
        KIBANA,
        "elasticsearch.ssl.certificate: '/kibana/tls/own.crt'\nelasticsearch.ssl.key: '/kibana/tls/own.key'\n",
        '',
      ],
      code: 'missing-setting',
      at: [KIBANA, 'elasticsearch.ssl.certificateAuthorities'],
    },
    {
      name: 'Kibana has a certificate without its key',
      change: [KIBANA, "elasticsearch.ssl.key: '/kibana/tls/own.key'\n", ''],
      code: 'missing-setting',
      at: [KIBANA, 'elasticsearch.ssl.certificate'],
    },
    {
      name: 'Kibana speaks plain HTTP',
      change: [KIBANA, 'https://', 'http://'],
      code: 'plain-text',
      at: [KIBANA, 'elasticsearch.hosts'],
    },
    {
      name: 'Kibana dials a name that is not in the certificate',
      change: [KIBANA, 'https://logs.lan', 'https://es.lan'],
      code: 'host-name',
      at: [KIBANA, 'elasticsearch.hosts', 'elasticsearch.hosts'],
    },
    {
      name: 'Kibana dials another port',
      change: [KIBANA, ':9200', ':9243'],
      code: 'port-differs',
      severity: 'warning',
      at: [KIBANA, 'elasticsearch.hosts'],
      byHand: [/^dial port 9200 in elasticsearch\.hosts/, [KIBANA, ':9243', ':9200']],
    },
    {
      name: 'a mode that Kibana does not know',
      change: [KIBANA, 'verificationMode: full', 'verificationMode: strict'],
      code: 'setting-value',
      at: [KIBANA, 'elasticsearch.ssl.verificationMode'],
    },
    {
      name: 'a setting below the wrong word',
      change: [KIBANA, 'elasticsearch.hosts', 'ssl.key: /kibana/tls/own.key\nelasticsearch.hosts'],
      code: 'stray-setting',
      severity: 'warning',
      at: [KIBANA, 'ssl.key'],
      byHand: [/or take line 1 out$/, { [KIBANA]: end.kibana[KIBANA] }],
    },
  ]),
  ...rowsOf(end.kibanaServer, [
    {
      name: 'Kibana asks for certificates of nobody that it knows',
      change: [KIBANA, "server.ssl.certificateAuthorities: ['/kibana/tls/ca.crt']\n", ''],
      code: 'missing-setting',
      severity: 'warning',
      at: [KIBANA, 'server.ssl.clientAuthentication'],
    },
  ]),
  ...rowsOf(end.cluster, [
    {
      name: 'nodes that verify nobody',
      change: [ES, 'verification_mode: certificate', 'verification_mode: none'],
      code: 'verification-off',
      at: [ES, `${TRANSPORT}.verification_mode`],
    },
    {
      name: 'nodes that do not trust their own CA',
      change: { '/es/tls/ca.crt': pem(otherRoot) },
      code: 'no-path',
      at: [ES, `${TRANSPORT}.certificate_authorities`],
      byHand: [
        /^append the certificate of "CN=Test CA", .* to "\/es\/tls\/ca\.crt"$/,
        { '/es/tls/ca.crt': pem(otherRoot, root) },
      ],
    },
    {
      name: 'nodes without a key',
      change: [ES, `${TRANSPORT}.key: '/es/tls/own.key'\n`, ''],
      code: 'missing-setting',
      at: [ES, `${TRANSPORT}.certificate: `],
    },
    {
      name: 'nodes of TLS 1.0',
      change: [
        ES,
        'client_authentication: required',
        "client_authentication: required\nxpack.security.transport.ssl.supported_protocols: ['TLSv9']",
      ],
      code: 'setting-value',
      at: [ES, `${TRANSPORT}.supported_protocols`],
    },
  ]),
];
