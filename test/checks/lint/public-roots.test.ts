// No false alarm: what the public CAs have made of themselves, as Node ships it, breaks no rule of the linter but the one that some
// of them do break.
import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { LINTED_CERTIFICATE_RULES } from '../../../src/checks/certificate/linted.js';
import { findingsBy } from '../../../src/checks/rule.js';
import { decodePem } from '../../../src/formats/containers/pem.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';

it('finds nothing in public roots', () => {
  const roots = rootCertificates.map((pem) =>
    decodeCertificate(decodePem(Buffer.from(pem))[0]?.der as Uint8Array),
  );
  expect(roots.length).toBeGreaterThan(100);
  const found = roots.flatMap((root) =>
    findingsBy(LINTED_CERTIFICATE_RULES, root, { occasion: 'inspecting', isRoot: true }),
  );
  // Two of them have a keyUsage with zeros behind its last bit.
  expect(found.filter(({ citation }) => citation !== 'X.690, 11.2.2')).toEqual([]);
});
