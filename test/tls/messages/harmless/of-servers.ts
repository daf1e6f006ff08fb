// Lines of nginx, stunnel, redis, OpenSSL's tools, curl and other servers that are well, or fail by something else than TLS.

const NGINX = String.raw`
10.0.0.7 - - [30/Nov/2026:20:57:01 +0000] "GET / HTTP/1.1" 200 612 "-" "Mozilla/5.0 (X11; Linux x86_64)" "-"
10.0.0.7 - elastic [30/Nov/2026:20:57:01 +0000] "POST /_bulk HTTP/1.1" 200 5120 "-" "Filebeat/9.2.0 (linux; amd64)"
10.0.0.7 - - [30/Nov/2026:20:57:01 +0000] "GET /search?q=certificate+has+been+renewed HTTP/1.1" 200 99 "-" "-"
10.0.0.7 - - [30/Nov/2026:20:57:01 +0000] "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" 400 157 "-" "-"
10.0.0.7 - - [30/Nov/2026:20:57:01 +0000] "GET /.well-known/acme-challenge/abc HTTP/1.1" 200 87 "-" "Mozilla/5.0 (compatible; Let's Encrypt validation server)"
10.0.0.7 - - [30/Nov/2026:20:57:01 +0000] "GET /ca.crt HTTP/1.1" 304 0 "-" "curl/8.5.0" TLSv1.3 TLS_AES_256_GCM_SHA384
10.0.0.7 - CN=heartbeat [30/Nov/2026:20:57:01 +0000] "GET / HTTP/2.0" 200 12 ssl_client_verify=SUCCESS
10.0.0.7 - - [30/Nov/2026:20:57:01 +0000] "GET /a HTTP/1.1" 499 0 "-" "-"
2026/11/30 20:57:01 [notice] 1#1: nginx/1.26.2
2026/11/30 20:57:01 [notice] 1#1: built with OpenSSL 3.0.15 3 Sep 2024
2026/11/30 20:57:01 [notice] 1#1: signal 1 (SIGHUP) received from 812, reconfiguring
2026/11/30 20:57:01 [notice] 1#1: gracefully shutting down
2026/11/30 20:57:01 [notice] 1#1: worker process 29 exited with code 0
2026/11/30 20:57:01 [warn] 1#1: conflicting server name "a.lan" on 0.0.0.0:443, ignored
2026/11/30 20:57:01 [warn] 1#1: the "listen ... http2" directive is deprecated, use the "http2" directive instead
2026/11/30 20:57:01 [warn] 7#7: *1 an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/1/00/0000000001
2026/11/30 20:57:01 [error] 7#7: *1 connect() failed (113: No route to host) while connecting to upstream, client: 10.0.0.7
2026/11/30 20:57:01 [error] 7#7: *1 directory index of "/usr/share/nginx/html/" is forbidden, client: 10.0.0.7
2026/11/30 20:57:01 [error] 7#7: *1 access forbidden by rule, client: 10.0.0.7, server: a.lan, request: "GET /.git/config HTTP/1.1"
2026/11/30 20:57:01 [error] 7#7: *1 user "bob": password mismatch, client: 10.0.0.7, server: a.lan
2026/11/30 20:57:01 [error] 7#7: *1 limiting requests, excess: 5.200 by zone "one", client: 10.0.0.7
2026/11/30 20:57:01 [error] 7#7: *1 client intended to send too large body: 1048577 bytes, client: 10.0.0.7
2026/11/30 20:57:01 [error] 7#7: *1 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 10.0.0.7, upstream: "http://10.0.0.9:8080/"
2026/11/30 20:57:01 [error] 7#7: *1 upstream prematurely closed connection while reading response header from upstream, client: 10.0.0.7
2026/11/30 20:57:01 [info] 7#7: *1 client prematurely closed connection while sending to client, client: 10.0.0.7
2026/11/30 20:57:01 [info] 7#7: *1 SSL session reused, client: 10.0.0.7
2026/11/30 20:57:01 [info] 7#7: *1 client timed out (110: Connection timed out) while waiting for request, client: 10.0.0.7
2026/11/30 20:57:01 [debug] 7#7: *1 ssl get session: 5A2C1F33:32
2026/11/30 20:57:01 [debug] 7#7: *1 SSL_read: 517
2026/11/30 20:57:01 [debug] 7#7: *1 SSL_get_error: 2
2026/11/30 20:57:01 [debug] 7#7: *1 verify:1, error:0, depth:1, subject:"/CN=CA", issuer:"/CN=CA"
2026/11/30 20:57:01 [debug] 7#7: *1 SSL server name: "a.lan"
2026/11/30 20:57:01 [debug] 7#7: *1 ssl cert: connection reusable: 1
nginx: configuration file /etc/nginx/nginx.conf test is successful
nginx: [warn] "ssl_stapling" ignored, no OCSP responder URL in the certificate "/etc/nginx/certs/a.crt"
nginx: [emerg] unknown directive "proxy_pas" in /etc/nginx/conf.d/a.conf:12
nginx: [emerg] host not found in upstream "app.lan" in /etc/nginx/conf.d/a.conf:9
nginx: [emerg] invalid number of arguments in "ssl_protocols" directive in /etc/nginx/conf.d/a.conf:3
`;

