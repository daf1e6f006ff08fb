// Configs of every product, each right with its files: what faults are planted in.
import {
  client,
  clientEnd,
  keyPem,
  node,
  otherRoot,
  pem,
  root,
  rsaClient,
  server,
} from './doctor-files.js';
import type { Made } from './path-builder.js';

/** Three files beside each other, as most configs name them. */
export function files<Folder extends string>(folder: Folder, own: Made) {
  return {
    [`${folder}/own.crt`]: pem(own),
    [`${folder}/own.key`]: keyPem(own),
    [`${folder}/ca.crt`]: pem(root),
  } as Record<`${Folder}/${'own.crt' | 'own.key' | 'ca.crt'}`, string>;
}

const stranger = clientEnd('stranger', { issuer: otherRoot });
/** A client of another CA. */
export const strange = {
  '/own.crt': pem(stranger),
  '/own.key': keyPem(stranger),
};

const BEAT_TLS = `  ssl.certificate_authorities: ['/beat/tls/ca.crt']
  ssl.certificate: '/beat/tls/own.crt'
  ssl.key: '/beat/tls/own.key'
  ssl.verification_mode: full
`;

const beat = (text: string) => ({
  '/beat/heartbeat.yml': text,
  ...files('/beat/tls', client),
});

export const heartbeat = beat(`output.logstash:
  hosts: ['logs.lan:5044']
  ssl.enabled: true
${BEAT_TLS}`);
export const heartbeatAlone = beat(`output.logstash:
  hosts: ['logs.lan:5044']
  ssl.certificate_authorities: ['/beat/tls/ca.crt']
  ssl.verification_mode: full
`);
/** Heartbeat asks whether it answers. */
export const toHttp = beat(`heartbeat.monitors:
- type: http
  id: input
  urls: ['https://logs.lan:8080']
${BEAT_TLS}`);
export const toElasticsearch = beat(`output.elasticsearch:
  hosts: ['https://logs.lan:9200']
${BEAT_TLS}`);
export const toRedis = beat(`output.redis:
  hosts: ['rediss://logs.lan:6379']
${BEAT_TLS}`);
export const monitor = beat(`heartbeat.monitors:
- type: tcp
  id: logs
  hosts: ['tls://logs.lan:5044']
${BEAT_TLS}`);

export const agent = {
  '/agent/elastic-agent.yml': `outputs:
  default:
    type: logstash
    hosts: ['logs.lan:5044']
    ssl.enabled: true
    ssl.certificate_authorities: ['/agent/tls/ca.crt']
    ssl.certificate: '/agent/tls/own.crt'
    ssl.key: '/agent/tls/own.key'
    ssl.verification_mode: full
`,
  ...files('/agent/tls', client),
};

const INPUT_TLS = `    ssl_enabled => true
    ssl_certificate_authorities => ["/logstash/tls/ca.crt"]
    ssl_certificate => "/logstash/tls/own.crt"
    ssl_key => "/logstash/tls/own.key"
    ssl_client_authentication => "required"
`;

const input = (plugin: string, port: number, tls = INPUT_TLS) => ({
  '/logstash/in.conf': `input {
  ${plugin} {
    port => ${port}
${tls}  }
}
`,
  ...files('/logstash/tls', server),
});

export const logstash = input('beats', 5044);
export const httpInput = input('http', 8080);
export const tcpInput = input('tcp', 5000);
export const logstashInput = input('logstash', 9800);
/** It asks nobody for a certificate. */
export const openLogstash = input(
  'beats',
  5044,
  `    ssl_enabled => true
    ssl_certificate => "/logstash/tls/own.crt"
    ssl_key => "/logstash/tls/own.key"
`,
);
/** As it was written up to stack 8. */
export const oldLogstash = input(
  'beats',
  5044,
  `    ssl => true
    ssl_certificate_authorities => ["/logstash/tls/ca.crt"]
    ssl_certificate => "/logstash/tls/own.crt"
    ssl_key => "/logstash/tls/own.key"
    ssl_verify_mode => "force_peer"
`,
);

const output = (plugin: string, hosts: string) => ({
  '/sender/out.conf': `output {
  ${plugin} {
    ${hosts}
    ssl_enabled => true
    ssl_certificate_authorities => ["/sender/tls/ca.crt"]
    ssl_certificate => "/sender/tls/own.crt"
    ssl_key => "/sender/tls/own.key"
    ssl_verification_mode => "full"
  }
}
`,
  ...files('/sender/tls', rsaClient),
});

