// An alert is told by its name and in a sentence, also one that nobody knows.
import { expect, it } from 'vitest';
import { alertName, explainAlert } from '../../src/tls/alert.js';

it.each([
  [40, 'handshake_failure', /certificate is missing/],
  [42, 'bad_certificate', /none came/],
  [46, 'certificate_unknown', /rejects/],
  [48, 'unknown_ca', /does not trust/],
  [70, 'protocol_version', /this version/],
  [112, 'unrecognized_name', /server name/],
  [116, 'certificate_required', /demands/],
  [255, 'alert 255', /the alert 255/],
])('%i', (number, name, sentence) => {
  expect(alertName(number)).toBe(name);
  expect(explainAlert(number)).toMatch(sentence);
});