const STUNNEL_AND_REDIS = String.raw`
2026.11.30 20:57:01 LOG5[ui]: stunnel 5.68 on x86_64-pc-linux-gnu platform
2026.11.30 20:57:01 LOG5[ui]: Compiled with OpenSSL 3.0.9 30 May 2023
2026.11.30 20:57:01 LOG5[ui]: Threading:PTHREAD Sockets:POLL,IPv6,SYSTEMD TLS:ENGINE,OCSP,PSK,SNI Auth:LIBWRAP
2026.11.30 20:57:01 LOG5[ui]: UTF-8 byte order mark not detected
2026.11.30 20:57:01 LOG5[ui]: FIPS mode disabled
2026.11.30 20:57:01 LOG6[ui]: Initializing service [redis]
2026.11.30 20:57:01 LOG6[ui]: OpenSSL security level is used: 2
2026.11.30 20:57:01 LOG6[ui]: Session resumption enabled
2026.11.30 20:57:01 LOG6[ui]: Loading certificate from file: /etc/stunnel/redis.crt
2026.11.30 20:57:01 LOG6[ui]: Certificate loaded from file: /etc/stunnel/redis.crt
2026.11.30 20:57:01 LOG6[ui]: Private key loaded from file: /etc/stunnel/redis.key
2026.11.30 20:57:01 LOG6[ui]: Configured trusted client CA: CN=Right CA
2026.11.30 20:57:01 LOG6[ui]: DH initialization skipped: no DH ciphersuites
2026.11.30 20:57:01 LOG6[ui]: Accepting new connections
2026.11.30 20:57:01 LOG6[cron]: Executing cron jobs
2026.11.30 20:57:01 LOG6[0]: CERT: No subject checks configured
2026.11.30 20:57:01 LOG6[0]: Session id: 1EF26505D26EE3C6
2026.11.30 20:57:01 LOG6[0]: TLSv1.3 ciphersuite: TLS_AES_256_GCM_SHA384 (256-bit encryption)
2026.11.30 20:57:01 LOG6[0]: Peer temporary key: X25519, 253 bits
2026.11.30 20:57:01 LOG5[0]: s_connect: connected 127.0.0.1:6379
2026.11.30 20:57:01 LOG6[0]: s_connect: connecting 127.0.0.1:6379
2026.11.30 20:57:01 LOG6[0]: Read socket closed (readsocket)
2026.11.30 20:57:01 LOG7[0]: TLS state (accept): SSLv3/TLS write certificate
2026.11.30 20:57:01 LOG7[0]: TLS state (accept): TLSv1.3 early data
2026.11.30 20:57:01 LOG5[ui]: Reading configuration from file /etc/stunnel/stunnel.conf
2026.11.30 20:57:01 LOG5[main]: Terminated
7:C 30 Nov 2026 20:57:01.004 * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
7:C 30 Nov 2026 20:57:01.004 * Redis version=7.2.4, bits=64, commit=00000000, modified=0, pid=7, just started
7:C 30 Nov 2026 20:57:01.004 * Configuration loaded
7:M 30 Nov 2026 20:57:01.004 * Running mode=standalone, port=0.
7:M 30 Nov 2026 20:57:01.004 # WARNING overcommit_memory is set to 0! Background save may fail under low memory condition.
7:M 30 Nov 2026 20:57:01.004 * Increased maximum number of open files to 10032 (it was originally set to 1024).
7:M 30 Nov 2026 20:57:01.004 * monotonic clock: POSIX clock_gettime
7:M 30 Nov 2026 20:57:01.004 * Replica 10.0.0.7:6379 asks for synchronization
7:M 30 Nov 2026 20:57:01.004 * Synchronization with replica 10.0.0.7:6379 succeeded
7:S 30 Nov 2026 20:57:01.004 * Connecting to MASTER 10.0.0.5:6379
7:S 30 Nov 2026 20:57:01.004 * MASTER <-> REPLICA sync started
7:S 30 Nov 2026 20:57:01.004 # Timeout connecting to the MASTER...
7:M 30 Nov 2026 20:57:01.004 # Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: commands to Redis.
7:M 30 Nov 2026 20:57:01.004 # User requested shutdown...
7:signal-handler (1764536221) Received SIGTERM scheduling shutdown...
Could not connect to Redis at 127.0.0.1:6379: Name or service not known
(error) NOAUTH Authentication required.
(error) WRONGPASS invalid username-password pair or user is disabled.
(error) ERR unknown command 'CERT', with args beginning with:
>>> 'maxmemory-policy nothing'
`;

