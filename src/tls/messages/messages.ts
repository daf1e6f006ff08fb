// All messages that are known, family by family. Among those of one weight the first that matches
// a line wins: products stand before the libraries whose words they repeat, and within a table
// what is special before what is general.
import { ALERT_MESSAGES } from './alerts.js';
import { BEATS_MESSAGES } from './beats.js';
import { CURL_MESSAGES } from './curl.js';
import { ELASTICSEARCH_MESSAGES } from './elasticsearch.js';
import { GNUTLS_MESSAGES } from './gnutls.js';
import { GO_FILE_MESSAGES } from './go-files.js';
import { GO_MESSAGES } from './go.js';
import { JAVA_CERTIFICATE_MESSAGES } from './java-certificates.js';
import { JAVA_FILE_MESSAGES } from './java-files.js';
import { JAVA_MESSAGES } from './java.js';
import { LOGSTASH_MESSAGES } from './logstash.js';
import type { Message } from './message.js';
import { NETWORK_MESSAGES } from './network.js';
import { NGINX_MESSAGES } from './nginx.js';
import { NODE_MESSAGES } from './node.js';
import { NSS_MESSAGES } from './nss.js';
import { OPENSSL_FILE_MESSAGES } from './openssl-files.js';
import { OPENSSL_MESSAGES } from './openssl.js';
import { PYTHON_MESSAGES } from './python.js';
import { REDIS_MESSAGES } from './redis.js';
import { STUNNEL_MESSAGES } from './stunnel.js';
import { WINDOWS_MESSAGES } from './windows.js';

export const MESSAGES: readonly Message[] = [
  ...ELASTICSEARCH_MESSAGES,
  ...LOGSTASH_MESSAGES,
  ...BEATS_MESSAGES,
  ...NGINX_MESSAGES,
  ...STUNNEL_MESSAGES,
  ...REDIS_MESSAGES,
  ...CURL_MESSAGES,
  ...PYTHON_MESSAGES,
  ...NSS_MESSAGES,
  ...WINDOWS_MESSAGES,
  ...GNUTLS_MESSAGES,
  ...NODE_MESSAGES,
  ...GO_MESSAGES,
  ...GO_FILE_MESSAGES,
  ...JAVA_MESSAGES,
  ...JAVA_CERTIFICATE_MESSAGES,
  ...JAVA_FILE_MESSAGES,
  ...OPENSSL_MESSAGES,
  ...OPENSSL_FILE_MESSAGES,
  ...ALERT_MESSAGES,
  ...NETWORK_MESSAGES,
];
