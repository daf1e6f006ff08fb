// A CA in memory for handshakes of real sockets, and certificates of it as PEM.
import { issuerOf } from '../../src/app/making/authority.js';
import { encodeCertificates, encodePem } from '../../src/formats/containers/pem.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import { issueCertificate, issueSelfSigned } from '../../src/pki/issuing/issue.js';
import type { Profile } from '../../src/pki/issuing/profile.js';
import type { TlsIdentity } from '../../src/ports.js';
import { seededRandom } from './seeded-random.js';

const ports = { crypto: nodeCrypto, random: seededRandom(5) };
// Handshakes look at the clock of the machine.
const today = new Date(Math.floor(Date.now() / 1000) * 1000);

export async function tlsAuthority(commonName: string, now = today) {
  const validity = {
    notBefore: new Date(now.getTime() - 60_000),
    notAfter: new Date(now.getTime() + 3_600_000),
  };
  const keys = await nodeCrypto.generateKeyPair('ec-p256');
  const certificate = await issueSelfSigned(
    {
      profile: 'ca',
      subject: [[{ type: '2.5.4.3', value: commonName }]],
      subjectAltNames: [],
      subjectPublicKeyInfo: keys.subjectPublicKeyInfo,
      validity,
    },
    keys.privateKeyInfo,
    ports,
  );
  const issuer = issuerOf({ ...keys, certificate, chain: [] }, { crypto: nodeCrypto });
  return {
    anchor: encodeCertificates([certificate]),
    async identity(profile: Profile, ...names: string[]): Promise<TlsIdentity> {
      const pair = await nodeCrypto.generateKeyPair('ec-p256');
      const end = await issueCertificate(
        {
          profile,
          subject: [[{ type: '2.5.4.3', value: 'end' }]],
          subjectAltNames: names.map((name) => parseGeneralName(name)),
          subjectPublicKeyInfo: pair.subjectPublicKeyInfo,
          validity,
        },
        issuer,
        now,
        ports,
      );
      return {
        certificateChain: encodeCertificates([end]),
        privateKey: encodePem('PRIVATE KEY', pair.privateKeyInfo),
      };
    },
  };
}
