// Lines that people asked about in public threads: hosts, paths and dates are changed, the words are not.

const BEATS_HANDLER =
  '[2026-11-30T20:57:18,123][INFO ][org.logstash.beats.BeatsHandler] [local: 0.0.0.0:5044, remote: 10.0.0.7:59564] Handling exception: ';
const BEATS_EVENT =
  '2026-11-30T20:57:18.204Z ERROR [publisher_pipeline_output] pipeline/output.go:154 ';
const DEAD_ES =
  '[WARN ][logstash.outputs.elasticsearch][main] Attempted to resurrect connection to dead ES instance, but got an error {:url=>"https://ls:xxxxxx@10.0.0.5:9200/", :exception=>LogStash::Outputs::ElasticSearch::HttpClient::Pool::HostUnreachableError, :message=>"Elasticsearch Unreachable: [https://ls:xxxxxx@10.0.0.5:9200/]';
const KIBANA = '[2026-11-30T20:57:18.123+00:00][ERROR][elasticsearch-service] ';
const REDIS = '1:M 30 Nov 2026 20:57:18.123 # ';
const NGINX = '2026/11/30 20:57:18 [error] 10#10: *12 ';
const UPSTREAM =
  ' while SSL handshaking to upstream, client: 10.0.0.7, server: a.lan, request: "GET / HTTP/1.1", upstream: "https://10.0.0.9/", host: "a.lan"';

/** The thread, the code that says why, or none where TLS is not at fault, and what was logged. */
export type Asked = readonly [thread: string, code: string | undefined, text: string];

