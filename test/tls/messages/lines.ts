// One line for each message, as its program prints it: code → line.
export const LINES: Readonly<Record<string, string>> = {
  'go-client-unknown-authority':
    'http: TLS handshake error from 10.0.0.7:51514: tls: failed to verify client certificate: x509: certificate signed by unknown authority',
  'go-signature-of-namesake':
    'x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "CA")',
  'go-unknown-authority':
    '{"log.level":"error","message":"Failed to connect to backoff(async(tcp://logs.lan:5044)): x509: certificate signed by unknown authority","service.name":"heartbeat"}',
  'go-host-not-named':
    'Failed to connect to backoff(async(tcp://b.lan:5044)): x509: certificate is valid for a.lan, c.lan, not b.lan',
  'go-no-ip-names':
    "x509: cannot validate certificate for 10.0.0.5 because it doesn't contain any IP SANs",
  'go-no-names': 'x509: certificate is not valid for any names, but wanted to match b.lan',
  'go-common-name-only': 'x509: certificate relies on legacy Common Name field, use SANs instead',
  'go-expired':
    'x509: certificate has expired or is not yet valid: current time 2026-11-30T20:57:18Z is after 2026-01-01T00:00:00Z',
  'go-not-yet-valid':
    'x509: certificate has expired or is not yet valid: current time 2026-11-30T20:57:18Z is before 2027-01-01T00:00:00Z',
  'go-outside-validity': 'x509: certificate has expired or is not yet valid',
  'go-key-usage': 'x509: certificate specifies an incompatible key usage',
  'go-not-a-ca': 'x509: invalid signature: parent certificate cannot sign this kind of certificate',
  'go-issuer-not-a-ca': 'x509: certificate is not authorized to sign other certificates',
  'go-too-many-intermediates': 'x509: too many intermediates for path length constraint',
  'go-name-constraint':
    'x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "b.lan" is not permitted by any constraint',
  'go-critical-extension': 'x509: unhandled critical extension',
  'go-insecure-algorithm': 'x509: cannot verify signature: insecure algorithm SHA1-RSA',
  'go-signature-of-server':
    'tls: invalid signature by the server certificate: crypto/rsa: verification error',
  'go-plain-http-server':
    'Get "https://es.lan:9200": http: server gave HTTP response to HTTPS client',
  'go-plain-server': 'tls: first record does not look like a TLS handshake',
  'go-http-to-https':
    'http: TLS handshake error from 10.0.0.7:51514: client sent an HTTP request to an HTTPS server',
  'go-no-client-certificate':
    "http: TLS handshake error from 10.0.0.7:51514: tls: client didn't provide a certificate",
  'go-selected-version': 'tls: server selected unsupported protocol version 301',
  'go-client-versions': 'tls: client offered only unsupported versions: [302 301]',
  'go-no-versions': 'tls: no supported versions satisfy MinVersion and MaxVersion',
  'go-no-cipher': 'tls: no cipher suite supported by both client and server',
  'go-chosen-cipher': 'tls: server chose an unconfigured cipher suite',
  'go-rsa-key-too-small': "tls: peer doesn't support any of the certificate's signature algorithms",
  'go-oversized-record': 'tls: oversized record received with length 20527',
  'go-handshake-timeout': 'Get "https://es.lan:9200": net/http: TLS handshake timeout',
  'go-key-mismatch': 'Exiting: 1 error: tls: private key does not match public key',
  'go-key-type-differs': 'tls: private key type does not match public key type',
  'go-swapped-files':
    'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
  'go-no-pem-in-certificate': 'tls: failed to find any PEM data in certificate input',
  'go-no-pem-in-key': 'tls: failed to find any PEM data in key input',
  'go-no-certificate-block':
    'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [X509 CRL]',
  'go-no-key-block':
    'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [PUBLIC KEY]',
  'go-key-unreadable': 'tls: failed to parse private key',
  'go-only-pbes2': 'pkcs8: only PBES2 supported',
  'go-key-password': 'pkcs8: incorrect password',
  'beats-no-pem-blocks': "no PEM blocks in 'client.key' accessing 'output.logstash.ssl.key'",
  'beats-no-pem-file': 'error loading CA: no pem file /etc/heartbeat/certs/ca.der',
  'beats-not-a-certificate': 'file is not a certificate adding /etc/heartbeat/certs/client.key',
  'beats-certificate-not-set':
    "certificate file not configured accessing 'output.logstash.ssl' (source:'heartbeat.yml')",
  'beats-key-not-set':
    "key file not configured accessing 'output.logstash.ssl' (source:'heartbeat.yml')",
  'beats-certificate-load': 'Failed reading certificate file "client.crt": it is a folder',
  'file-permission-go': 'open /etc/heartbeat/certs/heartbeat.key: permission denied',
  'file-absent-go': 'open /etc/heartbeat/certs/heartbeat.crt: no such file or directory',
  'beats-config-owner':
    'error loading config file: config file ("heartbeat.yml") must be owned by the user identifier (uid=0) or root',
  'beats-config-mode':
    'config file ("/etc/heartbeat/heartbeat.yml") can only be writable by the owner but the permissions are "-rw-rw-r--" (to fix the permissions use: \'chmod go-w heartbeat.yml\')',
  'beats-value-split': "can not convert 'object' into 'string' accessing 'output'",
  'beats-splice': "missing '}' parsing splice",
  'beats-variable-absent': "missing field accessing 'output.logstash.ssl.key_passphrase'",
  'beats-yaml-escape': 'yaml: line 12: found unknown escape character',
  'go-elliptic-curve': 'x509: unsupported elliptic curve',
  'beats-protocol-version': "invalid tls version 'TLSv12' accessing 'output.logstash.ssl'",
  'beats-cipher-unknown': "invalid tls cipher suite 'AES' accessing 'output.logstash.ssl'",
  'beats-lumberjack': 'Failed to publish events caused by: lumberjack protocol error',
  'beats-closed-after-connect':
    'Failed to publish events caused by: read tcp 10.0.0.7:42424->10.0.0.5:5044: read: connection reset by peer',
  'beats-connect-eof': 'Failed to connect to backoff(async(tcp://logs.lan:5044)): EOF',
  'beats-output-failed':
    'Failed to connect to backoff(async(tcp://logs.lan:5044)): something unheard of',
  'beats-no-output': 'Error dialing something unheard of',
  'agent-fleet-certificate':
    'fail to enroll: fail to execute request to fleet-server: x509: something unheard of',
  'beats-fingerprint': 'provided CA certificate does not match the pin',
  'netty-plain-beat':
    'io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 3257000000',
  'netty-plain-http': 'NotSslRecordException: not an SSL/TLS record: 474554202f20485454502f312e31',
  'netty-plain-json': 'NotSslRecordException: not an SSL/TLS record: 7b226d657373616765',
  'netty-proxy-protocol': 'NotSslRecordException: not an SSL/TLS record: 50524f58592054435034',
  'netty-plain-client': 'NotSslRecordException: not an SSL/TLS record: 0a',
  'netty-beat-refused-us':
    'Caused by: io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate',
  'java-aead-remainder':
    'javax.net.ssl.SSLException: Insufficient buffer remaining for AEAD cipher fragment (2). Needs to be more than tag size (16)',
  'java-plain-alert':
    'java.security.GeneralSecurityException: Unexpected plaintext alert received: Level: fatal; Alert: unknown_ca',
  'java-tag-mismatch': 'javax.crypto.AEADBadTagException: Tag mismatch',
  'java-no-client-certificate':
    'javax.net.ssl.SSLHandshakeException: Empty client certificate chain',
  'java-server-does-not-trust':
    'io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  'java-no-path':
    'PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  'java-client-purpose': 'Extended key usage does not permit use for TLS client authentication',
  'java-server-purpose': 'Extended key usage does not permit use for TLS server authentication',
  'java-key-usage': 'KeyUsage does not allow digital signatures',
  'java-expired':
    'java.security.cert.CertificateExpiredException: NotAfter: Thu Jan 01 00:00:00 UTC 2026',
  'java-not-yet-valid':
    'java.security.cert.CertificateNotYetValidException: NotBefore: Fri Jan 01 00:00:00 UTC 2027',
  'java-validity-check':
    'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
  'java-revoked': 'Certificate has been revoked, reason: KEY_COMPROMISE, revocation date: x',
  'java-anchor-not-ca': 'TrustAnchor with subject "CN=ca" is not a CA certificate',
  'java-basic-constraints': 'basic constraints check failed: this is not a CA certificate',
  'java-disabled-algorithm': 'Algorithm constraints check failed on keysize limits: RSA 1024 bits',
  'java-no-dns-name': 'No subject alternative DNS name matching b.lan found.',
  'java-no-ip-name': 'No subject alternative names matching IP address 10.0.0.5 found',
  'java-no-names': 'java.security.cert.CertificateException: No subject alternative names present',
  'java-no-common-name': 'No name matching b.lan found',
  'apache-host-differs':
    "Certificate for <b.lan> doesn't match any of the subject alternative names: [a.lan]",
  'apache-host-differs-old':
    "Host name 'b.lan' does not match the certificate subject provided by the peer (CN=a.lan)",
  'java-plain-server': 'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
  'java-versions-differ':
    'The client supported protocol versions [TLSv1.2] are not accepted by server preferences [TLSv1.3]',
  'java-server-version':
    'The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12]',
  'java-no-cipher': 'javax.net.ssl.SSLHandshakeException: no cipher suites in common',
  'java-no-scheme': 'javax.net.ssl.SSLHandshakeException: No available authentication scheme',
  'java-key-mismatch': 'Invalid CertificateVerify signature',
  'java-trust-empty':
    'java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty',
  'java-remote-closed-handshake': 'Remote host terminated the handshake',
  'netty-closed-handshake':
    '[org.logstash.beats.BeatsHandler] [local: 0.0.0.0:5044] Handling exception: java.nio.channels.ClosedChannelException',
  'netty-handshake-timeout':
    'io.netty.handler.ssl.SslHandshakeTimeoutException: handshake timed out after 10000ms',
  'java-handshake-failed': 'javax.net.ssl.SSLHandshakeException: General SSLEngine problem',
  'openssl-internal-no-certificate':
    'error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE',
  'java-store-empty':
    'The provided Trust Store file does not contains any trusted certificate entry: /t.p12',
  'java-store-password': 'java.io.IOException: keystore password was incorrect',
  'java-old-reads-modern-store':
    'java.io.IOException: Integrity check failed: java.security.NoSuchAlgorithmException: Algorithm HmacPBESHA256 not available',
  'java-tag-number': 'java.io.IOException: Tag number over 30 at 0 is not supported',
  'java-store-format': 'java.io.IOException: Invalid keystore format',
  'java-key-recovery': 'java.security.UnrecoverableKeyException: Cannot recover key',
  'netty-key-invalid':
    'java.lang.IllegalArgumentException: File does not contain valid private key: /etc/logstash/a.key',
  'netty-key-not-pkcs8':
    'java.security.spec.InvalidKeySpecException: Neither RSA, DSA nor EC worked',
  'netty-key-absent':
    'could not find a PKCS #8 private key in input stream (see https://netty.io/wiki/sslcontextbuilder-and-private-key.html for more information)',
  'java-pbes2': '1.2.840.113549.1.5.13 SecretKeyFactory not available',
  'java-overrun': 'java.io.IOException: overrun, bytes = 1193',
  'java-key-password':
    'javax.crypto.BadPaddingException: Given final block not properly padded. Such issues can arise if a bad key is used during decryption.',
  'netty-certificate-invalid': 'File does not contain valid certificates: /etc/logstash/a.crt',
  'java-certificate-parse':
    'java.security.cert.CertificateException: Could not parse certificate: java.io.IOException: x',
  'manticore-key': 'java.security.InvalidKeyException: Invalid RSA private key',
  'manticore-binary': 'ArgumentError: invalid byte sequence in UTF-8',
  'jruby-key': 'OpenSSL::PKey::RSAError: Neither PUB key nor PRIV key:',
  'jruby-no-identity': '#<TypeError: no implicit conversion of nil into String>',
  'logstash-key-format': 'unexpected key format (class org.bouncycastle.asn1.ASN1ObjectIdentifier)',
  'logstash-bad-identity':
    'Looks like you either have a bad certificate, an invalid key or your private key was not in PKCS8 format.',
  'java-native-library':
    'java.lang.UnsatisfiedLinkError: /tmp/jffi1.so: failed to map segment from shared object',
  'logstash-tls-on-plain-beats':
    'io.netty.handler.codec.DecoderException: org.logstash.beats.InvalidFrameProtocolException: Invalid version of beats protocol: 22',
  'logstash-http-on-beats': 'Invalid version of beats protocol: 71',
  'logstash-json-on-beats': 'Invalid version of beats protocol: 123',
  'logstash-not-beats': 'Invalid Frame Type, received: 69',
  'logstash-setting-obsolete':
    "The setting `ssl` in plugin `beats` is obsolete and is no longer available. Use 'ssl_enabled' instead.",
  'logstash-setting-unknown': "Unknown setting 'ssl_enabled' for beats",
  'logstash-two-spellings': 'Both `ssl_enabled` and `ssl` were set. Use only `ssl_enabled`.',
  'logstash-path-setting': 'File does not exist or cannot be opened /etc/logstash/certs/a.crt',
  'logstash-must-be-path': '# This setting must be a path',
  'logstash-syntax':
    'Expected one of [ \\t\\r\\n], "#", "{", "}" at line 5, column 12 (byte 88) after input',
  'logstash-variable':
    'Cannot evaluate `${LOGSTASH_KEY}`. Replacement variable `LOGSTASH_KEY` is not defined in a Logstash secret store',
  'logstash-authorities-needed':
    "ssl_certificate_authorities => is a required setting when `ssl_client_authentication => 'required'` is configured",
  'logstash-authorities-unused':
    "Configuring ssl_certificate_authorities requires ssl_client_authentication => to be configured with 'optional' or 'required'",
  'logstash-tls-off':
    'Configured SSL settings are not used when `ssl_enabled` is set to `false`: ["ssl_key"]',
  'logstash-one-authority':
    'Multiple values on `ssl_certificate_authorities` are not supported by this plugin',
  'logstash-scheme':
    "Explicit value for 'scheme' was declared, but it is different in one of the URLs given!",
  'logstash-file-unreadable':
    'Private key file cannot be read. Please confirm the user running Logstash has permissions to read: /a.key',
  'logstash-keystore-option': 'Using a ssl_key_passphrase requires ssl_key',
  'logstash-dead-es':
    'Attempted to resurrect connection to dead ES instance, but got an error {:url=>"https://es:9200/"}',
  'logstash-pipeline-plugin':
    'Pipeline error {:pipeline_id=>"main", :exception=>"something", :backtrace=>["ssl_context.rb"]}',
  'es-plain-http':
    'received plaintext http traffic on an https channel, closing connection Netty4HttpChannel{}',
  'es-plain-transport':
    'received plaintext traffic on an encrypted channel, closing connection Netty4TcpChannel{}',
  'es-client-does-not-trust':
    "http client did not trust this server's certificate, closing connection Netty4HttpChannel{}",
  'es-no-trust':
    'failed to establish trust with server at [es02.lan]; the server provided a certificate with subject name [CN=es02]',
  'es-truststore-empty':
    'the truststore [/usr/share/elasticsearch/config/t.p12] does not contain any trusted certificate entries',
  'es-key-password-missing': 'cannot read encrypted key [/certs/a.key] without a password',
  'es-outside-config': 'SSL resources should be placed in the [/etc/elasticsearch] directory',
  'es-file-absent':
    'cannot read configured PEM certificate [/etc/elasticsearch/a.crt] because the file does not exist',
  'es-file-not-permitted':
    'cannot read configured PEM private key [/root/a.key] because access to read the file is blocked; SSL resources',
  'es-key-format': 'file [/certs/a.key] does not contain a supported key format',
  'es-no-identity':
    'invalid SSL configuration for xpack.security.transport.ssl - server ssl configuration requires a key and certificate, but these have not been configured',
  'es-two-identities':
    'cannot specify both [xpack.security.http.ssl.keystore.path] and [xpack.security.http.ssl.certificate]',
  'es-transport-needs-tls': 'Transport SSL must be enabled if security is enabled. Please set it',
  'es-failed-to-load': 'failed to load SSL configuration [xpack.security.http.ssl] - something',
  'openssl-self-signed-in-chain': 'self-signed certificate in certificate chain',
  'openssl-self-signed': 'SSL certificate problem: self-signed certificate',
  'openssl-no-local-issuer': 'SSL certificate problem: unable to get local issuer certificate',
  'openssl-first-certificate': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'openssl-expired': 'SSL certificate problem: certificate has expired',
  'openssl-not-yet-valid': 'SSL certificate problem: certificate is not yet valid',
  'openssl-purpose': 'SSL certificate problem: unsuitable certificate purpose',
  'openssl-key-too-weak': 'SSL certificate problem: EE certificate key too weak',
  'openssl-ca-key-too-weak': 'error 67: CA certificate key too weak',
  'openssl-digest-too-weak': 'error 68: CA signature digest algorithm too weak',
  'openssl-chain-too-long': 'error 22: certificate chain too long',
  'openssl-path-length': 'error 25: path length constraint exceeded',
  'openssl-invalid-ca': 'error 79 at 1 depth lookup: invalid CA certificate',
  'openssl-ca-extensions':
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Missing Authority Key Identifier (_ssl.c:1028)',
  'openssl-revoked': 'verify error:num=23:certificate revoked',
  'openssl-crl-missing': 'verify error:num=3:unable to get certificate CRL',
  'openssl-crl-expired': 'verify error:num=12:CRL has expired',
  'openssl-signature': 'verify error:num=7:certificate signature failure',
  'openssl-name-constraint': 'verify error:num=47:permitted subtree violation',
  'openssl-critical-extension': 'verify error:num=34:unhandled critical extension',
  'openssl-host': 'verify error:num=62:hostname mismatch',
  'openssl-no-client-certificate': 'error:0A0000C7:SSL routines::peer did not return a certificate',
  'openssl-plain-http-client':
    'SSL_accept: ../ssl/record/ssl3_record.c:354: error:0A00009C:SSL routines::http request',
  'openssl-plain-peer': 'error:0A00010B:SSL routines::wrong version number',
  'openssl-version-too-low': 'error:0A000102:SSL routines::unsupported protocol',
  'openssl-no-cipher': 'error:0A0000C1:SSL routines::no shared cipher',
  'openssl-no-suitable-signature': 'error:0A000076:SSL routines::no suitable signature algorithm',
  'openssl-dh-key-too-small': 'error:0A00018A:SSL routines::dh key too small',
  'openssl-legacy-renegotiation':
    'error:0A000152:SSL routines::unsafe legacy renegotiation disabled',
  'openssl-server-key-mismatch': 'error:02000086:rsa routines::last octet invalid',
  'openssl-eof': 'error:0A000126:SSL routines::unexpected eof while reading',
  'openssl-verify-failed': 'error:0A000086:SSL routines::certificate verify failed',
  'openssl-key-mismatch': 'error:05800074:x509 certificate routines::key values mismatch',
  'openssl-key-type-mismatch': 'error:05800073:x509 certificate routines::key type mismatch',
  'openssl-key-password': 'error:1C800064:Provider routines::bad decrypt',
  'openssl-store-password': 'Mac verify error: invalid password?',
  'openssl-legacy-store': 'error:0308010C:digital envelope routines::unsupported',
  'openssl-no-start-line': 'error:0480006C:PEM routines::no start line',
  'openssl-bad-pem': 'error:04800064:PEM routines::bad base64 decode',
  'openssl-could-not-read': 'Could not read certificate from damaged.crt',
  'openssl-asn1': 'error:0680008E:asn1 encoding routines::not enough data',
  'openssl-decoder': 'error:1E08010C:DECODER routines::unsupported',
  'openssl-file-absent': 'error:80000002:system library::No such file or directory',
  'openssl-file-not-permitted': 'error:8000000D:system library::Permission denied',
  'openssl-key-too-small-file': 'SSL_CTX_use_certificate:ca md is too small',
  'openssl-certificate-absent': 'error:0A0000B1:SSL routines::no certificate assigned',
  'curl-host-differs':
    "curl: (60) SSL: no alternative certificate subject name matches target host name 'b.lan'",
  'curl-common-name-differs':
    "curl: (60) SSL: certificate subject name 'a.lan' does not match target host name 'b.lan'",
  'curl-empty-reply': 'curl: (52) Empty reply from server',
  'curl-client-key': "curl: (58) unable to set private key file: 'a.key' type PEM",
  'curl-client-certificate': 'curl: (58) could not load PEM client certificate, OpenSSL error',
  'curl-authorities-file': 'curl: (77) error setting certificate file: /nowhere/ca.crt',
  'curl-key-not-set': 'curl: (58) something unheard of',
  'curl-untrusted': 'curl: (60) something unheard of',
  'curl-handshake': 'curl: (35) something unheard of',
  'curl-receive': 'curl: (56) OpenSSL SSL_read: something unheard of',
  'node-host-differs':
    "Hostname/IP does not match certificate's altnames: Host: b.lan. is not in the cert's altnames: DNS:a.lan",
  'node-closed-early':
    'Error: Client network socket disconnected before secure TLS connection was established',
  'kibana-store-without-key':
    'Did not find private key in keystore at [elasticsearch.ssl.keystore.path].',
  'kibana-store-password': 'PKCS#12 MAC could not be verified. Invalid password?',
  'kibana-two-identities': 'cannot use [key] when [keystore.path] is specified',
  'kibana-number-password':
    '[config validation of [elasticsearch].ssl.keystore.password]: expected value of type [string] but got [number]',
  'kibana-no-version':
    'Unable to retrieve version information from Elasticsearch nodes. something unheard of',
  'node-invalid-passphrase': "code: 'ERR_MISSING_PASSPHRASE'",
  'python-host-differs':
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'b.lan'. (_ssl.c:1006)",
  'python-address-differs':
    "certificate verify failed: IP address mismatch, certificate is not valid for '10.0.0.5'. (_ssl.c:1006)",
  'python-no-host': 'ValueError: check_hostname requires server_hostname',
  'python-old-host-error': "ssl.CertificateError: hostname 'b.lan' doesn't match 'a.lan'",
  'python-ca-file':
    'OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /nowhere/ca.crt',
  'python-timeout': 'TimeoutError: _ssl.c:989: The handshake operation timed out',
  'nginx-no-client-certificate':
    '2026/11/30 20:57:18 [info] 7#7: *1 client sent no required SSL certificate while reading client request headers, client: 10.0.0.7',
  'nginx-client-expired': 'client SSL certificate verify error: (10:certificate has expired) while',
  'nginx-client-purpose':
    'client SSL certificate verify error: (26:unsuitable certificate purpose) while',
  'nginx-client-revoked': 'client SSL certificate verify error: (23:certificate revoked) while',
  'nginx-client-depth':
    'client SSL certificate verify error: (22:certificate chain too long) while reading',
  'nginx-client-untrusted':
    'client SSL certificate verify error: (20:unable to get local issuer certificate) while',
  'nginx-client-refused': 'client SSL certificate verify error: (99:something unheard of) while',
  'nginx-plain-http':
    'client sent plain HTTP request to HTTPS port while reading client request headers',
  'nginx-upstream-host':
    'upstream SSL certificate does not match "b.lan" while SSL handshaking to upstream',
  'nginx-upstream-untrusted':
    'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
  'nginx-upstream-plain':
    'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream',
  'nginx-client-does-not-trust':
    'SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48) while SSL handshaking, client: 10.0.0.7',
  'nginx-no-ca': '[emerg] no ssl_client_certificate for ssl_verify_client',
  'nginx-key-mismatch':
    'SSL_CTX_use_PrivateKey("/etc/nginx/a.key") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)',
  'nginx-no-certificate': '[emerg] no "ssl_certificate" is defined for the "listen ... ssl"',
  'nginx-load-key': 'cannot load certificate key "/etc/nginx/a.key": something unheard of',
  'nginx-load-certificate': 'cannot load certificate "/etc/nginx/a.crt": something unheard of',
  'nginx-load-ca': 'SSL_CTX_load_verify_locations("/etc/nginx/ca.crt") failed',
  'stunnel-no-ca': 'Either "CAengine", "CAfile" or "CApath" has to be configured',
  'stunnel-untrusted': 'CERT: Pre-verification error: unable to get local issuer certificate',
  'stunnel-host': 'CERT: No matching host name found',
  'stunnel-pre-verification': 'CERT: Pre-verification error: certificate has expired',
  'stunnel-rejected': 'Rejected by CERT at depth=0: CN=a',
  'stunnel-key': 'error queue: ssl/ssl_rsa.c: SSL_CTX_use_PrivateKey_file: something',
  'stunnel-certificate': 'SSL_CTX_use_certificate_chain_file: something',
  'stunnel-insecure-key': 'Insecure file permissions on /etc/stunnel/a.key',
  'redis-plain-client':
    'Error accepting a client connection: error:0A00010B:SSL routines::wrong version number (addr=127.0.0.1:4)',
  'redis-no-client-certificate':
    'Error accepting a client connection: error:0A0000C7:SSL routines::peer did not return a certificate',
  'redis-client-untrusted':
    'Error accepting a client connection: error:0A000086:SSL routines::certificate verify failed',
  'redis-client-does-not-trust':
    'Error accepting a client connection: error:0A000418:SSL routines::tlsv1 alert unknown ca',
  'redis-load-key': 'Failed to load private key: /etc/redis/a.key: something unheard of',
  'redis-load-certificate': 'Failed to load certificate: /etc/redis/a.crt: something unheard of',
  'redis-load-ca': 'Failed to configure CA certificate(s) file/directory: something unheard of',
  'redis-no-ca':
    'Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster is enabled!',
  'redis-cli-untrusted':
    'Could not connect to Redis at 127.0.0.1:6379: SSL_connect failed: certificate verify failed',
  'redis-cli-plain':
    'Could not connect to Redis at 127.0.0.1:6379: SSL_connect failed: wrong version number',
  'redis-cli-closed': 'Error: Server closed the connection',
  'redis-failed-tls': 'Failed to configure TLS. Check logs for more info.',
  'alert-bad-certificate-go': 'remote error: tls: bad certificate',
  'alert-bad-certificate': 'sslv3 alert bad certificate',
  'alert-certificate-unknown': 'Received fatal alert: certificate_unknown',
  'alert-unknown-ca': 'remote error: tls: unknown certificate authority',
  'alert-certificate-required': 'tlsv13 alert certificate required',
  'alert-certificate-expired': 'remote error: tls: expired certificate',
  'alert-certificate-revoked': 'remote error: tls: revoked certificate',
  'alert-unsupported-certificate': 'sslv3 alert unsupported certificate',
  'alert-decrypt-error': 'Received fatal alert: decrypt_error',
  'alert-protocol-version': 'tlsv1 alert protocol version',
  'alert-handshake-failure': 'remote error: tls: handshake failure',
  'alert-insufficient-security': 'remote error: tls: insufficient security level',
  'alert-internal-error': 'remote error: tls: internal error',
  'alert-unrecognized-name': 'Received fatal alert: unrecognized_name',
  'alert-bad-record-mac': 'remote error: tls: bad record MAC',
  'alert-no-application-protocol': 'remote error: tls: no application protocol',
  'alert-unexpected-message': 'Received fatal alert: unexpected_message',
  'alert-decode-error': 'Received fatal alert: decode_error',
  'network-refused': 'dial tcp 10.0.0.5:5044: connect: connection refused',
  'network-timeout': 'dial tcp 10.0.0.5:5044: i/o timeout',
  'network-no-host': 'dial tcp: lookup logs.lan: no such host',
  'network-unreachable': 'dial tcp 10.0.0.5:5044: connect: no route to host',
  'kafka-no-brokers':
    'Kafka connect fails with: kafka: client has run out of available brokers to talk to (Is your cluster reachable?)',
  'network-address-in-use': 'bind() to 0.0.0.0:443 failed (98: Address already in use)',
  'openssl-syscall': '* OpenSSL SSL_connect: SSL_ERROR_SYSCALL, errno 104',
  'node-file-absent': "Error: ENOENT: no such file or directory, open '/etc/kibana/certs/ca.crt'",
  'node-file-not-permitted':
    "Error: EACCES: permission denied, open '/etc/kibana/certs/kibana.key'",
  'java-file-not-permitted':
    'java.io.FileNotFoundException: /etc/logstash/ks.p12 (Permission denied)',
  'java-file-absent': 'java.nio.file.NoSuchFileException: /etc/logstash/certs/ca.crt',
  'go-server-saw-end': 'http: TLS handshake error from 10.0.0.7:51514: EOF',
  'go-no-server-name':
    'tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config',
  'file-absent-windows': 'open C:/certs/ca.crt: The system cannot find the file specified.',
  'beats-forcibly-closed':
    'read tcp 10.0.0.7:5->10.0.0.5:5044: wsarecv: An existing connection was forcibly closed by the remote host.',
  'stunnel-disconnected': 'LOG3[0]: SSL_connect: Peer suddenly disconnected',
  'nginx-upstream-closed':
    'peer closed connection in SSL handshake while SSL handshaking to upstream',
  'redis-py-closed': 'redis.exceptions.ConnectionError: Connection closed by server.',
  'beats-handshake-timeout':
    'transport.go:125: ERR SSL client failed to connect with: read tcp 10.0.0.7:27084->10.0.0.5:5043: i/o timeout',
  'kafka-metadata':
    "kafka: couldn't fetch broker metadata (check that your client and broker are using the same encryption and authentication settings)",
  'kafka-listener-differs':
    'org.apache.kafka.common.errors.InvalidRequestException: Invalid request, potential reasons: kafka client configured with another protocol',
  'java-closed-inbound':
    "javax.net.ssl.SSLException: closing inbound before receiving peer's close_notify",
  'java-cipher-unknown': 'java.lang.IllegalArgumentException: Unsupported CipherSuite: TLS_FOO',
  'java-signature':
    'PKIX path validation failed: java.security.cert.CertPathValidatorException: signature check failed',
  'java-peer-unverified': 'javax.net.ssl.SSLPeerUnverifiedException: peer not authenticated',
  'jruby-pem': 'OpenSSL::X509::CertificateError: malformed PEM data: no header found',
  'ruby-file-not-permitted': 'Errno::EACCES: Permission denied - /etc/logstash/certs/logstash.key',
  'ruby-file-absent': 'Errno::ENOENT: No such file or directory - /etc/logstash/certs/ca.crt',
  'apache-no-response': 'org.apache.http.NoHttpResponseException: es.lan:9200 failed to respond',
  'go-http-to-tls':
    'Get "http://es.lan:9200": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"',
  'kibana-identity-incomplete':
    '[config validation of [server].ssl]: must specify [key] when [certificate] is specified',
  'kibana-no-connection':
    'log   [20:57:18.562] [warning][elasticsearch] Unable to revive connection: https://localhost:9200/',
  'node-other-side-closed': 'ConnectionError: other side closed',
  'nginx-upstream-refused':
    'SSL_do_handshake() failed (SSL: error:1401E412:SSL routines:CONNECT_CR_FINISHED:sslv3 alert bad certificate:SSL alert number 42) while SSL handshaking to upstream, client: 10.0.0.7',
  'nginx-upstream-name':
    'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.0.7',
  'nginx-no-tls-built-in':
    'nginx: [emerg] the "ssl" parameter requires ngx_http_ssl_module in /etc/nginx/nginx.conf:7',
  'nginx-stapling-issuer':
    'nginx: [warn] "ssl_stapling" ignored, issuer certificate not found for certificate "/etc/nginx/a.crt"',
  'openssl-session-context':
    'error:140D9115:SSL routines:ssl_get_prev_session:session id context uninitialized',
  'openssl-fallback': 'error:140A1175:SSL routines:SSL_BYTES_TO_CIPHER_LIST:inappropriate fallback',
  'python-pem': 'ssl.SSLError: [SSL] PEM lib (_ssl.c:4065)',
  'python-remote-closed':
    'http.client.RemoteDisconnected: Remote end closed connection without response',
  'stunnel-no-certificate': 'LOG3[ui]: TLS server needs a certificate',
  'stunnel-setting': '/etc/stunnel/a.conf:7: "verify = default": Bad verify level',
  'redis-no-tls-built-in': ">>> 'tls-port 6379' Bad directive or wrong number of arguments",
  'redis-bad-directive': 'Bad directive or wrong number of arguments',
  'redis-client-gone': 'Error accepting a client connection: (null) (conn: fd=7)',
  'redis-cli-not-tls': 'Error: Protocol error, got "\\x15" as reply type byte',
  'gnutls-expired':
    'Status: The certificate is NOT trusted. The certificate chain uses expired certificate.',
  'gnutls-not-yet-valid':
    'Status: The certificate is NOT trusted. The certificate chain uses not yet valid certificate.',
  'gnutls-host':
    'Status: The certificate is NOT trusted. The name in the certificate does not match the expected.',
  'gnutls-purpose':
    'Status: The certificate is NOT trusted. The certificate chain does not match the intended purpose.',
  'gnutls-untrusted': 'Status: The certificate is NOT trusted. The certificate issuer is unknown.',
  'gnutls-no-client-certificate': '*** Fatal error: Certificate is required',
  'gnutls-plain': '*** Fatal error: An unexpected TLS packet was received.',
  'gnutls-closed': '*** Fatal error: The TLS connection was non-properly terminated.',
  'gnutls-pair': 'The certificate and the given key do not match.',
  'nss-plain-server':
    'curl: (35) SSL received a record that exceeded the maximum permissible length.',
  'nss-untrusted': "curl: (60) Peer's Certificate issuer is not recognized.",
  'nss-expired': "curl: (60) Peer's Certificate has expired.",
  'nss-host':
    "curl: (51) Unable to communicate securely with peer: requested domain name does not match the server's certificate.",
  'nss-purpose': 'SEC_ERROR_INADEQUATE_CERT_TYPE: Certificate type not approved for application.',
  'nss-no-client-certificate': 'NSS: client certificate not found (nickname not specified)',
  'nss-refused': 'SSL peer cannot verify your certificate.',
  'nss-no-cipher': 'Cannot communicate securely with peer: no common encryption algorithm(s).',
  'windows-untrusted':
    'schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)',
  'windows-host': 'schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)',
  'windows-expired': 'schannel: SEC_E_CERT_EXPIRED (0x80090328)',
  'windows-revocation':
    'schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012)',
  'es-store-password':
    'cannot read configured [PKCS12] keystore (as a truststore) [/etc/elasticsearch/a.p12] - this is usually caused by an incorrect password; (a keystore password was provided)',
  'beats-publish-timeout':
    'Failed to publish events caused by: read tcp 10.0.0.7:51514->10.0.0.5:5044: i/o timeout',
  'go-asn1':
    "Exiting: 1 error: asn1: structure error: tags don't match (16 vs {class:1 tag:6}) accessing 'output.elasticsearch.ssl'",
  'python-fingerprint': 'Fingerprints did not match. Expected ab, got cd.',
  'openssl-odd-client':
    'SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 10.0.0.7',
  'tls-handshake-failed':
    'org.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed',
  'java-store-password-missing':
    'setting default path failed: No password supplied for PKCS#12 KeyStore.',
  'java-chain-order':
    'java.security.KeyStoreException: Key protection algorithm not found: java.security.KeyStoreException: Certificate chain is not valid',
  'python-no-file': 'TypeError: certfile should be a valid filesystem path',
};
