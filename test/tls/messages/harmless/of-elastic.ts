// Lines of Logstash, Beats, Elastic Agent, Elasticsearch and Kibana that are well.

const LOGSTASH = String.raw`
[2026-11-30T20:57:01,004][INFO ][logstash.runner          ] JVM bootstrap flags: [-Xms1g, -Xmx1g, -Djava.awt.headless=true, -Djruby.compile.invokedynamic=true]
[2026-11-30T20:57:01,118][INFO ][logstash.settings        ] Creating directory {:setting=>"path.queue", :path=>"/var/lib/logstash/queue"}
[2026-11-30T20:57:01,311][INFO ][logstash.agent           ] No persistent UUID file found. Generating new UUID {:uuid=>"7d3c7b0e-22f0-44e5-9d0e-4a7a2b1f0c11"}
[2026-11-30T20:57:02,702][INFO ][org.reflections.Reflections] Reflections took 132 ms to scan 1 urls, producing 149 keys and 521 values
[2026-11-30T20:57:03,050][INFO ][logstash.codecs.jsonlines] ECS compatibility is enabled but target option was not specified
[2026-11-30T20:57:03,212][INFO ][logstash.javapipeline    ] Pipeline main is configured with pipeline.ecs_compatibility: v8 setting. All plugins in this pipeline will default to ecs_compatibility => v8
[2026-11-30T20:57:03,440][INFO ][logstash.javapipeline    ][main] Starting pipeline {:pipeline_id=>"main", "pipeline.workers"=>2, "pipeline.batch.size"=>125, "pipeline.batch.delay"=>50}
[2026-11-30T20:57:04,001][INFO ][logstash.javapipeline    ][main] Pipeline Java execution initialization time {"seconds"=>0.56}
[2026-11-30T20:57:04,122][INFO ][logstash.inputs.tcp      ][main] Starting tcp input listener {:address=>"0.0.0.0:5000", :ssl_enabled=>true}
[2026-11-30T20:57:04,260][INFO ][logstash.inputs.http     ][main] Starting http input listener {:address=>"0.0.0.0:8080", :ssl_enabled=>"true"}
[2026-11-30T20:57:04,301][INFO ][logstash.agent           ] Pipelines running {:count=>2, :running_pipelines=>[:main, :".monitoring-logstash"], :non_running_pipelines=>[]}
[2026-11-30T20:57:04,522][INFO ][logstash.outputs.elasticsearch][main] Elasticsearch pool URLs updated {:changes=>{:removed=>[], :added=>[https://logstash_internal:xxxxxx@es01:9200/]}}
[2026-11-30T20:57:04,699][INFO ][logstash.outputs.elasticsearch][main] Elasticsearch version determined (9.2.0) {:es_version=>9}
[2026-11-30T20:57:04,733][INFO ][logstash.outputs.elasticsearch][main] Data streams auto configuration (data_stream => auto or unset) resolved to true
[2026-11-30T20:57:04,744][INFO ][logstash.outputs.elasticsearch][main] Using a default mapping template {:es_version=>9, :ecs_compatibility=>:v8}
[2026-11-30T20:57:04,801][WARN ][logstash.outputs.elasticsearch][main] Could not index event to Elasticsearch. {:status=>400, :action=>["index", {:_id=>nil, :_index=>"logs"}], :response=>{"index"=>{"error"=>{"type"=>"mapper_parsing_exception"}}}}
[2026-11-30T20:57:05,012][WARN ][logstash.outputs.elasticsearch][main] You are using a deprecated config setting "ssl_certificate_verification" set in elasticsearch. Deprecated settings will continue to work, but are scheduled for removal
[2026-11-30T20:57:05,013][WARN ][deprecation.logstash.inputs.beats] You are using a deprecated config setting "ssl_verify_mode" set in beats.
[2026-11-30T20:57:05,077][DEBUG][logstash.outputs.elasticsearch][main] config LogStash::Outputs::ElasticSearch/@ssl_certificate_authorities = ["/etc/logstash/certs/ca.crt"]
[2026-11-30T20:57:05,078][DEBUG][logstash.outputs.elasticsearch][main] config LogStash::Outputs::ElasticSearch/@ssl_supported_protocols = []
[2026-11-30T20:57:05,112][DEBUG][org.logstash.netty.SslContextBuilder] Available ciphers: [TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
[2026-11-30T20:57:05,140][DEBUG][org.logstash.netty.SslContextBuilder] Certificate Authorities: [/etc/logstash/certs/ca.crt]
[2026-11-30T20:57:05,151][DEBUG][org.logstash.netty.SslContextBuilder] Client authentication mode: REQUIRED
[2026-11-30T20:57:05,220][DEBUG][org.logstash.beats.ConnectionHandler] 5a2c1f: channel activated
[2026-11-30T20:57:05,260][DEBUG][org.logstash.beats.BeatsHandler][main] [local: 10.0.0.5:5044, remote: 10.0.0.7:51514] Received a new payload
[2026-11-30T20:57:05,262][DEBUG][org.logstash.beats.ConnectionHandler] 5a2c1f: batches pending: true
[2026-11-30T20:57:05,300][DEBUG][logstash.filters.grok    ][main] Event now:  {:event=>#<LogStash::Event:0x1a2b3c>}
[2026-11-30T20:57:05,312][DEBUG][logstash.filters.mutate  ][main] filters/LogStash::Filters::Mutate: adding value to field {"field"=>"tls_version", "value"=>["%{[tls][version]}"]}
[2026-11-30T20:57:06,001][INFO ][logstash.pipelineaction.reload] Reloading pipeline {"pipeline.id"=>:main}
[2026-11-30T20:57:06,544][INFO ][logstash.javapipeline    ][main] Pipeline terminated {"pipeline.id"=>"main"}
[2026-11-30T20:57:07,110][WARN ][logstash.runner          ] SIGTERM received. Shutting down.
[2026-11-30T20:57:08,220][INFO ][logstash.runner          ] Logstash shut down.
[2026-11-30T20:57:09,002][INFO ][logstash.licensechecker.licensereader] Elasticsearch version determined (9.2.0) {:es_version=>9}
[2026-11-30T20:57:09,340][INFO ][logstash.monitoring.internalpipelinesource] Monitoring License OK
[2026-11-30T20:57:09,800][WARN ][logstash.filters.date    ][main] Failed parsing date from field {:field=>"timestamp", :value=>"certificate", :exception=>"Invalid format"}
[2026-11-30T20:57:10,120][INFO ][logstash.inputs.beats    ][main] Certificate chain reloaded {:certificate=>"/etc/logstash/certs/logstash.crt"}
[2026-11-30T20:57:10,420][WARN ][logstash.outputs.http    ][main] [HTTP Output Failure] Encountered non-2xx HTTP code 503 {:response_code=>503, :url=>"https://sink.lan/", :will_retry=>true}
[2026-11-30T20:57:11,020][WARN ][logstash.outputs.elasticsearch][main] Health check failed {:code=>401, :url=>https://es01:9200/, :message=>"Got response code '401' contacting Elasticsearch at URL 'https://es01:9200/'"}
`;

