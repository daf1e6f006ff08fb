// What tests of a CA's rollover begin with: a CA with hosts in two forms, and the calls with what most of them have alike.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rotateCa, type RotateRequest } from '../../src/app/rollover/rotate.js';
import { renewCa, type RenewCaRequest } from '../../src/app/rollover/renew-ca.js';
import type { RolledHost } from '../../src/app/rollover/summary.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import { decodeStore } from '../../src/formats/pkcs12/decode.js';
import { decodePem } from '../../src/formats/containers/pem.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { formatDistinguishedName } from '../../src/pki/names/distinguished-name.js';
import { issuingPorts, laterPorts } from './renewing.js';
import type { TestPorts } from './test-ports.js';

/** A hundred days after all was issued. */
export const rotate = (
  phase: RotateRequest['phase'],
  paths: string | readonly string[],
  changes: Partial<RotateRequest> = {},
  ports: TestPorts = laterPorts(),
): ReturnType<typeof rotateCa> => {
  const nothing = { ca: undefined, out: undefined, parent: undefined, validity: undefined };
  const request: RotateRequest = {
    ...{ phase, paths: [paths].flat(), fallback: '/absent', ...nothing },
    ...{ caPassword: undefined, password: undefined, proof: true, force: false, dryRun: false },
  };
  return rotateCa({ ...request, ...changes }, ports);
};

export const renewOwn = (
  paths: string | readonly string[],
  changes: Partial<RenewCaRequest> = {},
  ports: TestPorts = laterPorts(),
): ReturnType<typeof renewCa> => {
  const nothing = { ca: undefined, parent: undefined, validity: undefined };
  const request: RenewCaRequest = {
    ...{ paths: [paths].flat(), fallback: '/absent', ...nothing },
    ...{ caPassword: undefined, password: undefined, proof: true, force: false, dryRun: false },
  };
  return renewCa({ ...request, ...changes }, ports);
};

/** Of each host its phase and state, or the code of its failure. */
export const rolledIn = ({ hosts }: { hosts: readonly RolledHost[] }): string[] =>
  hosts.map(({ phase, state, error }) => error?.code ?? `${phase ?? '-'} ${state}`);

export async function kitAt(kit: string, changes: Partial<MakeKitRequest> = {}): Promise<string> {
  const request: MakeKitRequest = {
    ...{ client: 'heartbeat', server: 'logstash', store: 'pem', hosts: [parseHost('logs.lan')] },
    ...{ otherNames: [], extKeyUsage: 'both', newCa: { keyType: 'ec-p256' }, proof: false },
    ...{ validity: { days: 825, isDefault: true }, out: kit, force: false, dryRun: false },
  };
  await makeKit({ ...request, ...changes }, issuingPorts());
  return kit;
}

/** `subject < issuer` of every certificate of a PEM file, in their order. */
export const chainAt = (...parts: string[]): string[] =>
  decodePem(readFileSync(join(...parts)))
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ der }) => {
      const { subject, issuer } = parseCertificate(der);
      return `${formatDistinguishedName(subject)} < ${formatDistinguishedName(issuer)}`;
    });

/** Aliases of the trusted entries, and how long the chain of the key is, of a PKCS#12 store. */
export async function storeAt(path: string, password: string): Promise<string[]> {
  const { keys, certificates } = await decodeStore(readFileSync(path), password, issuingPorts());
  return [
    ...keys.map(({ chain }) => `key with ${chain.length}`),
    ...certificates.map(({ alias = '' }) => alias),
  ];
}
