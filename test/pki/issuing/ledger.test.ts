// The lines of a ledger: one JSON object each, with the fields that scripts rely on.
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { issueSelfSigned } from '../../../src/pki/issuing/issue.js';
import {
  decodeLedgerLine,
  encodeLedgerEntry,
  ledgerEntry,
} from '../../../src/pki/issuing/ledger.js';
import { NOW } from '../../support/fixed-clock.js';
import { ecKey } from '../../support/foreign-certificate.js';
import { constantRandom } from '../../support/seeded-random.js';

async function certificateOf(commonName: string) {
  const { privateKeyInfo, subjectPublicKeyInfo } = ecKey();
  return issueSelfSigned(
    {
      profile: 'server',
      subject: [[{ type: '2.5.4.3', value: commonName }]],
      subjectAltNames: ['es01.lan', '10.0.0.5'].map((text) => parseGeneralName(text)),
      subjectPublicKeyInfo,
      validity: { notBefore: NOW, notAfter: new Date('2050-01-01T00:00:00Z') },
    },
    privateKeyInfo,
    { crypto: nodeCrypto, random: constantRandom(0x55) },
  );
}

const recorded = { profile: 'server', sha256Fingerprint: 'abcd' } as const;

describe('a line of the ledger', () => {
  it.each(['issued', 'abandoned', 'probe'] as const)('says what is %s', async (event) => {
    const certificate = await certificateOf('es01');
    const entry = ledgerEntry({ event, ...recorded, certificate }, NOW);
    expect(entry).toEqual({
      at: '2026-11-20T10:00:00Z',
      event,
      serialNumber: '55'.repeat(17),
      subject: 'CN=es01',
      subjectAltNames: ['dns:es01.lan', 'ip:10.0.0.5'],
      profile: 'server',
      notBefore: '2026-11-20T10:00:00Z',
      notAfter: '2050-01-01T00:00:00Z',
      sha256Fingerprint: 'abcd',
    });
    expect(JSON.parse(encodeLedgerEntry(entry))).toEqual(entry);
  });

  it.each(['line\nbreak', 'carriage\rreturn', 'separator\u2028here', '"quote" and \\'])(
    'is one line whatever the name: %j',
    async (commonName) => {
      const certificate = await certificateOf(commonName);
      const event = 'issued';
      const line = encodeLedgerEntry(ledgerEntry({ event, ...recorded, certificate }, NOW));
      expect(line.split(/\r\n|\n|\r/)).toEqual([line.slice(0, -1), '']);
    },
  );

  it('has its fields in an order that scripts know, what came later last', async () => {
    const certificate = await certificateOf('es01');
    const more = { replaces: 'ab', path: '/etc/es01.crt' };
    const line = encodeLedgerEntry(
      ledgerEntry({ event: 'renewed', ...recorded, ...more, certificate }, NOW),
    );
    expect(Object.keys(JSON.parse(line) as object).join(' ')).toBe(
      'at event serialNumber subject subjectAltNames profile notBefore notAfter sha256Fingerprint replaces path',
    );
    expect(decodeLedgerLine(line)).toMatchObject(more);
  });
});
