// Lines of systemd, the kernel, Docker, Kubernetes and of applications in Python, Java, Node and Ruby that speak of other things, or well of TLS.

const SYSTEM = String.raw`
Nov 30 20:57:01 a systemd[1]: Starting logstash.service - logstash...
Nov 30 20:57:01 a systemd[1]: logstash.service: Deactivated successfully.
Nov 30 20:57:01 a systemd[1]: logstash.service: Main process exited, code=exited, status=143/n/a
Nov 30 20:57:01 a systemd[1]: Reloading nginx.service - A high performance web server and a reverse proxy server...
Nov 30 20:57:01 a systemd[1]: certbot.timer: Adding 6h 12min random time.
Nov 30 20:57:01 a systemd[1]: Finished certbot.service - Certbot.
Nov 30 20:57:01 a systemd-resolved[812]: Using degraded feature set UDP instead of TLS for DNS server 10.0.0.1.
Nov 30 20:57:01 a systemd-timesyncd[812]: Initial clock synchronization to Mon 2026-11-30 20:57:01 UTC.
Nov 30 20:57:01 a CRON[812]: (root) CMD (/usr/local/bin/renew-certificates --quiet)
Nov 30 20:57:01 a sudo:    admin : TTY=pts/0 ; PWD=/home/admin ; USER=root ; COMMAND=/usr/bin/openssl x509 -in a.crt -noout
Nov 30 20:57:01 a sshd[812]: Failed password for invalid user oracle from 10.0.0.7 port 51514 ssh2
Nov 30 20:57:01 a sshd[812]: Unable to negotiate with 10.0.0.7 port 51514: no matching key exchange method found.
Nov 30 20:57:01 a sshd[812]: error: kex_exchange_identification: Connection closed by remote host
Nov 30 20:57:01 a kernel: [12345.678901] TLS: kTLS offload enabled for device eth0
Nov 30 20:57:01 a kernel: Loaded X.509 cert 'Debian Secure Boot CA: 6ccece7e4c6c0d1f6149f3dd27dfcc5cbb419ea1'
Nov 30 20:57:01 a kernel: Asymmetric key parser 'x509' registered
Nov 30 20:57:01 a kernel: Problem loading in-kernel X.509 certificate (-2)
Nov 30 20:57:01 a kernel: nvme nvme0: missing or invalid SUBNQN field.
Nov 30 20:57:01 a kernel: Out of memory: Killed process 812 (java) total-vm:8123456kB
Nov 30 20:57:01 a kernel: EXT4-fs (sda1): mounted filesystem with ordered data mode.
Nov 30 20:57:01 a audit[812]: AVC avc:  denied  { read } for  pid=812 comm="node" name="server.conf" dev="sda1"
Nov 30 20:57:01 a chronyd[812]: System clock was stepped by 0.312 seconds
Nov 30 20:57:01 a dnsmasq[812]: query[A] logs.lan from 10.0.0.7
Nov 30 20:57:01 a NetworkManager[812]: <info>  [1764536221.0] device (eth0): state change: config -> ip-config
Nov 30 20:57:01 a puppet-agent[812]: Applied catalog in 12.31 seconds
Nov 30 20:57:01 a ansible-copy[812]: Invoked with src=ca.crt dest=/etc/logstash/certs/ca.crt mode=0644
Nov 30 20:57:01 a update-ca-certificates: 1 added, 0 removed; done.
Nov 30 20:57:01 a certbot[812]: No renewals were attempted.
Nov 30 20:57:01 a certbot[812]: Congratulations, all renewals succeeded: /etc/letsencrypt/live/a.lan/fullchain.pem (success)
Nov 30 20:57:01 a wpa_supplicant[812]: wlan0: CTRL-EVENT-EAP-PEER-CERT depth=0 subject='/CN=radius.lan'
Nov 30 20:57:01 a openvpn[812]: TLS: Initial packet from [AF_INET]10.0.0.7:1194, sid=abcdef
Nov 30 20:57:01 a openvpn[812]: VERIFY OK: depth=1, CN=Right CA
Nov 30 20:57:01 a openvpn[812]: Control Channel: TLSv1.3, cipher TLSv1.3 TLS_AES_256_GCM_SHA384
Nov 30 20:57:01 a rsyslogd: netstream session 0x7f from 10.0.0.7 will be closed due to error
Nov 30 20:57:01 a rsyslogd: [origin software="rsyslogd" swVersion="8.2302.0"] start
Nov 30 20:57:01 a smartd[812]: Device: /dev/sda, SMART Prefailure Attribute: 1 changed from 99 to 100
Nov 30 20:57:01 a cron[812]: open /var/spool/certificates.list: no such file or directory
type=USER_AUTH msg=audit(1764536221.004:812): pid=812 uid=0 msg='op=PAM:authentication grantors=? acct="bob" res=failed'
`;

