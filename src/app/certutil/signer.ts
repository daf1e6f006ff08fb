// Who signs for `certutil http`: a CA that was named, one that is made now and goes into the
// archive, or somebody else.
import { commonNameOnly, type DistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import type { KeyType, Templates } from '../../ports.js';
import { caKeyUsage, caStoreFile, type CertutilPorts } from './ca.js';
import { caText } from './texts.js';
import { type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import { issuerOf, makeCa } from '../making/authority.js';
import type { PlannedFile } from '../writing/plan.js';
import { loadStackStorePassword, type StackPassword } from './stack-password.js';
import type { Duration } from '../../pki/certificate/duration.js';

/** `request`: a CA that is elsewhere. */
export type HttpSigner =
  | { kind: 'request' }
  | { kind: 'issuer'; issuer: IssuerRequest }
  | {
      kind: 'new-ca';
      /** None: `CN=Elasticsearch HTTP CA`. */
      subject?: DistinguishedName | undefined;
      keyType: KeyType;
      lifetime: Duration;
      /** As typed; none: keyCertSign and cRLSign. */
      keyUsage?: string | undefined;
      /** Of `ca.p12`. */
      password?: StackPassword | undefined;
    };

const SUBJECT = 'Elasticsearch HTTP CA';

export interface Signing {
  issuer: Issuer;
  /** The folder of a CA that is new. */
  files: readonly PlannedFile[];
}

/** Undefined where somebody else signs. */
export async function prepareSigner(
  signer: HttpSigner,
  now: Date,
  ports: CertutilPorts & { templates: Templates },
): Promise<Signing | undefined> {
  if (signer.kind === 'request') return undefined;
  if (signer.kind === 'issuer') {
    return { issuer: await loadIssuer(signer.issuer, ports), files: [] };
  }
  const keyUsage = caKeyUsage(signer.keyUsage);
  const password = await loadStackStorePassword(signer.password, 'ca/ca.p12', ports);
  const ca = await makeCa(
    {
      subject: signer.subject ?? commonNameOnly(SUBJECT),
      keyType: signer.keyType,
      validity: { ...signer.lifetime, isDefault: false },
      keyUsage,
    },
    undefined,
    now,
    ports,
  );
  const files = [
    await caText(ca.certificate, password !== undefined, ports),
    await caStoreFile('ca/ca.p12', ca, password, ports),
  ];
  return { issuer: issuerOf(ca, ports), files };
}