export const ASKED_LINES: readonly Asked[] = [
  [
    'logstash-input-beats 304',
    'netty-beat-refused-us',
    '[2026-11-30T20:57:18,771][ERROR][org.logstash.beats.BeatsHandler] Exception: javax.net.ssl.SSLHandshakeException: error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE',
  ],
  [
    'logstash-input-beats 293',
    'netty-plain-client',
    `${BEATS_HANDLER}javax.net.ssl.SSLHandshakeException: error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER`,
  ],
  [
    'securityonion 1432',
    'java-no-client-certificate',
    `${BEATS_HANDLER}javax.net.ssl.SSLHandshakeException: Empty server certificate chain`,
  ],
  [
    'logstash 3712',
    'alert-handshake-failure',
    '{:timestamp=>"2026-11-30T20:57:18.000000+0000", :message=>"Unhandled exception", :exception=>#<OpenSSL::SSL::SSLError: Received fatal alert: handshake_failure>, :stacktrace=>["org/jruby/ext/openssl/SSLSocket.java:190:in `connect_nonblock\'"]}',
  ],
  [
    'logstash-input-beats 298',
    'openssl-internal-no-certificate',
    '[2026-11-30T20:57:18,391][INFO ][org.logstash.beats.BeatsHandler] [local: 0.0.0.0:5044, remote: undefined] Exception: javax.net.ssl.SSLHandshakeException: error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE',
  ],
  [
    'logstash 5756',
    'beats-connect-eof',
    '2026/11/30 20:57:18.596939 single.go:140: INFO Connecting error publishing events (retrying): read tcp 10.0.0.7:57029->10.0.0.5:10514: read: connection reset by peer',
  ],
  [
    'elk-docker 377',
    'go-unknown-authority',
    'ERROR [input.httpjson-stateless] v2/input.go:129 Error while processing http request: failed to execute http client.Do: Get "https://api.lan/logs": x509: certificate signed by unknown authority {"url": "https://api.lan/logs"}',
  ],
  [
    'elk-docker 114',
    'go-signature-of-namesake',
    '2026/11/30 20:57:18.861155 single.go:140: ERR Connecting error publishing events (retrying): x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "vm.lan")',
  ],
  [
    'LME 244',
    'go-signature-of-namesake',
    '{"log.level":"error","log.logger":"publisher_pipeline_output","message":"Failed to connect to backoff(async(tcp://elk:5044)): x509: certificate signed by unknown authority (possibly because of \\"crypto/rsa: verification error\\" while trying to verify candidate authority certificate \\"Swarm\\")","service.name":"winlogbeat"}',
  ],
  [
    'elk-docker 24',
    'beats-lumberjack',
    '2026/11/30 20:57:18.436881 single.go:76: INFO Error publishing events (retrying): lumberjack protocol error',
  ],
  [
    'wazuh-documentation 8359',
    'go-unknown-authority',
    "    security: server's certificate chain verification is enabled\n    handshake... ERROR x509: certificate signed by unknown authority",
  ],
  [
    'tpotce 1396',
    'go-unknown-authority',
    'Exiting: couldn\'t connect to any of the configured Elasticsearch hosts. Errors: [error connecting to Elasticsearch at https://10.0.0.5:64297: Get "https://10.0.0.5:64297": x509: certificate signed by unknown authority]',
  ],
  [
    'logstash-input-beats 80',
    'beats-connect-eof',
    '2026-11-30T20:57:18+02:00 ERR SSL client failed to connect with: EOF',
  ],
  [
    'fleet-server 1945',
    'go-unknown-authority',
    'Error dialing x509: certificate signed by unknown authority',
  ],
  [
    'charts 15969',
    'openssl-first-certificate',
    '[2026-11-30T20:57:18.272+00:00][WARN ][plugins.licensing] License information could not be obtained from Elasticsearch due to ConnectionError: unable to verify the first certificate error',
  ],
  [
    'kibana 170595',
    'openssl-first-certificate',
    'FetchError: request to https://es.lan:9200/api/ent/v2/internal/client_config failed, reason: unable to verify the first certificate',
  ],
  [
    'helm-charts 1789',
    'openssl-first-certificate',
    "DELETE undefined failed:  unable to verify the first certificate { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }",
  ],
  [
    'charts 12907',
    'openssl-no-local-issuer',
    `${KIBANA}Unable to retrieve version information from Elasticsearch nodes. unable to get local issuer certificate`,
  ],
  [
    'kibana 5305',
    'kibana-no-connection',
    '  log   [20:57:18.562] [warning][elasticsearch] Unable to revive connection: https://localhost:9200/',
  ],
  [
    'kibana 5305, second line',
    'kibana-no-connection',
    '  log   [20:57:18.562] [warning][elasticsearch] No living connections',
  ],
  [
    'security-dashboards-plugin 239',
    'openssl-self-signed',
    '{"type":"log","tags":["error","elasticsearch","monitoring"],"pid":7,"message":"Request error, retrying\\nGET https://es.lan:9200/_xpack => self signed certificate"}',
  ],
  [
    'opencti 4001',
    'openssl-first-certificate',
    '{"category":"APP","error":{"context":{},"message":"unable to verify the first certificate","name":"Error","stack":"Error: unable to verify the first certificate\\n    at TLSSocket.onConnectSecure (node:_tls_wrap:1627:34)"},"level":"error"}',
  ],
  [
    'kubernetes-letsencrypt 20',
    'nginx-key-mismatch',
    '2026/11/30 20:57:18 [emerg] 1#1: SSL_CTX_use_PrivateKey_file("/etc/nginx/tls/key.pem") failed (SSL: error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch)',
  ],
  [
    'nginx-rtmp-module 1665',
    'nginx-key-mismatch',
    'nginx: [emerg] SSL_CTX_use_PrivateKey("/etc/letsencrypt/live/a.lan/privkey.pem") failed (SSL: error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch)',
  ],
  [
    'StackExchange.Redis 2287',
    'redis-client-gone',
    `${REDIS}Error accepting a client connection: (null) (conn: fd=7)`,
  ],
  [
    'StackExchange.Redis 2287, second line',
    'redis-client-gone',
    `${REDIS}Error accepting a client connection: Broken pipe`,
  ],
  [
    'redis 11569',
    'redis-plain-client',
    `${REDIS}Error accepting a client connection: error:1408F10B:SSL routines:ssl3_get_record:wrong version number (conn: fd=9)`,
  ],
  [
    'charts 29616',
    'redis-plain-client',
    `${REDIS}Error accepting a client connection: error:0A00010B:SSL routines::wrong version number (addr=127.0.0.1:41234 laddr=127.0.0.1:6379)`,
  ],
  [
    'redis 7270',
    'openssl-session-context',
    `${REDIS}Error accepting a client connection: error:140D9115:SSL routines:ssl_get_prev_session:session id context uninitialized`,
  ],
  [
    'redis 10915',
    'openssl-eof',
    'SSL_read: unexpected eof while reading (RedisClient::ConnectionError)',
  ],
  ['redis 10896', 'redis-cli-closed', 'Error: SSL_connect failed: Success'],
  [
    'elasticsearch 102527',
    'es-file-absent',
    '{"log.level":"ERROR", "message":"fatal exception while booting Elasticsearch","error.type":"org.elasticsearch.ElasticsearchSecurityException","error.message":"failed to load SSL configuration [xpack.security.transport.ssl] - cannot read configured PEM private key [/usr/share/elasticsearch/config/certs/es02/es02.key] because the file does not exist"}',
  ],
  [
    'ansible-elasticsearch 827',
    'es-failed-to-load',
    '[2026-11-30T20:57:18,781][ERROR][o.e.b.Bootstrap          ] [es-1] Exception\norg.elasticsearch.ElasticsearchSecurityException: failed to load SSL configuration [xpack.security.http.ssl]\n    at org.elasticsearch.xpack.core.ssl.SSLService.lambda$loadSSLConfigurations$5(SSLService.java:530) ~[?:?]',
  ],
  [
    'helm-charts 948',
    'java-store-password',
    'ElasticsearchSecurityException[failed to load SSL configuration [xpack.security.transport.ssl]]; nested: ElasticsearchException[failed to initialize SSL TrustManager]; nested: IOException[keystore password was incorrect]; nested: UnrecoverableKeyException[failed to decrypt safe contents entry: javax.crypto.BadPaddingException]',
  ],
  [
    'blackesk 15',
    'java-file-absent',
    '"Caused by: java.nio.file.NoSuchFileException: /usr/share/elasticsearch/config/certificates/ca/ca.crt",',
  ],
  [
    'docker-elk 350',
    'java-store-format',
    'Caused by: org.elasticsearch.ElasticsearchSecurityException: Error while initializing transport SSL layer: java.io.IOException: Invalid keystore format',
  ],
  [
    'elastic-agent 2042',
    'agent-fleet-certificate',
    'Error: fail to enroll: fail to execute request to fleet-server: x509: certificate signed by unknown authority',
  ],
  [
    'fleet-server 1253',
    'nss-plain-server',
    'curl: (35) SSL received a record that exceeded the maximum permissible length.',
  ],
  [
    'fleet-server 3149',
    'go-plain-http-server',
    'Error: fail to enroll: fail to execute request to fleet-server: http: server gave HTTP response to HTTPS client',
  ],
  [
    'fleet-server 3102',
    'go-unknown-authority',
    '2026-11-30T20:57:18.095-0500    INFO    cmd/enroll_cmd.go:776   Fleet Server - Error - x509: certificate signed by unknown authority',
  ],
  [
    'logstash-output-elasticsearch 1183',
    'java-validity-check',
    '[INFO ][logstash.outputs.elasticsearch] Failed to perform request {:message=>"PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed", :exception=>Manticore::ClientProtocolException, :cause=>javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed}',
  ],
  [
    'logstash-output-amazon_es 160',
    'network-no-host',
    `${DEAD_ES}[Manticore::ResolutionFailure] locahost"}`,
  ],
  [
    'elasticsearch 88591',
    'java-no-path',
    `${DEAD_ES}[Manticore::ClientProtocolException] PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target"}`,
  ],
  [
    'charts 12178',
    'apache-no-response',
    `${DEAD_ES}[Manticore::ClientProtocolException] es.lan:9200 failed to respond"}`,
  ],
  [
    'logstash-output-elasticsearch 529',
    undefined,
    "[WARN ][logstash.outputs.elasticsearch] Attempted to resurrect connection to dead ES instance, but got an error. {:url=>#<URI::HTTPS:0x1bffd71d URL:https://es.lan/es/>, :error_type=>LogStash::Outputs::ElasticSearch::HttpClient::Pool::BadResponseCodeError, :error=>\"Got response code '403' contact Elasticsearch at URL 'https://es.lan/'\"}",
  ],
  [
    'logstash-input-beats 536',
    'netty-closed-handshake',
    `${BEATS_HANDLER}java.net.SocketException: Connection reset (caused by: java.net.SocketException: Connection reset)`,
  ],
  [
    'xelogstash 90',
    'logstash-json-on-beats',
    `${BEATS_HANDLER}io.netty.handler.codec.DecoderException: org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 34 (caused by: org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 34)`,
  ],
  [
    'logstash-output-http 133',
    'logstash-http-on-beats',
    'Caused by: org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 79',
  ],
  [
    'elk-docker 219',
    'logstash-not-beats',
    `${BEATS_HANDLER}org.logstash.beats.BeatsParser$InvalidFrameProtocolException: Invalid Frame Type, received: 34`,
  ],
  [
    'logstash-input-beats 100',
    'logstash-not-beats',
    'io.netty.handler.codec.DecoderException: java.lang.IllegalArgumentException: Illegal initial capacity: -1982301064\n        at io.netty.handler.codec.ByteToMessageDecoder.callDecode(ByteToMessageDecoder.java:442)',
  ],
  [
    'logstash 11713',
    'netty-key-invalid',
    'logstash[16621]: [2026-11-30T20:57:18,427][ERROR][logstash.javapipeline    ][main] Pipeline aborted due to error {:pipeline_id=>"main", :exception=>java.lang.IllegalArgumentException: File does not contain valid private key: /etc/logstash/certs/logstash.p8',
  ],
  [
    'logstash-input-beats 197',
    'netty-key-invalid',
    '[2026-11-30T20:57:18,049][WARN ][io.netty.channel.ChannelInitializer] Failed to initialize a channel. Closing: [id: 0xee63dcf5, L:/10.0.0.5:5400 - R:/10.0.0.7:45066]\njava.lang.IllegalArgumentException: File does not contain valid private key: /etc/logstash/logstash.key',
  ],
  [
    'logstash-input-beats 61',
    'logstash-bad-identity',
    '[2026-11-30T20:57:18,709][ERROR][logstash.inputs.beats ] Looks like you either have an invalid key or your private key was not in PKCS8 format.',
  ],
  [
    'logstash-input-beats 123',
    'netty-certificate-invalid',
    'WARNING: Failed to initialize a channel. Closing: [id: 0x3759a880, L:/127.0.0.1:5044 - R:/127.0.0.1:63831]\njava.lang.IllegalArgumentException: Input stream not contain valid certificates.\n\tat io.netty.handler.ssl.SslContextBuilder.keyManager(SslContextBuilder.java:272)',
  ],
  [
    'logstash 6121',
    'java-cipher-unknown',
    'javax.net.ssl.SSLException: failed to initialize the server-side SSL context\nCaused by: java.lang.IllegalArgumentException: unsupported ciphersuite: TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  ],
  [
    'docs-website 8727',
    'go-common-name-only',
    '[ERR] Encountered fatal error: Post "https://f5.lan/": x509:  certificate relies on legacy Common Name field, use SANs instead',
  ],
  [
    'fleet-server 619',
    'go-common-name-only',
    'Fleet Server - Error - x509: certificate relies on legacy Common Name field, use SANs or temporarily enable Common Name matching with GODEBUG=x509ignoreCN=0',
  ],
  [
    'TheHive 1085',
    'es-client-does-not-trust',
    "[2026-11-30T20:57:18,642][WARN ][o.e.x.c.s.t.n.SecurityNetty4Transport] [node-c] client did not trust this server's certificate, closing connection Netty4TcpChannel{localAddress=/127.0.0.1:9302, remoteAddress=/127.0.0.1:58322, profile=default}",
  ],
  [
    'elasticsearch-js 1694',
    'node-other-side-closed',
    'ConnectionError: other side closed - Local: 10.0.0.7:51514, Remote: 10.0.0.5:9200',
  ],
  [
    'excelastic 59',
    'java-handshake-failed',
    'WARNING: An exceptionCaught() event was fired, and it reached at the tail of the pipeline. It usually means the last handler in the pipeline did not handle the exception.\nio.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: General SSLEngine problem',
  ],
  [
    'elasticsearch 45968',
    'java-no-client-certificate',
    '[2026-11-30T20:57:18,247][WARN ][o.e.x.s.t.n.SecurityNetty4ServerTransport] [node01] exception caught on transport layer [NettyTcpChannel{localAddress=0.0.0.0/0.0.0.0:9300, remoteAddress=/10.0.0.7:56158}], closing connection\nio.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: null cert chain',
  ],
  [
    'wazuh-ansible 426',
    'node-host-differs',
    '"type":"log","tags":["error","elasticsearch","data"],"pid":27536,"message":"Request error, retrying\\nGET https://es.lan:9200/_xpack => Hostname/IP does not match certificate\'s altnames: Host: es.lan. is not in the cert\'s altnames: IP Address:10.0.0.5"',
  ],
  [
    'kafka-connect-elasticsearch 329',
    'apache-host-differs-old',
    "javax.net.ssl.SSLPeerUnverifiedException: Host name 'es-client.default.svc.cluster.local' does not match the certificate subject provided by the peer",
  ],
  [
    'charts 12208',
    'node-host-differs',
    `${KIBANA}Unable to retrieve version information from Elasticsearch nodes. Hostname/IP does not match certificate's altnames: IP: 10.0.0.5 is not in the cert's list: `,
  ],
  [
    'elasticsearch-py 712',
    'openssl-no-local-issuer',
    "elasticsearch.exceptions.SSLError: ConnectionError(HTTPSConnectionPool(host='es.lan', port=9200): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1076)'))))",
  ],
  [
    'homeassistant-elasticsearch 82',
    'openssl-verify-failed',
    "OpenSSL.SSL.Error: [('SSL routines', 'tls_process_server_certificate', 'certificate verify failed')]",
  ],
  [
    'elasticsearch-py 1238',
    'python-ca-file',
    'ConnectionError(Could not find a suitable TLS CA certificate bundle, invalid path: C:\\certs\\ca.pem) caused by: OSError(Could not find a suitable TLS CA certificate bundle, invalid path: C:\\certs\\ca.pem)',
  ],
  [
    'connectors 568',
    'python-remote-closed',
    'http.client.RemoteDisconnected: Remote end closed connection without response,',
  ],
  [
    'docker-nginx 175',
    'nginx-client-purpose',
    '2026/11/30 20:57:18 [info] 6#6: *2 client SSL certificate verify error: (26:unsupported certificate purpose) while reading client request headers, client: 10.0.0.7, server: a.lan',
  ],
  [
    'docker-nginx 175, the answer',
    'nginx-client-refused',
    '<head><title>400 The SSL certificate error</title></head>',
  ],
  [
    'nginx-proxy-manager 175',
    'nginx-upstream-refused',
    `${NGINX}SSL_do_handshake() failed (SSL: error:1401E412:SSL routines:CONNECT_CR_FINISHED:sslv3 alert bad certificate:SSL alert number 42)${UPSTREAM}`,
  ],
  [
    'ubuntu-nginx-web-server 11',
    'openssl-version-too-low',
    '2026/11/30 20:57:18 [crit] 61481#61481: *1228609 SSL_do_handshake() failed (SSL: error:14209102:SSL routines:tls_early_post_process_client_hello:unsupported protocol) while SSL handshaking, client: 10.0.0.7, server: 0.0.0.0:443',
  ],
  [
    'engintron 952',
    'nginx-upstream-closed',
    `${NGINX}peer closed connection in SSL handshake${UPSTREAM}`,
  ],
  [
    'engintron 1023',
    'nginx-upstream-closed',
    `${NGINX}peer closed connection in SSL handshake (104: Connection reset by peer)${UPSTREAM}`,
  ],
  [
    'matrix-docker-ansible-deploy 3055',
    'nginx-upstream-name',
    `${NGINX}SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40)${UPSTREAM}`,
  ],
  [
    'nginx-proxy-automation 10',
    'nginx-upstream-plain',
    `nginx | ${NGINX}SSL_do_handshake() failed (SSL: error:1408F10B:SSL routines:ssl3_get_record:wrong version number)${UPSTREAM}`,
  ],
  [
    'tengine 780',
    'openssl-fallback',
    '[crit] 619#0: *39975386 SSL_do_handshake() failed (SSL: error:140A1175:SSL routines:SSL_BYTES_TO_CIPHER_LIST:inappropriate fallback) while SSL handshaking, client: 10.0.0.7',
  ],
  [
    'nginxconfig.io 379',
    'openssl-eof',
    '2026/11/30 20:57:18 [crit] 107474#107474: *4505 SSL_read() failed (SSL: error:0A000126:SSL routines::unexpected eof while reading) while keepalive, client: 10.0.0.7, server: 0.0.0.0:443',
  ],
  [
    'docker-nginx 625',
    'openssl-no-suitable-signature',
    '2026/11/30 20:57:18 [crit] 24#24: *110 SSL_do_handshake() failed (SSL: error:14201044:SSL routines:tls_choose_sigalg:internal error) while SSL handshaking, client: 10.0.0.7, server: 0.0.0.0:443',
  ],
  [
    'sni-injector 12',
    'openssl-plain-http-client',
    'stunnel[730]: LOG3[3]: SSL_accept: ssl3_get_record@/usr/src/crypto/openssl/ssl/record/ssl3_record.c:350: error:0A00009C:SSL routines::http request',
  ],
  [
    'sni-injector 12, second line',
    'openssl-version-too-low',
    'stunnel[730]: LOG3[31]: SSL_accept: tls_early_post_process_client_hello@/usr/src/crypto/openssl/ssl/statem/statem_srvr.c:1657: error:0A00018C:SSL routines::version too low',
  ],
  [
    'redsocks 159',
    'openssl-plain-http-client',
    'stunnel[7610]: LOG3[29]: SSL_accept: 1408F09B: error:1408F09B:SSL routines:ssl3_get_record:https proxy request',
  ],
  [
    'Xaqron/stunnel 1',
    'openssl-plain-peer',
    'VPN stunnel[4243]: LOG3[522]: SSL_accept: 1408F10B: error:1408F10B:SSL routines:ssl3_get_record:wrong version number',
  ],
  [
    'puppetlabs-stunnel 26',
    'stunnel-setting',
    'stunnel: LOG3[ui]: /etc/stunnel/a.conf:7: "verify = default": Bad verify level',
  ],
  [
    'heroku-buildpack-redis 11',
    'network-refused',
    'time="2026-11-30T20:57:18Z" level=fatal msg="create worker crashed" err="dial tcp 127.0.0.1:6371: getsockopt: connection refused" pid=21',
  ],
  [
    'redis/docs 259',
    'openssl-file-not-permitted',
    '# Failed to load certificate: /etc/redis/server.crt: error:8000000D:system library::Permission denied',
  ],
  [
    'redis 7337',
    'redis-no-tls-built-in',
    '*** FATAL CONFIG FILE ERROR (Redis 6.0.3) ***\nReading the configuration file, at line 3\n>>> \'tls-port "6379"\'\nBad directive or wrong number of arguments',
  ],
  [
    'redis-windows 25',
    'redis-no-tls-built-in',
    "[003084] 30 Nov 20:57:18.529 # Reading the configuration file, at line 183\n[003084] 30 Nov 20:57:18.530 # >>> 'tls-port 6379'\n[003084] 30 Nov 20:57:18.531 # Bad directive or wrong number of arguments",
  ],
  [
    'charts 7882',
    'es-plain-http',
    '[2026-11-30T20:57:18,443][WARN ][o.e.x.s.t.n.SecurityNetty4HttpServerTransport] [es-0] received plaintext http traffic on an https channel, closing connection Netty4HttpChannel{localAddress=0.0.0.0/0.0.0.0:9200, remoteAddress=/10.0.0.7:54694}',
  ],
  [
    'kibana 11689',
    'node-file-not-permitted',
    "FATAL { Error: EACCES: permission denied, open '/home/centos/ssl/server.key'\n    at Error (native)\n    at Object.fs.openSync (fs.js:640:18)",
  ],
  [
    'docker-kibana 15',
    'node-file-absent',
    '{"type":"error","tags":["fatal"],"pid":16,"level":"fatal","error":{"message":"ENOENT: no such file or directory, open \'/etc/elasticsearch/ssl/ca/root-ca.pem\'","name":"Error"}}',
  ],
  [
    'Clear-NDR-ISO 216',
    'java-file-not-permitted',
    'Caused by: java.nio.file.AccessDeniedException: /etc/elasticsearch/elastic-certificates.p12\n        at sun.nio.fs.UnixException.translateToIOException(UnixException.java:84) ~[?:?]',
  ],
  [
    'elasticsearch 87862',
    'curl-authorities-file',
    'curl: (77) error setting certificate verify locations:  CAfile: /etc/elasticsearch/certs/http_ca.crt CApath: none',
  ],
  [
    'logstash 11287',
    'java-plain-server',
    '[ERROR][logstash.javapipeline    ][stats] Pipeline aborted due to error {:pipeline_id=>"stats", :exception=>#<Manticore::UnknownException: Unrecognized SSL message, plaintext connection?>, :backtrace=>["manticore/response.rb:37:in `block in initialize\'"]}',
  ],
  [
    'logstash-output-http 21',
    'java-no-path',
    '[ERROR][logstash.outputs.http    ] [HTTP Output Failure] Could not fetch URL {:url=>"https://lb:5061/x", :method=>:post, :message=>"PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target", :class=>"Manticore::ClientProtocolException", :will_retry=>true}',
  ],
  [
    'logstash-input-http_poller 73',
    'logstash-setting-unknown',
    "[ERROR][logstash.inputs.http_poller] Unknown setting 'ssl_certificate_verification' for http_poller",
  ],
  [
    'observability-docs 1807',
    'alert-bad-certificate',
    'curl: (35) error:1401E412:SSL routines:CONNECT_CR_FINISHED:sslv3 alert bad certificate',
  ],
  ['curl 12029', 'curl-client-key', "unable to set private key file: '/opt/tls/new.key' type PEM"],
  [
    'curl 9228',
    'openssl-key-too-weak',
    'curl: (58) unable to set client certificate [error:0A00018F:SSL routines::ee key too small]',
  ],
  [
    'docker-openssl-gost 4',
    'alert-handshake-failure',
    'curl: (35) error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
  ],
  [
    'jetty.project 3477',
    'alert-handshake-failure',
    'Exception in thread "main" java.util.concurrent.ExecutionException: javax.net.ssl.SSLException: Received fatal alert: handshake_failure\n\tat org.eclipse.jetty.client.util.FutureResponseListener.getResult(FutureResponseListener.java:118)\nCaused by: javax.net.ssl.SSLException: Received fatal alert: handshake_failure',
  ],
  [
    'B2HANDLE 106',
    'openssl-eof',
    'SSLError: [SSL: SSL_HANDSHAKE_FAILURE] ssl handshake failure (_ssl.c:1750)',
  ],
  [
    'elk-docker 24, s_client',
    'openssl-eof',
    '140368737076896:error:140790E5:SSL routines:SSL23_WRITE:ssl handshake failure:s23_lib.c:177:',
  ],
  [
    'tlse 18',
    'gnutls-closed',
    'GnuTLS: A TLS packet with unexpected length was received.\nUnable to establish SSL connection.',
  ],
  [
    'wazuh 197',
    'netty-plain-client',
    '[2026-11-30T20:57:18,073][INFO ][org.logstash.beats.BeatsHandler] Exception: not an SSL/TLS record: 160301',
  ],
  [
    'logstash-forwarder 489',
    'go-oversized-record',
    '2026/11/30 20:57:18.820092 Failed to tls handshake with 10.0.0.5 tls: oversized record received with length 20527',
  ],
  [
    'filebeat 329',
    'beats-handshake-timeout',
    '2026/11/30 20:57:18.733665 transport.go:125: ERR SSL client failed to connect with: read tcp 10.0.0.7:27084->10.0.0.5:5043: i/o timeout',
  ],
  [
    'logstash-input-tcp 24',
    'alert-unknown-ca',
    'SSL Error {:exception=>#<OpenSSL::SSL::SSLError: Received fatal alert: unknown_ca>, :backtrace=>["org/jruby/ext/openssl/SSLSocket.java:262:in `accept\'"], :level=>:error}',
  ],
  [
    'logstash 3650',
    'openssl-verify-failed',
    '{:message=>"SSL Error", :exception=>#<OpenSSL::SSL::SSLError: certificate verify failed>, :backtrace=>["org/jruby/ext/openssl/SSLSocket.java:238:in `accept\'"]}',
  ],
  [
    'ansible-role-logstash 52',
    'logstash-authorities-needed',
    'Pipeline aborted due to error {:pipeline_id=>"main", :exception=>#<LogStash::ConfigurationError: Using `verify_mode` set to PEER or FORCE_PEER, requires the configuration of `certificate_authorities`>}',
  ],
  [
    'beats 33841',
    'kafka-no-brokers',
    'kafka/client.go:317 Kafka (topic=network-test): kafka: client has run out of available brokers to talk to (Is your cluster reachable?)',
  ],
  [
    'beats 44700',
    'kafka-metadata',
    '{"log.level":"error","log.logger":"kafka","message":"Kafka (topic=x): kafka: couldn\'t fetch broker metadata (check that your client and broker are using the same encryption and authentication settings)","service.name":"filebeat"}',
  ],
  [
    'beats 44700, the broker',
    'kafka-listener-differs',
    'org.apache.kafka.common.errors.InvalidRequestException: Invalid request, potential reasons: kafka client configured with another protocol',
  ],
  [
    'redis-py 3599',
    'alert-certificate-required',
    "redis.exceptions.ConnectionError: Error while reading from redis.lan:3003 : (1, '[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required (_ssl.c:2570)')",
  ],
  [
    'django-redis 497',
    'alert-certificate-required',
    "django_redis.exceptions.ConnectionInterrupted: Redis ConnectionError: Error while reading from socket: (1, '[SSL] tlsv13 alert certificate required (_ssl.c:2309)')",
  ],
  [
    'redash 3999',
    'openssl-verify-failed',
    'ConnectionError: Error 1 connecting to redis.lan:30684. [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed (_ssl.c:726).',
  ],
  [
    'Heartbleed 8',
    'alert-handshake-failure',
    'es.lan:443 - ERROR: remote error: handshake failure',
  ],
  [
    'fluent-plugin-elasticsearch 1042',
    'network-refused',
    '[Faraday::ConnectionFailed] Connection refused - connect(2) for 10.0.0.5:9200 (Errno::ECONNREFUSED) {:host=>"es.lan", :port=>9200, :scheme=>"https"}',
  ],
  [
    'kibana connect',
    'network-refused',
    `${KIBANA}Unable to retrieve version information from Elasticsearch nodes. connect ECONNREFUSED 10.0.0.5:9200`,
  ],
  [
    'beats output',
    'go-no-ip-names',
    `${BEATS_EVENT}Failed to connect to backoff(elasticsearch(https://10.0.0.5:9200)): Get "https://10.0.0.5:9200": x509: cannot validate certificate for 10.0.0.5 because it doesn't contain any IP SANs`,
  ],
  [
    'kibana 139536',
    'go-unknown-authority',
    '{"log.level":"error","message":"Error dialing x509: certificate signed by unknown authority","component":{"binary":"filebeat","id":"log-default"},"log.logger":"esclientleg"}',
  ],
  [
    'cloud-on-k8s 5917',
    'go-host-not-named',
    '{"log.level":"error","message":"Failed to connect to backoff(elasticsearch(https://es.svc:9200)): Get \\"https://es.svc:9200\\": x509: certificate is valid for a.lan, b.lan, not es.svc","service.name":"metricbeat"}',
  ],
  [
    'elastdocker 70',
    'go-signature-of-namesake',
    'elasticsearch: https://10.0.0.5:9200...\n  TLS...\n    security... WARN server\'s certificate chain verification is disabled\n    handshake... ERROR x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "Elastic Certificate Tool Autogenerated CA")',
  ],
  [
    'excelastic 87',
    'alert-certificate-unknown',
    'elasticsearch    | io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_unknown\nelasticsearch    | \tat io.netty.handler.codec.ByteToMessageDecoder.callDecode(ByteToMessageDecoder.java:472) ~[netty-codec-4.1.36.Final.jar:4.1.36.Final]',
  ],
  [
    'assemblyline4_docs 29',
    'es-file-absent',
    '{"type": "server", "level": "ERROR", "message": "uncaught exception in thread [main]", \n"stacktrace": ["org.elasticsearch.bootstrap.StartupException: ElasticsearchSecurityException[failed to load SSL configuration [xpack.security.transport.ssl]]; nested: ElasticsearchException[failed to initialize SSL TrustManager - truststore file [/usr/share/elasticsearch/config/certs/elastic-certificates.p12] does not exist]; nested: NoSuchFileException[/usr/share/elasticsearch/config/certs/elastic-certificates.p12];",\n"at org.elasticsearch.bootstrap.Elasticsearch.init(Elasticsearch.java:171) ~[elasticsearch-7.15.0.jar:7.15.0]",',
  ],
  [
    'midpoint-docker 5',
    'nginx-client-does-not-trust',
    'SSL_do_handshake() failed (SSL: error:14094416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:SSL alert number 46) while SSL handshaking, client: 10.0.0.7, server: 0.0.0.0:443',
  ],
  [
    'ingress-nginx 7082',
    'nginx-upstream-name',
    '2026/11/30 20:57:18 [error] 874#874: *62373 SSL_do_handshake() failed (SSL: error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 127.0.0.1, server: a.lan, upstream: "grpcs://10.0.0.9:9090"',
  ],
  [
    'logstash-input-tcp 65',
    'openssl-self-signed-in-chain',
    'verify error:num=19:self signed certificate in certificate chain',
  ],
  [
    'Proxyman 270',
    'openssl-plain-peer',
    'error:1400410B:SSL routines:CONNECT_CR_SRVR_HELLO:wrong version number',
  ],
  [
    'lens 7117',
    'tls-handshake-failed',
    '[3906:1130/205718.977594:ERROR:ssl_client_socket_impl.cc(999)] handshake failed; returned -1, SSL error code 1, net_error -207',
  ],
  [
    'logstash-input-tcp 35',
    'alert-certificate-expired',
    'SSL Error {:exception=>#<OpenSSL::SSL::SSLError: Received fatal alert: certificate_expired>, :level=>:error}',
  ],
  [
    'logstash-input-beats 394',
    'logstash-file-unreadable',
    'Pipeline aborted due to error {:exception=>#<LogStash::ConfigurationError: Private key file cannot be read. Please confirm the user running Logstash has permissions to read: /opt/logstash.key.pkcs8>}',
  ],
  [
    'logstash-input-beats 402',
    'netty-key-invalid',
    '[2026-11-30T20:57:18,308][ERROR][logstash.inputs.beats    ][main] SSL configuration invalid {:message=>"File does not contain valid private key: /opt/logstash.key"}',
  ],
  [
    'logstash 5998',
    'logstash-bad-identity',
    'Caused by: javax.net.ssl.SSLException: failed to set certificate and key',
  ],
  [
    'securityonion 1432, the client',
    'alert-bad-certificate-go',
    '2026-11-30T20:57:18.642+1000    ERROR   [publisher_pipeline_output]     pipeline/output.go:154  Failed to connect to backoff(async(tcp://logs:5044)): remote error: tls: bad certificate',
  ],
  [
    'kibana 65483',
    'openssl-key-password',
    "  log   [20:57:18.078] [fatal][root] { Error: error:06065064:digital envelope routines:EVP_DecryptFinal_ex:bad decrypt\n    at Object.createSecureContext (_tls_common.js:156:17)\n    at Server (_tls_wrap.js:873:27)\n  opensslErrorStack: [ 'error:0906A065:PEM routines:PEM_do_header:bad decrypt' ] }",
  ],
  [
    'xen-orchestra 2962',
    'openssl-key-password',
    '[Warn] Web server could not listen: error:0906A068:PEM routines:PEM_do_header:bad password read',
  ],
  [
    'kibana 16487',
    'openssl-no-start-line',
    'FATAL Error: error:0906D06C:PEM routines:PEM_read_bio:no start line',
  ],
  [
    'logstash 3640',
    'openssl-verify-failed',
    '{:message=>"All hosts unavailable, sleeping", :hosts=>["10.0.0.5"], :e=>#<OpenSSL::SSL::SSLError: certificate verify failed>, :level=>:error}',
  ],
  [
    'logstash-logger 93',
    'openssl-syscall',
    'ERROR -- : [LogStashLogger::Device::TCP] OpenSSL::SSL::SSLError - SSL_connect SYSCALL returned=5 errno=0 state=unknown state',
  ],
  [
    'logstash 9564',
    'java-trust-empty',
    '[ERROR] 2026-11-30 20:57:18.228 [main] Logstash - java.lang.IllegalStateException: org.jruby.exceptions.RaiseException: (OpenSSL::X509::StoreError) setting default path failed: the trustAnchors parameter must be non-empty',
  ],
  [
    'logstash 3617',
    'java-store-password-missing',
    'The error reported is: \n  setting default path failed: No password supplied for PKCS#12 KeyStore.',
  ],
  [
    'logstash 11110',
    'java-store-password-missing',
    '[ERROR] 2026-11-30 20:57:18.754 [[main]-pipeline-manager] javapipeline - Pipeline aborted due to error {:pipeline_id=>"main", :exception=>#<NoMethodError: undefined method `toCharArray\' for nil:NilClass>, :backtrace=>["manticore/client.rb:692:in `block in get_store\'"]}',
  ],
  [
    'logstash-input-beats 406',
    'java-chain-order',
    'Caused by: java.security.KeyStoreException: Key protection  algorithm not found: java.security.KeyStoreException: Certificate chain is not valid\n        at sun.security.pkcs12.PKCS12KeyStore.setKeyEntry(PKCS12KeyStore.java:707) ~[?:?]',
  ],
  [
    'nifi 5884',
    'java-store-password',
    'DEBUG [Validate Components Thread-2] o.a.nifi.security.util.KeyStoreUtils Keystore [file:/opt/trust.jks] Type [JKS] load failed\njava.io.IOException: Keystore was tampered with, or password was incorrect\n\tat sun.security.provider.JavaKeyStore.engineLoad(JavaKeyStore.java:782)',
  ],
  [
    'python-logstash-async 79',
    'python-no-file',
    '  File "logstash_async/transport.py", line 181, in _create_socket\n    ssl_context.load_cert_chain(self._certfile, self._keyfile)\nTypeError: certfile should be a valid filesystem path',
  ],
];
