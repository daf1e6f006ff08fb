// A failed handshake is told in words, not in a library's codes.
import { describe, expect, it } from 'vitest';
import { explainHandshakeFailure } from '../../src/tls/handshake-failure.js';

describe('explainHandshakeFailure', () => {
  it.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', /not in the server's certificate/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /does not trust/],
    ['ECONNRESET', /closed the connection/],
    ['INVALID_PURPOSE', /extKeyUsage/],
  ])('explains %s', (code, sentence) => {
    expect(explainHandshakeFailure(code)).toMatch(sentence);
  });

  it('leaves what it does not know as it is', () => {
    expect(explainHandshakeFailure('no shared cipher')).toBe('no shared cipher');
  });
});
