// How people write pipelines of Logstash.
import type { Shape } from './shape.js';

const input = (settings: string) => `input {
  beats {
    port => 5044
${settings}
  }
}
`;

export const LOGSTASH_SHAPES: readonly Shape[] = [
  {
    name: 'no blanks before =>, comments behind values, single quotes',
    files: {
      '/l/a.conf': input(`    ssl_enabled=> true # on
    ssl_certificate=>'/pki/ls.crt'# ours
    ssl_key =>"/pki/ls.key"`),
    },
    reads: [
      'logstash input beats @2: on, listens 5044, asks none, certificate /pki/ls.crt, private-key /pki/ls.key',
    ],
  },
  {
    name: 'booleans as texts, a port by a variable with dots, barewords',
    files: {
      '/l/a.conf': `input {
  beats {
    port => "\${beats.port:5045}"
    ssl_enabled => "true"
    ssl_client_authentication => required
    ssl_certificate => "\${beats.crt}"
    ssl_key => "\${KEY:/pki/ls.key}"
  }
}
`,
    },
    reads: [
      'logstash input beats @2: on, listens 5045, asks required, certificate ?, private-key /pki/ls.key',
    ],
  },
  {
    name: 'several blocks, and outputs inside conditions with expressions',
    files: {
      '/l/a.conf': `input { beats { port => 5044 } }
input { http { port => 8080 ssl_enabled => true ssl_certificate => "/pki/h.crt" ssl_key => "/pki/h.key" } }
filter {
  if [message] =~ /\\/a{2}["'}]/ and "x{" in [tags] or !([a][b] == "}") {
    drop { }
  }
}
output {
  if [type] == "web" {
    elasticsearch { hosts => ["https://es.example:9200"] ssl_certificate_authorities => "/pki/ca.crt" }
  } else if [type] not in ["a", "b"] {
    stdout { codec => rubydebug { metadata => true } }
  } else {
    logstash { hosts => "next.example:9800" }
  }
}
output { }
`,
    },
    reads: [
      'logstash input beats @1: off, listens 5044, asks none',
      'logstash-http input http @2: on, listens 8080, asks none, certificate /pki/h.crt, private-key /pki/h.key',
      'logstash-elasticsearch-output output elasticsearch @10: on, dials https://es.example:9200, verifies full, trust-anchors /pki/ca.crt',
      'logstash-output output logstash @14: on, dials next.example:9800, verifies full',
    ],
  },
  {
    name: 'a filter that is called like an output, and code of Ruby',
    files: {
      '/l/a.conf': `filter {
  elasticsearch { hosts => ["https://lookup.example:9200"] ssl_certificate_authorities => "/pki/ca.crt" }
  ruby { code => 'event.set("a", { "b" => "}" }) # { ' }
  mutate { add_field => { "[x][y]" => "%{[@metadata][z]} \u{1F600} \u00fc" } }
}
`,
    },
    reads: ['not judged @2: the filter elasticsearch plugin'],
  },
  {
    name: 'a host without a scheme, with blanks in it, and addresses that only the machine knows',
    files: {
      '/l/a.conf': `output {
  elasticsearch { hosts => [" https://es.example:9200 "] }
  elasticsearch { hosts => "es.example" }
  elasticsearch { hosts => "\${ES_HOSTS}" ssl_certificate_authorities => "/pki/ca.crt" }
  elasticsearch { hosts => ["https://\${ES}:9200"] cloud_id => "" }
}
`,
    },
    reads: [
      'logstash-elasticsearch-output output elasticsearch @2: on, dials https://es.example:9200, verifies full',
      'logstash-elasticsearch-output output elasticsearch @3: off, dials es.example:9200, verifies full',
      'logstash-elasticsearch-output output elasticsearch @4: on or off, dials ?, verifies full, trust-anchors /pki/ca.crt',
      'logstash-elasticsearch-output output elasticsearch @5: on, dials ?, verifies full',
    ],
  },
  {
    name: 'names of two eras in one plugin, and one that stands twice',
    files: {
      '/l/a.conf': input(`    ssl => true
    ssl => true
    ssl_enabled => true
    ssl_verify_mode => "force_peer"
    ssl_certificate_authorities => ["/pki/ca.crt"]`),
    },
    reads: ['logstash input beats @2: on, listens 5044, asks required, trust-anchors /pki/ca.crt'],
  },
  {
    name: 'another name of the plugin, and TCP as a client and as a server',
    files: {
      '/l/a.conf': `input {
  elastic_agent { port => 5055 ssl_enabled => true }
  tcp { port => 5000 mode => "server" ssl_enable => true ssl_cert => "/pki/t.crt" codec => json_lines {} }
  tcp { port => 5001 host => "far.example" mode => "client" ssl_enable => true }
}
output { http { url => "https://web.example" cacert => "/pki/ca.crt" } }
`,
    },
    reads: [
      'logstash input elastic_agent @2: on, listens 5055, asks none',
      'logstash-tcp input tcp @3: on, listens 5000, asks required, certificate /pki/t.crt',
      'not judged @4: the input tcp plugin as a client',
      'not judged @6: the output http plugin',
    ],
  },
  {
    name: 'TLS only in comments',
    files: { '/l/a.conf': 'input { stdin { } }\n# beats { ssl => true }\noutput { stdout { } }\n' },
    reads: ['not judged: the whole of it: nothing in it is about TLS'],
  },
  {
    name: 'pipelines by path, in place, with variables, and one that is not there',
    files: {
      '/l/pipelines.yml': `- pipeline.id: paths
  path.config: "/l/conf.d/{one,two}*.conf"
- pipeline.id: place
  pipeline.workers: 2
  config.string: |
    input {
      beats { port => "\${PORT:5066}" ssl_enabled => true }
    }
- pipeline.id: line
  config.string: "input { beats { port => 5067 } }"
- pipeline.id: gone
  path.config: "/l/gone/*.conf"
- pipeline.id: variable
  path.config: "\${CONF}/*.conf"
`,
      '/l/conf.d/one.conf': 'input {\n  beats { port => 5061 ssl_enabled => true }\n}\n',
      '/l/conf.d/three.conf': 'input {\n  beats { port => 5063 }\n}\n',
    },
    reads: [
      'logstash input beats @7: on, listens 5066, asks none',
      'logstash input beats @10: off, listens 5067, asks none',
      'logstash input beats @2: on, listens 5061, asks none',
      'not judged @14: the pipelines of ${CONF}/*.conf',
      'not judged: what "/l/gone/*.conf" holds, which it takes in: no such file',
    ],
  },
  {
    name: 'the settings of Logstash itself',
    files: {
      '/l/logstash.yml': `path.config: /l/conf.d/*.conf
xpack.monitoring.elasticsearch.hosts: ["https://es.example"]
xpack.monitoring.elasticsearch.ssl.certificate_authority: /pki/ca.crt
`,
      '/l/conf.d/a.conf': 'input { beats { port => 5044 ssl_enabled => true } }',
    },
    reads: [
      'logstash input beats @1: on, listens 5044, asks none',
      'not judged @3: TLS of Logstash itself (xpack.monitoring.elasticsearch.ssl.certificate_authority)',
    ],
  },
];