const OPENSSL_AND_CURL = String.raw`
verify OK
/etc/ssl/a.crt: OK
Certificate request self-signature ok
subject=CN = a.lan
writing RSA key
read EC key
notAfter=Nov 30 20:57:18 2027 GMT
Certificate will not expire
SHA256 Fingerprint=AB:CD:EF
MAC: sha256, Iteration 2048
Certificate bag
Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256
CONNECTED(00000003)
depth=2 C = US, O = Internet Security Research Group, CN = ISRG Root X1
verify return:1
Certificate chain
 0 s:CN = a.lan
   i:CN = Right CA
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
   v:NotBefore: Nov 30 20:57:18 2026 GMT; NotAfter: Nov 30 20:57:18 2027 GMT
Server certificate
issuer=CN = Right CA
Peer signing digest: SHA256
Peer signature type: ECDSA
Server Temp Key: X25519, 253 bits
Verification: OK
Verified peername: a.lan
Secure Renegotiation IS NOT supported
Compression: NONE
No ALPN negotiated
Early data was not sent
Post-Handshake New Session Ticket arrived:
    Verify return code: 0 (ok)
    Extended master secret: no
    Max Early Data: 0
DONE
Requested Signature Algorithms: ECDSA+SHA256:ECDSA+SHA384
*   Trying 10.0.0.5:9200...
* ALPN: curl offers h2,http/1.1
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
* TLSv1.3 (IN), TLS handshake, Request CERT (13):
* TLSv1.3 (OUT), TLS handshake, Certificate (11):
* TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):
* TLSv1.3 (IN), TLS handshake, Newsession Ticket (4):
* old SSL session ID is stale, removing
* Server certificate:
*  start date: Nov 30 20:57:18 2026 GMT
*  issuer: CN=Right CA
*  SSL certificate verify result: self-issued (0), continuing anyway.
* using HTTP/2
* Connection #0 to host a.lan left intact
curl: (22) The requested URL returned error: 404
curl: (7) Failed sending data to the peer
curl: (3) URL rejected: No host part in the URL
`;

