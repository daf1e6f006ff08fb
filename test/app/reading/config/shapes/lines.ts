// How people write the configs of stunnel and Redis.
import type { Shape } from './shape.js';

export const LINE_SHAPES: readonly Shape[] = [
  {
    name: 'a byte-order mark, an empty value, values that hold =, options above the services',
    files: {
      '/s/stunnel.conf': `\uFEFF; services
pid =
cert = /pki/all.pem
socket = l:TCP_NODELAY=1
socket = r:TCP_NODELAY=1
chroot = /var/lib/stunnel
[beats]
accept = 0.0.0.0:5044
connect = 127.0.0.1:5000
verify = 2
CAfile = /pki/ca.crt
[web]
accept = :::8443
connect = 80
TIMEOUTclose = 0
cert = /pki/web.pem
key = /pki/web.key
`,
    },
    reads: [
      'stunnel [beats] @7: on, listens 5044, asks required, certificate /pki/all.pem, trust-anchors /pki/ca.crt',
      'stunnel [web] @12: on, listens 8443, asks none, certificate /pki/web.pem, private-key /pki/web.key',
    ],
  },
  {
    name: 'options in any case, a client of several servers',
    files: {
      '/s/stunnel.conf': `Client = YES
cafile = /pki/ca.crt
[ship]
ACCEPT = 127.0.0.1:5044
connect = one.example:6514
Connect = two.example:6514
verifychain = yes
checkHost = one.example
[mail]
accept = 11125
connect = 465
[six]
accept = 1
connect = fd00::5:6514
[local]
accept = 2
connect = /run/x.sock
`,
    },
    reads: [
      'stunnel [ship] @3: on, dials one.example:6514 two.example:6514, verifies full, trust-anchors /pki/ca.crt',
      'stunnel [mail] @9: on, dials localhost:465, verifies none, trust-anchors /pki/ca.crt',
      'stunnel [six] @12: on, dials fd00::5:6514, verifies none, trust-anchors /pki/ca.crt',
      'stunnel [local] @15: on, dials ?, verifies none, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'the one service of inetd, and options alone',
    files: { '/s/stunnel.conf': 'cert = /pki/a.pem\nconnect = 5000\n' },
    reads: ['stunnel the options @1: on, listens 6380, asks none, certificate /pki/a.pem'],
  },
  {
    name: 'nothing but options',
    files: { '/s/stunnel.conf': 'setuid = stunnel\nsslVersionMin = TLSv1.2\n' },
    reads: ['not judged: the whole of it: nothing in it is about TLS'],
  },
  {
    name: 'services of a folder that is taken in, with the options of the main file',
    files: {
      '/s/stunnel.conf': 'cert = /pki/a.pem\ninclude = /s/conf.d\n',
      '/s/conf.d/10-a.conf': '[a]\naccept = 1000\nconnect = 1\n',
      '/s/conf.d/20-b.conf': '[b]\nclient = yes\naccept = 2\nconnect = b.example:2000\n',
    },
    reads: [
      'stunnel [a] @1: on, listens 1000, asks none, certificate /pki/a.pem',
      'stunnel [b] @1: on, dials b.example:2000, verifies none, certificate /pki/a.pem',
    ],
  },
  {
    name: 'values that are filled in before stunnel reads them, a key in a token',
    files: {
      '/s/stunnel.conf':
        '[a]\nclient = ${CLIENT}\naccept = 1\nconnect = ${HOST}:${PORT}\n[b]\naccept = ${PORT}\nconnect = 1\ncert = ${CERT}\nkey = pkcs11:object=k\n',
    },
    reads: [
      'stunnel [b] @5: on, listens undefined, asks none, certificate ?, private-key ?',
      'not judged @1: [a]: a variable says whether it is the client',
    ],
  },
  {
    name: 'Redis: quoted paths, TLS beside the plain port',
    files: {
      '/r/redis.conf': `port 6379
TLS-Port 6380
tls-cert-file "/pki/my redis.crt"
tls-key-file '/pki/redis.key'
tls-ca-cert-file /pki/ca.crt
tls-protocols "TLSv1.2 TLSv1.3"
requirepass "a b"
`,
    },
    reads: [
      'redis redis @2: on, listens 6380, asks required, certificate /pki/my redis.crt, private-key /pki/redis.key, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'Redis: TLS switched off by its port, clients that need not show anything',
    files: { '/r/redis.conf': 'tls-port 0\ntls-cert-file /pki/r.crt\ntls-auth-clients optional\n' },
    reads: ['redis redis @1: off, listens 0, asks optional, certificate /pki/r.crt'],
  },
  {
    name: 'Redis: the rest in a file that is taken in, and one that is not there',
    files: {
      '/r/redis.conf': 'include /r/tls.conf\ninclude /r/gone.conf\ntls-auth-clients no\n',
      '/r/tls.conf': 'tls-port 6380\ntls-cert-file /pki/r.crt\ntls-key-file /pki/r.key\n',
    },
    reads: [
      'redis redis @1: on, listens 6380, asks none, certificate /pki/r.crt, private-key /pki/r.key',
      'not judged: what "/r/gone.conf" holds, which it takes in: no such file',
    ],
  },
  {
    name: 'Redis without TLS, and with placeholders',
    files: { '/r/redis.conf': 'port 6379\nappendonly yes\n# tls-port 6380\n' },
    reads: ['not judged: the whole of it: nothing in it is about TLS'],
  },
  {
    name: 'Redis with names that are filled in before',
    files: {
      '/r/redis.conf':
        'port 0\ntls-port 6379\ntls-cert-file /live/${DOMAIN}/fullchain.pem\ntls-key-file @etc@/r.key\n',
    },
    reads: ['redis redis @2: on, listens 6379, asks required, certificate ?, private-key ?'],
  },
];
