// What speaks no TLS is recognised by the first that it says.
import { expect, it } from 'vitest';
import { explainPlainAnswer } from '../../src/tls/plain-protocol.js';

it.each([
  ['HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n', /HTTP without TLS/],
  ['<html><body>no</body></html>', /HTTP without TLS/],
  ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', /proxy/],
  ['HTTP/1.1 400 Bad Request\r\nServer: squid\r\nVia: 1.1 proxy\r\n\r\n', /proxy/],
  ['220 mail.example ESMTP\r\n', /SMTP .*STARTTLS/],
  ['220 (vsFTPd 3.0.5)\r\n', /FTP .*AUTH TLS/],
  ['* OK IMAP4rev1 ready\r\n', /IMAP .*STARTTLS/],
  ['+OK POP3 ready\r\n', /POP3 .*STLS/],
  ['SSH-2.0-OpenSSH_9.2\r\n', /SSH/],
  ['-ERR unknown command\r\n', /Redis without TLS/],
  ['<?xml version="1.0"?><stream:stream>', /XMPP/],
  ['J\0\0\0\n8.0.36\0\b\0\0\0', /MySQL/],
  ['\u00ff\u00fe garbage', /no TLS/],
  ['', undefined],
  ['\x16\x03\x03\x00\x31', undefined],
  ['\x15\x03\x01\x00\x02\x02\x46', undefined],
])('%j', (text, sentence) => {
  const explained = explainPlainAnswer(Buffer.from(text, 'latin1'));
  if (sentence === undefined) expect(explained).toBeUndefined();
  else expect(explained).toMatch(sentence);
});