const BEATS = String.raw`
{"log.level":"info","@timestamp":"2026-11-30T20:57:01.004Z","log.origin":{"file.name":"instance/beat.go","file.line":1055},"message":"Beat info","service.name":"heartbeat","ecs.version":"1.6.0"}
{"log.level":"info","log.logger":"beat","message":"Home path: [/usr/share/heartbeat] Config path: [/etc/heartbeat] Data path: [/var/lib/heartbeat] Logs path: [/var/log/heartbeat]"}
{"log.level":"info","message":"Beat ID: 9d0e4a7a-2b1f-4c11-8c7b-0e22f044e59d","service.name":"filebeat"}
{"log.level":"info","log.logger":"seccomp","message":"Syscall filter successfully installed"}
{"log.level":"info","log.logger":"esclientleg","message":"elasticsearch url: https://es01.lan:9200"}
{"log.level":"info","log.logger":"esclientleg","message":"Attempting to connect to Elasticsearch version 9.2.0 (default)"}
{"log.level":"info","log.logger":"publisher","message":"Beat name: web-7"}
{"log.level":"info","log.logger":"modules","message":"Enabled modules/filesets: nginx (access, error), system (syslog)"}
{"log.level":"info","log.logger":"monitoring","message":"Starting metrics logging every 30s"}
{"log.level":"info","log.logger":"registrar","message":"States Loaded from registrar: 12"}
{"log.level":"info","log.logger":"crawler","message":"Loading Inputs: 1"}
{"log.level":"info","log.logger":"input.filestream","message":"Input 'filestream' starting","id":"certs"}
{"log.level":"warn","log.logger":"input","message":"DEPRECATED: Log input. Use Filestream input instead."}
{"log.level":"info","log.logger":"publisher_pipeline_output","message":"Connection to backoff(elasticsearch(https://es01.lan:9200)) established"}
{"log.level":"info","log.logger":"file_watcher","message":"Start next scan of /etc/heartbeat/certs"}
{"log.level":"info","log.logger":"tls","message":"certificate reload is enabled, files are looked at every 5s"}
{"log.level":"debug","log.logger":"tls","message":"'ca_trusted_fingerprint' set, looking for matching fingerprints"}
{"log.level":"debug","log.logger":"tls","message":"CA certificate matching 'ca_trusted_fingerprint' found, adding it to 'certificate_authorities'"}
{"log.level":"debug","log.logger":"transport","message":"TLS handshake completed"}
{"log.level":"debug","log.logger":"lumberjack.client","message":"handle error: nil"}
{"log.level":"debug","log.logger":"logstash","message":"50 events out of 50 events sent to logstash host logs.lan:5044:10200. Continue sending"}
{"log.level":"info","log.logger":"scheduler","message":"Starting scheduler with limit of 0 jobs"}
{"monitor":{"id":"tls-check","status":"down","duration":{"us":2113}},"summary":{"up":0,"down":1},"error":{"type":"validate","message":"received status code 503 expecting 200"}}
{"monitor":{"id":"cert-expiry","status":"up"},"tls":{"server":{"x509":{"not_after":"2027-11-30T20:57:18Z","not_before":"2026-11-30T20:57:18Z","signature_algorithm":"ECDSA-SHA256"}}}}
2026-11-30T20:57:18.004Z	INFO	[publisher_pipeline_output]	pipeline/output.go:151	Connection to backoff(async(tcp://logs.lan:5044)) established
2026-11-30T20:57:18.004Z	INFO	[monitoring]	log/log.go:184	Non-zero metrics in the last 30s	{"monitoring": {"metrics": {"libbeat":{"output":{"read":{"bytes":6,"errors":0},"write":{"bytes":1204,"errors":0}}}}}}
2026-11-30T20:57:18.004Z	WARN	[tls]	tlscommon/tls_config.go:101	SSL/TLS verifications disabled.
2026-11-30T20:57:18.004Z	INFO	instance/beat.go:456	filebeat stopped.
2026-11-30T20:57:18.004Z	DEBUG	[tls]	tlscommon/tls.go:195	Successfully loaded CA certificate: /etc/filebeat/certs/ca.crt
2026-11-30T20:57:18.004Z	DEBUG	[tls]	tlscommon/tls.go:118	Loading certificate: /etc/filebeat/certs/filebeat.crt and key /etc/filebeat/certs/filebeat.key
logstash: logs.lan:5044...
    parse host... OK
    dial up... OK
    security: server's certificate chain verification is enabled
    handshake... OK
    TLS version: TLSv1.3
  talk to server... OK
Config OK
{"log.level":"info","message":"Fleet Server - Running on policy with Fleet Server integration: fleet-server-policy","log.origin":{"file.name":"cmd/enroll_cmd.go"}}
{"log.level":"info","message":"Starting enrollment to URL: https://fleet.lan:8220/","log.origin":{"file.name":"cmd/enroll_cmd.go"}}
{"log.level":"info","message":"Elastic Agent successfully enrolled, triggering restart"}
{"log.level":"info","message":"Component state changed filestream-default (STARTING->HEALTHY): Healthy: communicating with pid '812'"}
{"log.level":"info","log.logger":"fleet_gateway","message":"Checkin request completed in 312ms, next checkin in 1s"}
{"log.level":"warn","message":"Possible transient error during checkin with fleet-server, retrying: status code: 503"}
{"log.level":"info","message":"Successfully acknowledged actions, certificate_rotation=0"}
`;

