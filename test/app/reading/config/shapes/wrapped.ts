// Configs inside others, templates of configs, and what is none.
import type { Shape } from './shape.js';

export const WRAPPED_SHAPES: readonly Shape[] = [
  {
    name: 'a ConfigMap with several files, among other documents',
    files: {
      '/k/all.yaml': `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: fb }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
data:
  filebeat.yml: |-
    output.logstash:
      hosts: ["\${LS:logstash}:5044"]
      ssl.certificate: /mnt/fb.crt
  pipeline: |
    input {
      beats { port => 5044 ssl_enabled => true ssl_certificate => "/mnt/ls.crt" }
    }
  note: text
`,
    },
    reads: [
      'filebeat output.logstash @11: on, dials logstash:5044, verifies full, certificate /mnt/fb.crt',
      'logstash input beats @15: on, listens 5044, asks none, certificate /mnt/ls.crt',
    ],
  },
  {
    name: 'the values of a chart',
    files: {
      '/k/values.yaml': `replicas: 1
esConfig:
  elasticsearch.yml: |
    xpack.security.http.ssl:
      enabled: true
      keystore.path: /mnt/http.p12
kibanaConfig:
  kibana.yml: |
    elasticsearch.hosts: https://es-master:9200
`,
    },
    reads: [
      'elasticsearch xpack.security.http.ssl @5: on, listens 9200, asks none, key-store /mnt/http.p12',
      'kibana elasticsearch.ssl @9: on, dials https://es-master:9200, verifies full',
    ],
  },
  {
    name: 'what the operator for Kubernetes is told',
    files: {
      '/k/eck.yaml': `apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
spec:
  nodeSets:
  - name: default
    config:
      xpack.security.http.ssl.client_authentication: optional
---
apiVersion: logstash.k8s.elastic.co/v1alpha1
kind: Logstash
spec:
  pipelines:
    - pipeline.id: main
      config.string: |
        input { beats { port => 5044 ssl_enabled => true } }
  services: []
---
apiVersion: beat.k8s.elastic.co/v1beta1
kind: Beat
spec:
  type: heartbeat
  elasticsearchRef: { name: es }
  config:
    # merged into the output that the operator makes
    output.elasticsearch:
      ssl.certificate: /mnt/tls.crt
    heartbeat.monitors:
    - type: tcp
      hosts: ["tls://kb:5601"]
  deployment: {}
`,
    },
    reads: [
      'logstash input beats @15: on, listens 5044, asks none',
      'heartbeat monitor 1 @28: on, dials tls://kb:5601, verifies full',
      'not judged: TLS of Elasticsearch, which the operator for Kubernetes sets up',
      'not judged @26: output.elasticsearch: others say what it dials',
    ],
  },
  {
    name: 'a manifest of something else',
    files: { '/k/svc.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n' },
    reads: ['input-wrong-kind: "/k/svc.yaml" is no config of a product that is known'],
  },
  {
    name: 'a ConfigMap of something else',
    files: { '/k/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a.txt: |\n    x\n    y\n' },
    reads: ['not judged: the whole of it: nothing in it is about TLS'],
  },
  {
    name: 'the environment of containers',
    files: {
      '/k/docker-compose.yml':
        'services:\n  es:\n    environment:\n      - xpack.security.http.ssl.enabled=true\n  kb:\n    environment:\n      SERVER_SSL_ENABLED: "true"\n',
    },
    reads: ['not judged: settings in the environment of a container'],
  },
  {
    name: 'an environment file',
    files: { '/k/.env': 'SERVER_SSL_CERTIFICATE=/mnt/kb.crt\nES_HOSTS=https://es:9200\n' },
    reads: ['not judged: settings in the environment of a container'],
  },
  {
    name: 'a template of Jinja',
    files: {
      '/t/kibana.yml.j2':
        'server.ssl.enabled: true\nelasticsearch.hosts:\n{% for h in hosts %}\n  - "https://{{ h }}:9200"\n{% endfor %}\n',
    },
    reads: ['not judged: the whole file: it is a Jinja template, and what it becomes is not known'],
  },
  {
    name: 'a template of ERB',
    files: {
      '/t/nginx.conf.erb':
        'server {\n  <% @ports.each do |p| -%>\n  listen <%= p %> ssl;\n  <% end -%>\n',
    },
    reads: ['not judged: the whole file: it is an ERB template, and what it becomes is not known'],
  },
  {
    name: 'a template of Helm',
    files: {
      '/t/logstash.conf':
        'input {\n  beats {\n    {{- if .Values.tls }}\n    ssl_enabled => true\n    {{- end }}\n  }\n}\n',
    },
    reads: ['not judged: the whole file: it is a Helm template, and what it becomes is not known'],
  },
  {
    name: 'a template of Terraform',
    files: {
      '/t/elasticsearch.yml.tpl':
        'cluster.name: ${name}\n%{ if tls ~}\nxpack.security.http.ssl.enabled: true\n%{ endif ~}\n',
    },
    reads: [
      'not judged: the whole file: it is a Terraform template, and what it becomes is not known',
    ],
  },
  {
    name: 'a template that is YAML as it stands: its values are not known',
    files: {
      '/t/filebeat.yml':
        '# {{ ansible_managed }}\noutput.logstash:\n  hosts: ["{{ logstash }}:5044", "in.example:5044"]\n  ssl.certificate: "{{ crt }}"\n',
    },
    reads: ['filebeat output.logstash @3: on, dials in.example:5044, verifies full, certificate ?'],
  },
  {
    name: 'a template of a product that is not known',
    files: { '/t/helpers.tpl': '{{- define "a.b" -}}\n{{ include "c" . }}\n{{- end -}}\n' },
    reads: ['input-wrong-kind: "/t/helpers.tpl" is a Helm template'],
  },
  {
    name: 'a pipeline that is none',
    files: { '/t/a.conf': 'input {\n  beats {\n    port = 5044\n  }\n}\n' },
    reads: [
      'input-malformed: "/t/a.conf": line 3 is not Logstash\'s pipeline language: expected =>',
    ],
  },
  {
    name: 'YAML that is none',
    files: { '/t/filebeat.yml': 'output.logstash:\n  hosts: ["a\n  ssl.key: b\n' },
    reads: ['input-malformed: "/t/filebeat.yml": line 4 is not YAML: Missing closing "quote'],
  },
  {
    name: 'nginx without its last brace',
    files: { '/t/nginx.conf': 'http {\n  server { listen 443 ssl; \n' },
    reads: [
      'input-malformed: "/t/nginx.conf": line 3 is not nginx\'s configuration language: expected }',
    ],
  },
  {
    name: 'stunnel with a line that says nothing',
    files: { '/t/stunnel.conf': '[a]\naccept = 1\nnonsense\n' },
    reads: [
      'input-malformed: "/t/stunnel.conf": line 3 is not a stunnel configuration: expected name = value',
    ],
  },
  {
    name: 'Redis with a quote that is open',
    files: { '/t/redis.conf': 'tls-port 6380\ntls-cert-file "/pki/a.crt\n' },
    reads: [
      'input-malformed: "/t/redis.conf": line 2 is not a Redis configuration: expected a closing quote before a blank',
    ],
  },
  {
    name: 'a text that is no config',
    files: { '/t/notes.txt': 'remember the milk\n' },
    reads: ['input-wrong-kind: "/t/notes.txt" is no config of a product that is known'],
  },
];