export const logstashOutput = output('logstash', 'hosts => ["logs.lan:9800"]');
export const elasticsearchOutput = output('elasticsearch', 'hosts => ["https://logs.lan:9200"]');
export const redisOutput = output(
  'redis',
  'host => ["logs.lan"]\n    port => 6379\n    data_type => "list"\n    key => "logstash"',
);

export const elasticsearch = {
  '/es/elasticsearch.yml': `xpack.security.enabled: true
http.port: 9200
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.certificate_authorities: ['/es/tls/ca.crt']
xpack.security.http.ssl.certificate: '/es/tls/own.crt'
xpack.security.http.ssl.key: '/es/tls/own.key'
xpack.security.http.ssl.client_authentication: required
`,
  ...files('/es/tls', server),
};

export const cluster = {
  '/es/elasticsearch.yml': `xpack.security.enabled: true
discovery.seed_hosts: ['logs.lan:9300']
xpack.security.transport.ssl.enabled: true
xpack.security.transport.ssl.certificate_authorities: ['/es/tls/ca.crt']
xpack.security.transport.ssl.certificate: '/es/tls/own.crt'
xpack.security.transport.ssl.key: '/es/tls/own.key'
xpack.security.transport.ssl.verification_mode: certificate
xpack.security.transport.ssl.client_authentication: required
`,
  ...files('/es/tls', node),
};

export const kibana = {
  '/kibana/kibana.yml': `elasticsearch.hosts: ['https://logs.lan:9200']
elasticsearch.ssl.certificateAuthorities: ['/kibana/tls/ca.crt']
elasticsearch.ssl.certificate: '/kibana/tls/own.crt'
elasticsearch.ssl.key: '/kibana/tls/own.key'
elasticsearch.ssl.alwaysPresentCertificate: true
elasticsearch.ssl.verificationMode: full
`,
  ...files('/kibana/tls', client),
};

export const kibanaServer = {
  '/kibana/kibana.yml': `server.port: 5601
server.ssl.enabled: true
server.ssl.certificateAuthorities: ['/kibana/tls/ca.crt']
server.ssl.certificate: '/kibana/tls/own.crt'
server.ssl.key: '/kibana/tls/own.key'
server.ssl.clientAuthentication: required
`,
  ...files('/kibana/tls', server),
};

export const nginx = {
  '/nginx/site.conf': `server {
    listen 443 ssl;
    server_name logs.lan;
    ssl_certificate /nginx/tls/own.crt;
    ssl_certificate_key /nginx/tls/own.key;
    ssl_client_certificate /nginx/tls/ca.crt;
    ssl_verify_client on;
    ssl_verify_depth 3;
    ssl_protocols TLSv1.2 TLSv1.3;
}
`,
  ...files('/nginx/tls', server),
};

export const upstream = {
  '/proxy/site.conf': `location / {
    proxy_pass https://logs.lan:443;
    proxy_ssl_trusted_certificate /proxy/tls/ca.crt;
    proxy_ssl_certificate /proxy/tls/own.crt;
    proxy_ssl_certificate_key /proxy/tls/own.key;
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 3;
    proxy_ssl_name logs.lan;
    proxy_ssl_server_name on;
    proxy_ssl_protocols TLSv1.2 TLSv1.3;
}
`,
  ...files('/proxy/tls', client),
};

export const stunnel = {
  '/stunnel/server.conf': `foreground = yes

[redis]
accept = 6380
connect = 127.0.0.1:6379
cert = /stunnel/tls/own.crt
key = /stunnel/tls/own.key
CAfile = /stunnel/tls/ca.crt
verifyChain = yes
sslVersionMin = TLSv1.2
`,
  ...files('/stunnel/tls', server),
};

export const stunnelClient = {
  '/tunnel/client.conf': `foreground = yes

[redis]
client = yes
accept = 127.0.0.1:6379
connect = logs.lan:6380
cert = /tunnel/tls/own.crt
key = /tunnel/tls/own.key
CAfile = /tunnel/tls/ca.crt
verifyChain = yes
checkHost = logs.lan
sslVersionMin = TLSv1.2
`,
  ...files('/tunnel/tls', client),
};

export const redis = {
  '/redis/redis.conf': `port 0
tls-port 6379
tls-cert-file /redis/tls/own.crt
tls-key-file /redis/tls/own.key
tls-ca-cert-file /redis/tls/ca.crt
tls-auth-clients yes
tls-protocols "TLSv1.2 TLSv1.3"
`,
  ...files('/redis/tls', server),
};