const ELASTICSEARCH = String.raw`
[2026-11-30T20:57:01,004][INFO ][o.e.n.Node               ] [es01] version[9.2.0], pid[7], build[docker/abc/2026-10-01], OS[Linux/6.1/amd64], JVM[Oracle Corporation/OpenJDK 64-Bit Server VM/25]
[2026-11-30T20:57:01,112][INFO ][o.e.n.Node               ] [es01] JVM home [/usr/share/elasticsearch/jdk], using bundled JDK [true]
[2026-11-30T20:57:02,210][INFO ][o.e.p.PluginsService     ] [es01] loaded module [x-pack-security]
[2026-11-30T20:57:02,220][INFO ][o.e.p.PluginsService     ] [es01] loaded module [transport-netty4]
[2026-11-30T20:57:03,400][INFO ][o.e.e.NodeEnvironment    ] [es01] using [1] data paths, mounts [[/ (overlay)]], net usable_space [40gb]
[2026-11-30T20:57:04,102][INFO ][o.e.x.m.p.l.CppLogMessageHandler] [es01] [controller/211] [Main.cc@123] controller (64 bit): Version 9.2.0
[2026-11-30T20:57:04,610][INFO ][o.e.t.n.NettyAllocator   ] [es01] creating NettyAllocator with the following configs: [name=elasticsearch_configured]
[2026-11-30T20:57:05,700][INFO ][o.e.b.BootstrapChecks    ] [es01] bound or publishing to a non-loopback address, enforcing bootstrap checks
[2026-11-30T20:57:06,020][INFO ][o.e.c.s.MasterService    ] [es01] elected-as-master ([1] nodes joined)[{es01}{abc}{def}{es01}{10.0.0.5}{10.0.0.5:9300}]
[2026-11-30T20:57:06,212][INFO ][o.e.c.s.ClusterApplierService] [es01] master node changed {previous [], current [{es01}]}
[2026-11-30T20:57:07,000][INFO ][o.e.l.ClusterStateLicenseService] [es01] license [abc] mode [basic] - valid
[2026-11-30T20:57:07,111][INFO ][o.e.x.s.InitialNodeSecurityAutoConfiguration] [es01] HTTPS has been configured with automatically generated certificates, and the CA's hex-encoded SHA-256 fingerprint is [abcdef]
[2026-11-30T20:57:07,220][INFO ][o.e.x.c.s.SSLConfigurationReloader] [es01] updated ssl configurations [xpack.security.http.ssl]
[2026-11-30T20:57:07,310][DEBUG][o.e.x.c.s.SSLConfigurationReloader] [es01] reloading ssl configuration since [/usr/share/elasticsearch/config/certs/http.p12] changed
[2026-11-30T20:57:07,401][INFO ][o.e.x.s.a.TokenService   ] [es01] refreshed keys
[2026-11-30T20:57:08,501][INFO ][o.e.c.r.a.AllocationService] [es01] current.health="GREEN" message="Cluster health status changed from [YELLOW] to [GREEN]"
[2026-11-30T20:57:08,600][INFO ][o.e.x.i.a.TransportPutLifecycleAction] [es01] adding index lifecycle policy [certificates-30d]
[2026-11-30T20:57:08,707][INFO ][o.e.c.m.MetadataCreateIndexService] [es01] [.ds-logs-tls-2026.11.30-000001] creating index, cause [initialize_data_stream]
[2026-11-30T20:57:09,008][WARN ][o.e.x.s.s.SecurityStatusChangeListener] [es01] Active license is now [BASIC]; Security is enabled
[2026-11-30T20:57:09,500][WARN ][o.e.d.c.s.Settings       ] [es01] [xpack.security.transport.ssl.verification_mode] certificate is recommended to be full
[2026-11-30T20:57:09,700][INFO ][o.e.x.s.a.AuthenticationService] [es01] Authentication of [kibana_system] was terminated by realm [reserved] - failed to authenticate user [kibana_system]
[2026-11-30T20:57:10,100][WARN ][o.e.m.j.JvmGcMonitorService] [es01] [gc][123] overhead, spent [512ms] collecting in the last [1s]
[2026-11-30T20:57:10,400][INFO ][o.e.i.g.DatabaseNodeService] [es01] successfully loaded geoip database file [GeoLite2-City.mmdb]
[2026-11-30T20:57:10,800][WARN ][o.e.t.TcpTransport       ] [es01] invalid internal transport message format, got (47,45,54,20)
[2026-11-30T20:57:11,000][INFO ][o.e.n.Node               ] [es01] stopping ...
[2026-11-30T20:57:11,040][INFO ][o.e.x.w.WatcherService   ] [es01] stopping watch service, reason [shutdown initiated]
{"@timestamp":"2026-11-30T20:57:12.004Z", "log.level": "INFO", "message":"Node [{es01}] is selected as the current health node.", "ecs.version": "1.2.0","service.name":"ES_ECS"}
{"@timestamp":"2026-11-30T20:57:12.104Z", "log.level": "INFO", "message":"security index is available", "log.logger":"org.elasticsearch.xpack.security"}
{"@timestamp":"2026-11-30T20:57:12.204Z", "log.level": "WARN", "message":"the [ldap/ad1] realm certificate check took 4021ms"}
{"type":"audit", "event.action":"authentication_success", "authentication.type":"REALM", "user.name":"CN=heartbeat", "user.realm":"pki1", "origin.address":"10.0.0.7:51514"}
{"type":"audit", "event.action":"tampered_request", "origin.address":"10.0.0.7:51514", "request.id":"abc"}
ERROR: [1] bootstrap checks failed. You must address the points described in the following [1] lines before starting Elasticsearch.
max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]
org.elasticsearch.index.IndexNotFoundException: no such index [certificates]
Caused by: org.elasticsearch.common.util.concurrent.EsRejectedExecutionException: rejected execution of TimedRunnable
`;

