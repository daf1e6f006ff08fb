// How people write configurations of nginx.
import type { Shape } from './shape.js';

export const NGINX_SHAPES: readonly Shape[] = [
  {
    name: 'a file without http {}, certificates of two kinds, the client asked',
    files: {
      '/etc/nginx/conf.d/site.conf': `server {
    listen [::]:443 ssl http2;
    listen 443 ssl http2;
    server_name www.example ~^(?<sub>\\w+)\\.example$;
    ssl_certificate /pki/rsa.crt;
    ssl_certificate_key /pki/rsa.key;
    ssl_certificate /pki/ec.crt;
    ssl_certificate_key /pki/ec.key;
    ssl_client_certificate /pki/ca.crt;
    ssl_verify_client on;
}
`,
    },
    reads: [
      'nginx server www.example @1: on, listens 443, asks required, certificate /pki/ec.crt, private-key /pki/ec.key, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'settings of http {} that servers inherit whole, and one that is set anew',
    files: {
      '/etc/nginx/nginx.conf': `http {
  ssl_certificate /pki/all.crt;
  ssl_certificate_key /pki/all.key;
  ssl_verify_client optional;
  server { listen 8443 ssl; server_name a.example; }
  server { listen 9443 ssl; server_name _; ssl_certificate /pki/b.crt; ssl_certificate_key /pki/b.key; ssl_verify_client off; }
  server { listen 80; }
}
`,
    },
    reads: [
      'nginx server a.example @5: on, listens 8443, asks optional, certificate /pki/all.crt, private-key /pki/all.key',
      'nginx server @6: on, listens 9443, asks none, certificate /pki/b.crt, private-key /pki/b.key',
    ],
  },
  {
    name: 'ssl on, as it was written once',
    files: {
      '/etc/nginx/nginx.conf':
        'server {\n  listen 443;\n  ssl on;\n  ssl_certificate a.crt;\n  ssl_certificate_key a.key;\n}\n',
    },
    reads: ['nginx server @1: on, listens 443, asks none, certificate a.crt, private-key a.key'],
  },
  {
    name: 'includes that begin at the folder of the main file, by pattern, and one that is not there',
    files: {
      '/etc/nginx/sites-enabled/shop': `server {
  listen 443 ssl;
  include snippets/tls-*.conf;
  include snippets/gone.conf;
}
`,
      '/etc/nginx/snippets/tls-one.conf':
        'ssl_certificate /pki/a.crt;\nssl_certificate_key /pki/a.key;\n',
    },
    reads: [
      'nginx server @1: on, listens 443, asks none, certificate /pki/a.crt, private-key /pki/a.key',
      'not judged: what "snippets/gone.conf" holds, which it takes in: no such file',
    ],
  },
  {
    name: 'streams: one that ends TLS, one that begins it, one that looks only',
    files: {
      '/etc/nginx/nginx.conf': `stream {
  upstream beats { server ls1:5044; server ls2:5044 backup; }
  server {
    listen 5044 ssl;
    ssl_certificate /pki/s.crt;
    ssl_certificate_key /pki/s.key;
    proxy_pass 127.0.0.1:5000;
  }
  server {
    listen 5045;
    proxy_pass beats;
    proxy_ssl on;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /pki/ca.crt;
    proxy_ssl_certificate /pki/c.crt;
    proxy_ssl_certificate_key /pki/c.key;
  }
  map $ssl_preread_server_name $name { default $ssl_preread_server_name:$server_port; }
  server { listen 443; ssl_preread on; proxy_pass $name; }
}
`,
    },
    reads: [
      'nginx server @3: on, listens 5044, asks none, certificate /pki/s.crt, private-key /pki/s.key',
      'nginx proxy_pass beats @9: on, dials https://ls1:5044 https://ls2:5044, verifies full, certificate /pki/c.crt, private-key /pki/c.key, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'upstreams by URL, without a port, by variable, mistyped, and without TLS',
    files: {
      '/etc/nginx/nginx.conf': `http {
  proxy_ssl_verify on;
  proxy_ssl_trusted_certificate /pki/ca.crt;
  server {
    listen 80;
    location /a { proxy_pass https://es.example:9200/; }
    location /b { proxy_pass https://web.example; }
    location /c { proxy_pass https://$target; proxy_ssl_verify off; }
    location /d { proxy_pass https:/typo; }
    location ~ "^/e{2}" { if ($x) { proxy_pass http://plain.example; } }
  }
}
`,
    },
    reads: [
      'nginx proxy_pass https://es.example:9200/ @6: on, dials https://es.example:9200, verifies full, trust-anchors /pki/ca.crt',
      'nginx proxy_pass https://web.example @7: on, dials https://web.example:443, verifies full, trust-anchors /pki/ca.crt',
      'nginx proxy_pass https://$target @8: on, dials ?, verifies none, trust-anchors /pki/ca.crt',
    ],
  },
  {
    name: 'braces in quotes, code of Lua, directives of third parties',
    files: {
      '/etc/nginx/nginx.conf': `http {
  log_format json escape=json '{ "a": "$remote_addr", ' '"b": "}" }';
  more_set_headers "X: {";
  init_by_lua_block {
    local t = { "}", '{' } -- not } this
    local s = [[ ' { ]]
  }
  server {
    listen 443 ssl;
    set_by_lua_block $r { return "}" }
    "access_by_lua_block" { if a then ngx.exit(403) end }
    ssl_certificate $ssl_server_name.crt;
    ssl_certificate_key "data:$key";
    ssl_certificate_by_lua_block { print("}") }
    location / { content_by_lua_block { ngx.say("{") } }
  }
}
`,
    },
    reads: ['nginx server @8: on, listens 443, asks none, certificate ?, private-key ?'],
  },
  {
    name: 'quoted names, comments between words, blocks without blanks',
    files: {
      '/etc/nginx/nginx.conf': `"http" {#first
  server{listen 80;}server{
    "listen" # port
      "8443" ssl; "ssl_certificate" '/pki/my cert.pem';
    ssl_certificate_key /pki/my.key;location /{}location ~ "\\.(a|b){1,2}$"{return 200 "a;b";}}
}
`,
    },
    reads: [
      'nginx server @2: on, listens 8443, asks none, certificate /pki/my cert.pem, private-key /pki/my.key',
    ],
  },
  {
    name: 'a part of a server, as others include it',
    files: {
      '/etc/nginx/listener.conf':
        'listen 443 ssl http2;\nlisten [::]:443 ssl http2;\nssl_certificate /pki/a.crt;\nssl_certificate_key /pki/a.key;\n',
    },
    reads: [
      'nginx a part of a server @3: on, listens 443, asks none, certificate /pki/a.crt, private-key /pki/a.key',
    ],
  },
  {
    name: 'key, certificate and CA in one file, a key in a token',
    files: {
      '/etc/nginx/nginx.conf': `server { listen 443 ssl; ssl_certificate /pki/all.pem; ssl_certificate_key /pki/all.pem; ssl_client_certificate /pki/all.pem; ssl_verify_client on; }
server { listen 444 quic; ssl_certificate /pki/b.pem; ssl_certificate_key engine:pkcs11:id; }
`,
    },
    reads: [
      'nginx server @1: on, listens 443, asks required, certificate /pki/all.pem, private-key /pki/all.pem, trust-anchors /pki/all.pem',
      'nginx server @2: on, listens 444, asks none, certificate /pki/b.pem, private-key ?',
    ],
  },
  {
    name: 'ports and names that are filled in before nginx reads them',
    files: {
      '/etc/nginx/nginx.conf':
        'server {\n  listen ${TLS_PORT} ssl;\n  server_name ${NAME};\n  ssl_certificate ${CRT};\n  ssl_certificate_key /pki/a.key;\n}\n',
    },
    reads: [
      'nginx server @1: on, listens undefined, asks none, certificate ?, private-key /pki/a.key',
    ],
  },
  {
    name: 'a server that takes itself in',
    files: {
      '/etc/nginx/nginx.conf': 'http {\n  include nginx.conf;\n  server { listen 443 ssl; }\n}\n',
    },
    reads: ['nginx server @3: on, listens 443, asks none'],
  },
];
