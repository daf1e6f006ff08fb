// A CA and another one beside it, whose certificates are revoked and whose CRLs are issued by the use-cases themselves.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll } from 'vitest';
import { issueCrl, type IssueCrlRequest } from '../../src/app/crl/issue.js';
import { createCa } from '../../src/app/issue/create-ca.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { revokeCertificate, type RevokeRequest } from '../../src/app/ledger/revoke.js';
import { decodeCertificateRevocationList } from '../../src/pki/crl/certificate-revocation-list.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import { seededRandom } from './seeded-random.js';
import { temporaryFolder } from './temporary-folder.js';
import { testPorts } from './test-ports.js';

export const NEW = { force: false, dryRun: false } as const;

/** Of a file of tests: its folder, its CAs, made before all of them, and what is done with them. */
export function revokingHere() {
  const temporary = temporaryFolder();
  const [ca, other] = [join(temporary, 'ca'), join(temporary, 'other')];
  const ledger = join(ca, 'ledger.jsonl');
  // One for all, so that no two runs draw the same numbers.
  const random = seededRandom();
  const ports = () => ({ ...testPorts(), random });

  const days = { days: 90, isDefault: false };

  async function host(name: string, folder = ca) {
    const out = join(temporary, name);
    const { certificates } = await issueCertificate(
      {
        ...{
          name: basename(out),
          out,
          profile: 'server',
          subjectAltNames: [parseGeneralName(`${basename(out)}.lan`)],
        },
        ...{ validity: days, issuer: { source: { folder } }, formats: ['pem'], consumers: [] },
        ...NEW,
      },
      ports(),
    );
    return {
      out,
      file: join(out, `${basename(out)}.crt`),
      serial: certificates[0]?.serialNumber as string,
    };
  }

  beforeAll(async () => {
    for (const out of [ca, other]) {
      await createCa(
        { out, keyType: 'ec-p256', validity: { days: 900, isDefault: false }, ...NEW },
        ports(),
      );
    }
  });

  const revoke = (certificate: string, more: Partial<RevokeRequest> = {}) =>
    revokeCertificate(
      { ca, certificate, digits: undefined, act: 'revoke', dryRun: false, ...more },
      ports(),
    );

  const release = (certificate: string) => revoke(certificate, { act: 'release' });

  const crl = (more: Partial<IssueCrlRequest> = {}) =>
    issueCrl(
      { ca, form: 'der', lasts: { days: 30 }, force: false, dryRun: false, ...more },
      ports(),
    );

  const standing = (path = join(ca, 'ca.crl')) =>
    decodeCertificateRevocationList(new Uint8Array(readFileSync(path)));

  const reasonIn = async (serial: string) => {
    await crl();
    const entry = standing().revoked.find(({ serialNumber }) => serialNumber === serial);
    return entry && (entry.reason ?? 'unspecified');
  };

  return { temporary, ca, other, ledger, ports, host, revoke, release, crl, standing, reasonIn };
}