const CONTAINERS = String.raw`
time="2026-11-30T20:57:01Z" level=info msg="Starting up"
time="2026-11-30T20:57:01Z" level=info msg="loading plugin \"io.containerd.tls.v1\"..." type=io.containerd
time="2026-11-30T20:57:01Z" level=warning msg="[DEPRECATION NOTICE]: API is accessible on http://0.0.0.0:2375 without encryption."
time="2026-11-30T20:57:01Z" level=info msg="Container failed to exit within 10s of signal 15 - using the force" container=abc
Error response from daemon: No such container: es01
Digest: sha256:2f8a748f8bcbb01886de4c1683ba2f8cd961752b7de73d7de4dae5a7775c531f
Status: Downloaded newer image for elasticsearch:9.2.0
es01  | Setting file permissions
es01  | All done!
setup-1  | Creating CA
setup-1  | Archive:  config/certs/ca.zip
setup-1  |   inflating: config/certs/ca/ca.crt
setup-1  | Creating certs
setup-1  | Waiting for Elasticsearch availability
I1130 20:57:01.004    7 dynamic_cafile_content.go:157] "Starting controller" name="client-ca-bundle::/etc/kubernetes/pki/ca.crt"
I1130 20:57:01.004    7 tlsconfig.go:181] "Loaded client CA" index=0 certName="client-ca-bundle" certDetail="\"kubernetes\" [] issuer=\"<self>\""
I1130 20:57:01.004    7 certificate_manager.go:356] Certificate expiration is 2027-11-30 20:57:01 +0000 UTC, rotation deadline is 2027-09-12
I1130 20:57:01.004    7 secure_serving.go:213] Serving securely on [::]:6443
W1130 20:57:01.004    7 reflector.go:533] failed to list *v1.Secret: secrets is forbidden: User "system:anonymous" cannot list resource "secrets"
E1130 20:57:01.004    7 pod_workers.go:1298] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"app\" with CrashLoopBackOff"
Normal  Issuing  3m  cert-manager-certificates-trigger  Issuing certificate as Secret does not exist
Normal  Issued   2m  cert-manager-certificates-issuing  The certificate has been successfully issued
Warning  Unhealthy  1m  kubelet  Readiness probe failed: HTTP probe failed with statuscode: 503
Normal  Pulled  1m  kubelet  Container image "stunnel:5" already present on machine
configmap/ca-bundle created
secret/logstash-tls configured
level=info ts=2026-11-30T20:57:01Z caller=main.go:1145 msg="Completed loading of configuration file" filename=/etc/prometheus/prometheus.yml
ts=2026-11-30T20:57:01Z caller=tls_config.go:274 level=info msg="Listening on" address=[::]:9090
ts=2026-11-30T20:57:01Z caller=tls_config.go:277 level=info msg="TLS is disabled." http2=false address=[::]:9090
logger=http.server t=2026-11-30T20:57:01Z level=info msg="HTTP Server Listen" address=[::]:3000 protocol=https subUrl= socket=
[2026-11-30 20:57:01.004][1][info][upstream] cm init: all clusters initialized
[2026-11-30 20:57:01.004][1][debug][connection] remote address:10.0.0.7:443,TLS handshake complete
`;

