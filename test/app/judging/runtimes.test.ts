// What runtimes would say: by purpose, for damaged certificates, and for bundles that are made to cost time.
import { describe, expect, it } from 'vitest';
import type { RuntimeVerdict } from '../../../src/checks/runtime/presented-chain.js';
import type { Purpose } from '../../../src/checks/path/terms.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../../src/pki/certificate/certificate.js';
import { judgeChain } from '../../support/runtimes/judge-chain.js';
import { extKeyUsage } from '../../support/foreign-certificate.js';
import { ca, dnsName, endEntity, OID, san, USE } from '../../support/path-builder.js';

const root = ca('Root');
const decode = ({ der }: { der: Uint8Array }) => decodeCertificate(der);

const judge = (chain: readonly Certificate[], purpose: Purpose = 'any', anchors = [root]) =>
  judgeChain(chain, anchors, purpose);

const forUses = (...uses: string[]) =>
  decode(endEntity(root, { changes: { [OID.eku]: extKeyUsage(...uses) } }));

describe('without a purpose', () => {
  it.each([
    ['a server', [USE.server], true],
    ['a client', [USE.client], true],
    ['both', [USE.server, USE.client], true],
    ['mail', [USE.email], false],
    ['any use', [USE.any], true],
  ])('a certificate for %s is judged in the roles that it may have', (_, uses, accepts) => {
    expect(judge([forUses(...uses)]).find(({ runtime }) => runtime === 'go')?.accepts).toBe(
      accepts,
    );
  });

  it('the role is said where the other one is accepted', () => {
    const both = decode(endEntity(root, { changes: { [OID.san]: san(dnsName('b.example')) } }));
    const [go] = judge([both]);
    expect(go).toMatchObject({
      accepts: false,
      reason: expect.stringMatching(/^as a server: tls: /),
    });
    const neither = judge([forUses(USE.email)]);
    expect(neither[0]?.reason).toMatch(/^tls: /);
  });
});

it('a certificate for servers is refused as a client', () => {
  const verdicts = judge([forUses(USE.server)], 'client');
  expect(verdicts.filter(({ accepts }) => accepts)).toEqual([]);
});

describe('what was not judged', () => {
  const notJudged = (verdicts: readonly RuntimeVerdict[]) =>
    verdicts.filter(({ accepts }) => accepts === null).map(({ reason }) => reason);

  it('is no refusal, and says why: more than a handshake can have', () => {
    const many = Array.from({ length: 1000 }, () => decode(root));
    const verdicts = judge([decode(endEntity(root)), ...many], 'server');
    expect(new Set(notJudged(verdicts))).toEqual(
      new Set(['not judged: more names or certificates than a handshake can have']),
    );
    expect(verdicts).toHaveLength(6);
  });
});
