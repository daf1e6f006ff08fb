// What tests of renewals begin with: a CA, hosts that it has issued, and the calls with what most of them have alike.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCa } from '../../src/app/issue/create-ca.js';
import { issueCertificate, type IssueCertificateRequest } from '../../src/app/issue/certificate.js';
import { renewCertificates, type RenewRequest } from '../../src/app/renew/renew.js';
import { rollBack, type RollbackRequest } from '../../src/app/renew/rollback.js';
import { decodeCertificates } from '../../src/formats/containers/certificate-file.js';
import type { Certificate } from '../../src/pki/certificate/certificate.js';
import { formatTime } from '../../src/pki/certificate/validity.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import type { RenewSummary } from '../../src/app/renew/summary.js';
import { daysFromNow, fixedClock } from './fixed-clock.js';
import type { Crypto } from '../../src/ports.js';
import { rememberingCrypto } from './remembering-crypto.js';
import { seededRandom } from './seeded-random.js';
import { testPorts, type TestPorts } from './test-ports.js';

/** The moment of most renewals: a hundred days after all was issued. */
export const LATER = daysFromNow(100);
let seed = 100;
/** What is slow on purpose costs little: only this crypto opens what it has locked. */
const crypto: Crypto = {
  ...rememberingCrypto,
  deriveKey: (password, by, length) =>
    rememberingCrypto.deriveKey(
      password,
      { ...by, iterations: Math.min(by.iterations, 999) },
      length,
    ),
};
/** No two certificates with one serial number. */
const anew = () => ({ crypto, random: seededRandom((seed += 1)) });
/** What is renewed has to be made with these. */
export const issuingPorts = (): TestPorts => testPorts(anew());
export const laterPorts = (changes: Partial<TestPorts> = {}): TestPorts =>
  testPorts({ ...anew(), clock: fixedClock(LATER), ...changes });

export const makeCa = (
  out: string,
  changes: Partial<Parameters<typeof createCa>[0]> = {},
): Promise<unknown> => {
  const validity = { days: 3650, isDefault: true };
  const wanted = { keyType: 'ec-p256', validity, out, force: false, dryRun: false } as const;
  return createCa({ ...wanted, ...changes }, testPorts(anew()));
};

/** Below `ca`; answers its folder. */
export async function issueHost(
  out: string,
  ca: string | undefined,
  changes: Partial<IssueCertificateRequest> = {},
  ports: TestPorts = testPorts(anew()),
): Promise<string> {
  const request: IssueCertificateRequest = {
    ...{ name: out.split('/').at(-1) as string, profile: 'server', consumers: [] },
    ...{ subjectAltNames: [parseGeneralName('es01.lan')], keyType: 'ec-p256' },
    ...{ validity: { days: 825, isDefault: true }, formats: ['pem'], out },
    ...{ issuer: ca === undefined ? undefined : { source: { folder: ca } } },
    ...{ force: false, dryRun: false },
  };
  await issueCertificate({ ...request, ...changes }, ports);
  return out;
}

/** By the CA in `fallback` unless said. */
export const renew = (
  paths: string | readonly string[],
  fallback: string,
  changes: Partial<RenewRequest> = {},
  ports: TestPorts = laterPorts(),
): Promise<RenewSummary> =>
  renewCertificates(
    {
      ...{ paths: [paths].flat(), key: 'new', proof: true, dryRun: false },
      ...{ issuer: { typed: undefined, fallback, password: undefined }, ...changes },
    },
    ports,
  );

export const goBack = (
  paths: string | readonly string[],
  ca: string,
  changes: Partial<RollbackRequest> = {},
  ports: TestPorts = laterPorts(),
): Promise<RenewSummary> =>
  rollBack({ paths: [paths].flat(), authorities: [ca], dryRun: false, ...changes }, ports);

export const certificateAt = (...parts: string[]): Certificate =>
  decodeCertificates(readFileSync(join(...parts)))[0];

/** Of each host: its state, or the code of its failure. */
export const statesOf = ({ hosts }: RenewSummary): string[] =>
  hosts.map(({ state, error }) => error?.code ?? state);

export const endOf = ({ notAfter }: Certificate): string => formatTime(notAfter);
