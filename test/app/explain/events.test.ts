// Proves that what a program says at once is one event, whose cause is named once, and that no two events become one.
import { describe, expect, it } from 'vitest';
import { explainLog } from '../../../src/app/explain/log.js';
import { testPorts } from '../../support/test-ports.js';

const { files } = testPorts();

/** Of each entry the code, the line it is first seen in and how often. */
async function told(...lines: readonly string[]) {
  const { lines: entries } = await explainLog(lines.join('\n'), { files });
  return entries.map(({ code, first, count }) => `${code} ${first} ${count}`);
}

const PIPELINE =
  '[2026-11-30T20:57:18,123][WARN ][io.netty.channel.DefaultChannelPipeline] An exceptionCaught() event was fired, and it reached at the tail of the pipeline.';
const FRAMES = [
  '\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:130) ~[?:?]',
  '\tat io.netty.handler.ssl.SslHandler.decode(SslHandler.java:1314) ~[netty.jar:4.1.49.Final]',
];
const UNTRUSTED =
  'PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target';
const STACK = [
  PIPELINE,
  `io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: ${UNTRUSTED}`,
  ...FRAMES,
  `Caused by: javax.net.ssl.SSLHandshakeException: ${UNTRUSTED}`,
  ...FRAMES,
  '\t... 17 more',
  `Caused by: sun.security.validator.ValidatorException: ${UNTRUSTED}`,
  ...FRAMES,
  '\t... 21 more',
  'Caused by: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  '\t... 27 more',
];

const EXPIRED = [
  '[2026-11-30T20:57:18,123][WARN ][o.e.h.AbstractHttpServerTransport] [es01] caught exception while handling client http traffic, closing connection',
  'io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
  ...FRAMES,
  'Caused by: java.security.cert.CertificateExpiredException: NotAfter: Mon Nov 30 20:57:18 UTC 2026',
  ...FRAMES,
];

const TRACEBACK = [
  'ERROR:shipper:cannot send',
  'Traceback (most recent call last):',
  '  File "/usr/lib/python3.11/site-packages/urllib3/connectionpool.py", line 670, in urlopen',
  '    self._sslobj.do_handshake()',
  '    ~~~~~~~~~~~~~~~~~~~~~~~~~^^',
  'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)',
  '',
  'During handling of the above exception, another exception occurred:',
  '',
  'Traceback (most recent call last):',
  '  File "/srv/shipper.py", line 7, in <module>',
  '    requests.get("https://es.lan")',
  "requests.exceptions.SSLError: HTTPSConnectionPool(host='es.lan', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)')))",
];

const NODE = [
  ' FATAL  Error: unable to verify the first certificate',
  '    at TLSSocket.onConnectSecure (node:_tls_wrap:1627:34)',
  '    at TLSSocket.emit (node:events:512:28) {',
  "  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',",
  '  [cause]: Error: unable to verify the first certificate',
  '      at TLSWrap.ssl.onhandshakedone (node:_tls_wrap:824:12)',
];

const JSON_STACK = [
  '{"type": "server", "level": "ERROR", "component": "o.e.b.ElasticsearchUncaughtExceptionHandler", "message": "uncaught exception in thread [main]", ',
  '"stacktrace": ["org.elasticsearch.bootstrap.StartupException: ElasticsearchSecurityException[failed to load SSL configuration [xpack.security.transport.ssl]]",',
  '"at org.elasticsearch.bootstrap.Elasticsearch.init(Elasticsearch.java:169) ~[elasticsearch-7.17.15.jar:7.17.15]",',
  '"... 6 more",',
  '"Caused by: java.nio.file.NoSuchFileException: /usr/share/elasticsearch/config/ca.crt",',
  '"at sun.nio.fs.UnixException.translateToIOException(UnixException.java:92) ~[?:?]",',
];

const GO = [
  'Exiting: 2 errors occurred:',
  '\t* Get "https://es.lan:9200": x509: certificate signed by unknown authority',
  '\t* remote error: tls: bad certificate',
];

describe('is one event', () => {
  it.each<[string, string, readonly string[]]>([
    ['a stack of Java', 'java-server-does-not-trust 2 1', STACK],
    ['a stack whose depth says more than its top', 'java-expired 5 1', EXPIRED],
    ['a traceback of Python, and another that it led to', 'openssl-self-signed 6 1', TRACEBACK],
    ['a stack of Node', 'openssl-first-certificate 1 1', NODE],
    ["a stack in Elasticsearch's JSON", 'java-file-absent 5 1', JSON_STACK],
    ['errors that Go has joined, the one that says most', 'go-unknown-authority 2 1', GO],
  ])('%s', async (_, entry, lines) => {
    expect(await told(...lines)).toEqual([entry]);
  });

  it.each<[string, (line: string) => string]>([
    ['docker compose', (line) => `elasticsearch_1  | ${line}`],
    ['docker logs', (line) => `2026-11-30T20:57:18.204468712Z ${line}`],
    ['journald', (line) => `Nov 30 20:57:18 es01 elasticsearch[812]: ${line}`],
    ['the files of docker', (line) => `${JSON.stringify({ log: line })}`],
  ])('a stack as %s has it', async (_, collected) => {
    expect(await told(...EXPIRED.map(collected))).toEqual(['java-expired 5 1']);
  });

  it('a setting of redis and what is wrong with it', async () => {
    const refused = [
      "1:C # >>> 'tls-port 6379'",
      '1:C # Bad directive or wrong number of arguments',
    ];
    expect(await told(...refused)).toEqual(['redis-no-tls-built-in 2 1']);
    expect(await told(">>> 'dir'", 'Bad directive or wrong number of arguments')).toEqual([]);
  });

  it('however long it is', async () => {
    const frames = Array.from({ length: 50_000 }, () => FRAMES[0] as string);
    const [head = '', , , , ...rest] = EXPIRED;
    expect(await told(head, ...frames, ...rest)).toEqual(['java-expired 50002 1']);
  });
});

describe('are events of their own', () => {
  it('stacks that follow each other', async () => {
    expect(await told(...STACK, ...EXPIRED, ...STACK)).toEqual([
      'java-server-does-not-trust 2 2',
      `java-expired ${STACK.length + 5} 1`,
    ]);
    const again = TRACEBACK.slice(1, 6);
    expect(await told(...again, '', ...again)).toEqual(['openssl-self-signed 5 2']);
  });

  it('a line with a cause, and an exception without frames', async () => {
    const alert = 'remote error: tls: bad certificate';
    const exception = 'javax.net.ssl.SSLHandshakeException: no cipher suites in common';
    const expected = ['java-no-cipher 2 1', 'alert-bad-certificate-go 1 1'];
    expect(await told(alert, exception)).toEqual(expected);
    expect(await told(alert, exception, '', alert)).toEqual([
      'java-no-cipher 2 1',
      'alert-bad-certificate-go 1 2',
    ]);
    expect(await told(alert, exception, FRAMES[0] as string)).toEqual(['java-no-cipher 2 1']);
  });

  it('lines of one indent, and what follows a blank line', async () => {
    const line = '  log   [20:57:18.562] [warning] self-signed certificate';
    expect(await told(line, line, line)).toEqual(['openssl-self-signed 1 3']);
    expect(await told('Started.', '', '  certificate has expired')).toEqual([
      'openssl-expired 3 1',
    ]);
  });
});