const PYTHON = String.raw`
INFO:     Uvicorn running on https://0.0.0.0:8443 (Press CTRL+C to quit)
INFO:     10.0.0.7:51514 - "GET /certificates/42 HTTP/1.1" 200 OK
INFO:root:certificate for a.lan expires in 29 days
WARNING:root:certificate for b.lan expires in 6 days, renewing
DEBUG:ssl:loaded 142 certificates from /etc/ssl/certs/ca-certificates.crt
DEBUG:httpcore.connection:start_tls.complete return_value=<httpcore._backends.sync.SyncStream object>
DEBUG:httpcore.connection:start_tls.started ssl_context=<ssl.SSLContext object> server_hostname='es.lan' timeout=5.0
INFO:elastic_transport.transport:GET https://es.lan:9200/ [status:200 duration:0.012s]
WARNING:elastic_transport.node_pool:Node <Urllib3HttpNode(https://es.lan:9200)> has been marked alive
2026-11-30 20:57:01,004 - paramiko.transport - INFO - Connected (version 2.0, client OpenSSH_9.2p1)
/usr/lib/python3/dist-packages/elasticsearch/_sync/client/__init__.py:403: SecurityWarning: Connecting to 'https://es.lan:9200' using TLS with verify_certs=False is insecure
/usr/lib/python3/dist-packages/urllib3/connectionpool.py:1063: InsecureRequestWarning: Unverified HTTPS request is being made to host 'es.lan'. Adding certificate verification is strongly advised.
DeprecationWarning: ssl.PROTOCOL_TLS is deprecated
ValueError: invalid literal for int() with base 10: 'certificate'
KeyError: 'pki'
ModuleNotFoundError: No module named 'OpenSSL'
FileNotFoundError: [Errno 2] No such file or directory: '/srv/app/settings.toml'
PermissionError: [Errno 13] Permission denied: '/srv/app/data.db'
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
redis.exceptions.AuthenticationError: invalid username-password pair
redis.exceptions.ResponseError: value is not an integer or out of range
  File "/usr/lib/python3.11/ssl.py", line 517, in wrap_socket
    return self.sslsocket_class._create(
    self.do_handshake()
Traceback (most recent call last):
During handling of the above exception, another exception occurred:
celery@worker1 ready.
[2026-11-30 20:57:01 +0000] [812] [INFO] Listening at: https://0.0.0.0:8000 (812)
[2026-11-30 20:57:01 +0000] [812] [INFO] Handling signal: term
`;

const JAVA = String.raw`
2026-11-30 20:57:01.004  INFO 812 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port(s): 8443 (https) with context path ''
2026-11-30 20:57:01.004  INFO 812 --- [           main] o.a.t.util.net.NioEndpoint.certificate   : Connector [https-jsse-nio-8443], TLS virtual host [_default_], certificate type [UNDEFINED] configured from keystore [/etc/app/keystore.p12] using alias [app]
2026-11-30 20:57:01.004 DEBUG 812 --- [nio-8443-exec-1] o.a.http.conn.ssl.SSLConnectionSocketFactory : Negotiated protocol: TLSv1.3
2026-11-30 20:57:01.004 DEBUG 812 --- [nio-8443-exec-1] o.a.http.conn.ssl.SSLConnectionSocketFactory : Enabled cipher suites:[TLS_AES_256_GCM_SHA384]
2026-11-30 20:57:01.004 DEBUG 812 --- [nio-8443-exec-1] o.a.http.conn.ssl.SSLConnectionSocketFactory : peer principal: CN=es01
2026-11-30 20:57:01.004  WARN 812 --- [           main] c.a.s.TrustStoreMonitor : trust store /etc/app/trust.p12 changed, 2 entries
2026-11-30 20:57:01.004 ERROR 812 --- [           main] o.s.boot.SpringApplication : Application run failed
javax.net.ssl|DEBUG|10|main|2026-11-30 20:57:01.004 UTC|ClientHello.java:641|Produced ClientHello handshake message (
javax.net.ssl|DEBUG|10|main|2026-11-30 20:57:01.004 UTC|X509TrustManagerImpl.java:293|Found trusted certificate (
javax.net.ssl|ALL|10|main|2026-11-30 20:57:01.004 UTC|SignatureScheme.java:412|Ignore unsupported signature scheme: ed448
javax.net.ssl|DEBUG|10|main|2026-11-30 20:57:01.004 UTC|SSLExtensions.java:170|Ignore unavailable extension: pre_shared_key
javax.net.ssl|DEBUG|10|main|2026-11-30 20:57:01.004 UTC|SSLSocketImpl.java:1755|close the underlying socket
adding as trusted certificates (
  "certificate" : {
    "not after"          : "2027-11-30 20:57:18.000 UTC",
java.lang.NullPointerException: Cannot invoke "String.length()" because "certificate" is null
java.lang.IllegalStateException: Failed to load ApplicationContext
java.sql.SQLException: Access denied for user 'app'@'10.0.0.7' (using password: YES)
java.util.concurrent.TimeoutException: Did not observe any item or terminal signal within 5000ms
java.io.IOException: Broken pipe
	at java.base/sun.nio.ch.SocketDispatcher.write(SocketDispatcher.java:54)
	at io.netty.handler.ssl.SslHandler.decode(SslHandler.java:1314) ~[netty-handler-4.1.118.Final.jar:4.1.118.Final]
Caused by: java.lang.ClassNotFoundException: org.bouncycastle.jce.provider.BouncyCastleProvider
Keystore type: PKCS12
Your keystore contains 1 entry
app, Nov 30, 2026, PrivateKeyEntry,
Certificate was added to keystore
Certificate stored in file <ca.crt>
Valid from: Mon Nov 30 20:57:18 UTC 2026 until: Tue Nov 30 20:57:18 UTC 2027
Picked up JAVA_TOOL_OPTIONS: -Djavax.net.ssl.trustStore=/etc/app/trust.p12
`;