const OTHERS = String.raw`
Nov 30 20:57:01 proxy haproxy[812]: Proxy https started.
Nov 30 20:57:01 proxy haproxy[812]: 10.0.0.7:51514 [30/Nov/2026:20:57:01.004] https~ es/es01 0/0/1/12/13 200 512 - - ---- 3/3/0/0/0 0/0 "GET / HTTP/1.1"
Nov 30 20:57:01 proxy haproxy[812]: Server es/es01 is UP, reason: Layer6 check passed, check duration: 4ms.
Nov 30 20:57:01 mail postfix/smtpd[812]: connect from mx.example.com[10.0.0.7]
Nov 30 20:57:01 mail postfix/smtpd[812]: Trusted TLS connection established from mx.example.com[10.0.0.7]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384
Nov 30 20:57:01 mail dovecot: imap-login: Login: user=<bob>, method=PLAIN, rip=10.0.0.7, TLS, session=<abc>
[Mon Nov 30 20:57:01.004 2026] [ssl:info] [pid 812] AH01914: Configuring server a.lan:443 for SSL protocol
[Mon Nov 30 20:57:01.004 2026] [ssl:warn] [pid 812] AH01906: a.lan:443:0 server certificate is a CA certificate (BasicConstraints: CA == TRUE !?)
[Mon Nov 30 20:57:01.004 2026] [mpm_event:notice] [pid 812] AH00489: Apache/2.4.62 (Debian) OpenSSL/3.0.15 configured -- resuming normal operations
2026-11-30 20:57:01 UTC [812] LOG:  connection authorized: user=app database=app SSL enabled (protocol=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384, bits=256)
2026-11-30 20:57:01 UTC [812] FATAL:  password authentication failed for user "app"
2026-11-30T20:57:01.004Z 7 [Note] [MY-013730] [Server] 'wildcard' ssl certificate loaded
2026-11-30T20:57:01.004Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.
{"level":"info","ts":1764536221.004,"logger":"tls.obtain","msg":"certificate obtained successfully","identifier":"a.lan"}
{"level":"info","ts":1764536221.004,"logger":"tls.renew","msg":"certificate renewed successfully","identifier":"a.lan"}
{"level":"info","ts":1764536221.004,"logger":"tls.cache.maintenance","msg":"advancing OCSP staple","identifiers":["a.lan"]}
time="2026-11-30T20:57:01Z" level=info msg="Server configuration reloaded on :443" providerName=file
time="2026-11-30T20:57:01Z" level=debug msg="No default certificate, generating one" tlsStoreName=default
[2026-11-30 20:57:01,004] INFO [SocketServer listenerType=ZK_BROKER, nodeId=1] Enabling request processing. (kafka.network.SocketServer)
[2026-11-30 20:57:01,004] INFO Loaded key store with path /etc/kafka/kafka.p12, modification time Mon Nov 30 (org.apache.kafka.common.security.ssl.DefaultSslEngineFactory)
[2026-11-30 20:57:01,004] INFO [Broker id=1] Leader tls-topic-0 with topic id abc starts at leader epoch 3 (state.change.logger)
{"t":{"$date":"2026-11-30T20:57:01.004Z"},"s":"I","c":"NETWORK","id":22943,"ctx":"listener","msg":"Connection accepted","attr":{"remote":"10.0.0.7:51514","connectionCount":3}}
2026-11-30T20:57:01.004Z [INFO]  core: certificate issued by pki/issue/server: serial_number=01:02
2026-11-30T20:57:01.004Z [INFO]  agent.tls_config: auto-config certificate is valid for 71h
etcd: {"level":"info","msg":"starting with client TLS","tls-info":"cert = /etc/etcd/server.crt, key = /etc/etcd/server.key, trusted-ca = /etc/etcd/ca.crt, client-cert-auth = true, crl-file = "}
rabbit@a 2026-11-30 20:57:01.004 [info] <0.812.0> started TLS (SSL) listener on [::]:5671
`;

export const OF_SERVERS = [NGINX, STUNNEL_AND_REDIS, OPENSSL_AND_CURL, OTHERS].flatMap((text) =>
  text.trim().split('\n'),
);
