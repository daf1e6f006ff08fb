// The command that tells whether a cause is the right one. Words in capitals are to be filled in.
import type { Check } from '../../tls/messages/message.js';

const SERVED = 'openssl s_client -connect HOST:PORT -servername HOST -CAfile ca.crt';

export const CHECK_COMMANDS: Readonly<Record<Check, string>> = {
  'chain-served': `${SERVED} -showcerts -verify_return_error </dev/null`,
  'chain-served-with-client': `(sleep 2) | ${SERVED} -cert client.crt -key client.key`,
  'client-certificate': 'tlsmith verify client.crt --ca ca.crt --purpose client',
  'server-certificate': 'tlsmith verify server.crt --ca ca.crt --purpose server',
  'server-name': 'tlsmith verify server.crt --ca ca.crt --purpose server --host HOST',
  'certificate-file': 'tlsmith inspect CERTIFICATE',
  'key-file': 'tlsmith inspect KEY',
  loads: 'tlsmith inspect --for TARGET CERTIFICATE KEY',
  pair: 'tlsmith verify --pair SERVERFOLDER --with CLIENTFOLDER',
  'store-java': 'keytool -list -keystore STORE -storetype PKCS12',
  store: 'tlsmith inspect STORE --in-password-file FILE',
  'port-open': 'openssl s_client -connect HOST:PORT </dev/null',
  'plain-port': 'openssl s_client -connect HOST:PORT -servername HOST </dev/null',
  'beats-config': 'heartbeat test config -c /etc/heartbeat/heartbeat.yml',
  'beats-output': 'heartbeat test output -c /etc/heartbeat/heartbeat.yml',
  'logstash-config': 'bin/logstash --config.test_and_exit -f PIPELINE.conf',
  'keystore-names': 'bin/logstash-keystore list; heartbeat keystore list',
  permissions: 'sudo -u SERVICEUSER head -c 1 FILE',
  clock: 'date -u; tlsmith inspect --short CERTIFICATE',
  'nginx-config': 'nginx -t',
  'redis-ping':
    'redis-cli --tls --cacert ca.crt --cert client.crt --key client.key -h HOST -p PORT PING',
  'other-log': 'tlsmith explain LOG (the log of the other end, at the same time)',
  versions: `${SERVED} -tls1_2 </dev/null`,
};
