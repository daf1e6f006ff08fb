// A served chain of a program known to open TLS is called so where it leads to no anchor, and not where nobody could look at all paths.
import { expect, it } from 'vitest';
import { judgeUnexpected } from '../../../src/app/judging/unexpected-chain.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { ca, endEntity } from '../../support/path-builder.js';

const chain = [decodeCertificate(endEntity(ca('mitmproxy')).der)];
const said = (...codes: string[]) =>
  codes.map((code) => ({
    code,
    severity: 'error' as const,
    subject: '',
    message: '',
    citation: '',
  }));

it.each([
  ['no path', ['no-path'], ['intercepted']],
  ['another certificate than the file has', ['served-certificate'], ['intercepted']],
  ['another fault', ['expired'], []],
  ['no path as far as was looked', ['search-limit', 'no-path'], []],
])('%s', (_, found, expected) => {
  const findings = judgeUnexpected('es01.lan:9200', chain, said(...found));
  expect(findings.map(({ code }) => code)).toEqual(expected);
});
