// A client certificate that is right in everything but its CA: for the proof of a kit, and for
// probing a server. It is never written.
import { commonNameOnly } from '../../pki/names/distinguished-name.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { Crypto, Random, Reporter, TlsIdentity } from '../../ports.js';
import { issueEndEntity } from './identity.js';
import { throwawayIssuer } from './throwaway.js';
import { tlsIdentity } from './tls-identity.js';

export async function foreignIdentity(
  { notAfter, now }: { notAfter: Date; now: Date },
  ports: { crypto: Crypto; random: Random; reporter: Reporter },
): Promise<TlsIdentity> {
  const subject = commonNameOnly('tlsmith foreign CA');
  const issuer = await throwawayIssuer({ subject, now, notAfter }, ports);
  const name: GeneralName = { kind: 'dns', value: 'foreign.invalid' };
  const identity = await issueEndEntity(
    {
      profile: 'client',
      subject: commonNameOnly('foreign'),
      subjectAltNames: [name],
      validity: { notBefore: now, notAfter },
      keys: await ports.crypto.generateKeyPair('ec-p256'),
      issuer,
      now,
    },
    ports,
  );
  return tlsIdentity(identity);
}