const NODE_AND_RUBY = String.raw`
Server listening on https://0.0.0.0:8443
(node:812) Warning: Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections and HTTPS requests insecure by disabling certificate verification.
(node:812) Warning: Ignoring extra certs from /etc/app/extra.pem, load failed: none
{"level":30,"time":1764536221004,"pid":812,"hostname":"a","msg":"Server listening at https://10.0.0.5:8443"}
{"level":30,"time":1764536221004,"reqId":"req-1","req":{"method":"GET","url":"/tls/handshake"},"msg":"incoming request"}
{"level":50,"time":1764536221004,"msg":"request errored","err":{"type":"Error","message":"ETIMEOUT waiting for lock"}}
Error: listen EACCES: permission denied 0.0.0.0:443
TypeError: Cannot read properties of undefined (reading 'certificate')
npm warn deprecated tls-helper@1.0.0: no longer maintained
GET /ssl/renew 302 12.312 ms - 58
info: tls session resumed, cipher TLS_AES_128_GCM_SHA256
Puma starting in single mode...
* Listening on ssl://0.0.0.0:9292?cert=/etc/app/a.crt&key=/etc/app/a.key&verify_mode=none
I, [2026-11-30T20:57:01.004 #812]  INFO -- : Completed 200 OK in 12ms
W, [2026-11-30T20:57:01.004 #812]  WARN -- : certificate pinning is off
2026-11-30 20:57:01 +0000 [info]: #0 adding forwarding server 'logs.lan:24224' host="logs.lan" port=24224 weight=60
2026-11-30 20:57:01 +0000 [info]: #0 following tail of /var/log/tls.log
2026-11-30 20:57:01 +0000 [warn]: #0 buffer flush took longer time than slow_flush_log_threshold: elapsed_time=21.0
http: Accept error: accept tcp [::]:8443: accept4: too many open files; retrying in 5ms
2026/11/30 20:57:01 Serving TLS on :8443
2026/11/30 20:57:01 http2: server: client 10.0.0.7:51514 said hello
2026/11/30 20:57:01 read tcp 10.0.0.5:8443->10.0.0.7:51514: use of closed network connection
panic: runtime error: invalid memory address or nil pointer dereference
ERROR: certificate_templates table is empty
The word certificate is not valid here, but it is harmless.
A handshake is how people greet each other.
Ticket 812: the customer asks when the certificate of participation will be sent.
`;

export const OF_SYSTEMS = [SYSTEM, CONTAINERS, PYTHON, JAVA, NODE_AND_RUBY].flatMap((text) =>
  text.trim().split('\n'),
);
