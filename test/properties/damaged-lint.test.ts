// The rules of `inspect` on damaged certificates, CRLs and requests: what can be read is judged, and no rule fails on it.
import { expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { CERTIFICATE_ROWS } from '../checks/lint/certificate-rows.js';
import { CORE_ROWS } from '../checks/lint/core-rows.js';
import { CRL_ROWS } from '../checks/lint/crl-rows.js';
import { EXTENSION_ROWS } from '../checks/lint/extension-rows.js';
import { lintOf } from '../checks/lint/linted-here.js';
import { REQUEST_ROWS } from '../checks/lint/request-rows.js';
import type { LintRow } from '../checks/lint/row.js';
import { Damage } from '../support/damage.js';
import { seededRandom } from '../support/seeded-random.js';

const ROWS = [...CORE_ROWS, ...CERTIFICATE_ROWS, ...EXTENSION_ROWS, ...CRL_ROWS, ...REQUEST_ROWS];
const EACH = 60;

it.each(['certificate', 'crl', 'request'] as const)(
  'every %s that can be read is judged',
  (kind) => {
    const damage = new Damage(seededRandom(kind.length));
    let judged = 0;
    for (const row of ROWS.filter((one) => one.kind === kind)) {
      const seed = row.faulty();
      for (let count = 0; count < EACH; count++) {
        const judge = readable(kind, damage.damaged(seed));
        if (!judge) continue;
        judged += 1;
        for (const { message, citation } of judge()) {
          expect(message).not.toBe('');
          expect(citation).not.toBe('');
        }
      }
    }
    expect(judged).toBeGreaterThan(200);
  },
);

function readable(kind: LintRow['kind'], der: Uint8Array) {
  try {
    return lintOf(kind, der);
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}