const KIBANA = String.raw`
[2026-11-30T20:57:01.004+00:00][INFO ][node] Kibana process configured with roles: [background_tasks, ui]
[2026-11-30T20:57:01.204+00:00][INFO ][plugins-service] The following plugins are disabled: "cloudChat,profilingDataAccess".
[2026-11-30T20:57:02.004+00:00][INFO ][http.server.Preboot] http server running at http://localhost:5601
[2026-11-30T20:57:02.304+00:00][INFO ][plugins-system.standard] Setting up [187] plugins: [devTools,translations,licensing]
[2026-11-30T20:57:03.004+00:00][WARN ][plugins.security.config] Generating a random key for xpack.security.encryptionKey. To prevent sessions from being invalidated on restart, please set it.
[2026-11-30T20:57:03.104+00:00][WARN ][plugins.encryptedSavedObjects] Saved objects encryption key is not set. This will severely limit Kibana functionality.
[2026-11-30T20:57:04.004+00:00][INFO ][savedobjects-service] Waiting until all Elasticsearch nodes are compatible with Kibana before starting saved objects migrations...
[2026-11-30T20:57:04.504+00:00][INFO ][savedobjects-service] [.kibana] INIT -> CREATE_NEW_TARGET. took: 12ms.
[2026-11-30T20:57:05.004+00:00][INFO ][plugins.fleet] Fleet setup completed
[2026-11-30T20:57:05.204+00:00][INFO ][http.server.Kibana.tls] Reloading TLS configuration: certificate changed
[2026-11-30T20:57:05.304+00:00][ERROR][plugins.security.authentication] License is not available, authentication is not possible.
[2026-11-30T20:57:05.404+00:00][ERROR][elasticsearch-service] Unable to retrieve version information from Elasticsearch nodes. security_exception: unable to authenticate user [kibana_system]
[2026-11-30T20:57:05.504+00:00][INFO ][plugins.taskManager] TaskManager is identified by the Kibana UUID: abc
[2026-11-30T20:57:05.604+00:00][WARN ][environment] Detected an unhandled Promise rejection: Error: Request timed out
[2026-11-30T20:57:05.704+00:00][INFO ][plugins.synthetics] Monitor "certificate of shop" is up
[2026-11-30T20:57:05.804+00:00][INFO ][root] SIGTERM received - initiating shutdown
{"type":"log","@timestamp":"2026-11-30T20:57:05Z","tags":["info","http","server","Kibana"],"pid":7,"message":"http server running at https://0.0.0.0:5601"}
{"type":"response","@timestamp":"2026-11-30T20:57:05Z","method":"get","statusCode":200,"req":{"url":"/app/uptime/certificates","headers":{"host":"kibana.lan"}}}
`;

export const OF_ELASTIC = [LOGSTASH, BEATS, ELASTICSEARCH, KIBANA].flatMap((text) =>
  text.trim().split('\n'),
);
