// The certificate of a CA made anew: same name, key, key identifier and limits, other dates.
import { TlsmithError } from '../../errors.js';
import { checkIssuedCa } from '../../checks/certificate/issued.js';
import { encodeCertificates } from '../../formats/containers/pem.js';
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { informationUrlsOf } from '../../pki/certificate/information-urls.js';
import { formatTime, type WantedValidity } from '../../pki/certificate/validity.js';
import { equalBytes } from '../../pki/der/hex.js';
import { issueCertificate, issueSelfSigned } from '../../pki/issuing/issue.js';
import { refuseFaults } from '../making/identity.js';
import { validityBelow } from '../making/validity.js';
import { loadPrivateKey } from '../reading/key/private-key.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { lifeLike } from '../renewing/reissued.js';
import { issuedEntry } from '../writing/ledger.js';
import { type StagedReplacement, stageReplacement } from '../writing/replacing/replacement.js';
import { limitsOf } from './limits.js';
import { type ParentChoice, parentOf } from './parent.js';
import type { StandingCa } from '../renewing/rollover/standing-ca.js';

export interface RenewedCa {
  ca: StandingCa;
  replacement: StagedReplacement;
}

export interface CaRenewalTerms {
  password: PasswordSource | undefined;
  parent: ParentChoice;
  /** None: as long as before. */
  validity: WantedValidity | undefined;
  now: Date;
}

/** Staged beside the old one. Throws as `ca create`, and `renewal-in-vain`. */
export async function stageRenewedCa(
  standing: StandingCa,
  terms: CaRenewalTerms,
  ports: RenewalPorts,
): Promise<RenewedCa> {
  const { folder, chain } = standing;
  const [own, ...above] = chain;
  const { now } = terms;
  const parent = await parentOf(standing, terms.parent, ports);
  const wanted = terms.validity ?? lifeLike(own, above);
  const request = {
    ...{ profile: 'ca' as const, subject: own.subject, subjectAltNames: [] },
    ...limitsOf(own),
    ...(parent ? informationUrlsOf(own) : {}),
    subjectPublicKeyInfo: own.subjectPublicKeyInfo,
    subjectKeyIdentifier: own.subjectKeyIdentifier,
    validity: validityBelow(wanted, parent?.chain, now, ports),
  };
  checkGains(own, request.validity, folder);
  const key = pathIn(folder, 'ca.key');
  const certificate = parent
    ? await issueCertificate(request, parent, now, ports)
    : await issueSelfSigned(request, (await loadKey(key, terms, ports)).privateKeyInfo, ports);
  refuseFaults(checkIssuedCa(certificate));
  checkIsSameName(own, certificate);
  const path = pathIn(folder, 'ca.crt');
  const issuance = { certificate, profile: 'ca' as const, replaces: own.serialNumber, path };
  const ledger = parent?.ledger;
  const entries = [issuedEntry(issuance, now, ports)];
  const replacement = await stageReplacement(
    {
      ...{ folder, act: 'rollover', removed: [], hook: false },
      files: [await fileOf(path, certificate, own, ports)],
      ledger: ledger === undefined ? undefined : { path: ledger, entries },
    },
    ports,
  );
  return { ca: { ...standing, chain: [certificate, ...above] }, replacement };
}

function loadKey(key: string, { password }: CaRenewalTerms, ports: RenewalPorts) {
  return loadPrivateKey(key, password, ports, { openedBy: 'issuer-password', role: 'issuer' });
}

/** What else stands in `ca.crt` stays there. */
async function fileOf(
  path: string,
  certificate: Certificate,
  own: Certificate,
  { files }: RenewalPorts,
) {
  const before = await files.read(path);
  const text = Buffer.from(before).toString('latin1');
  const old = encodeCertificates([own]);
  const renewed = encodeCertificates([certificate]);
  const after = text.includes(old) ? text.replace(old, () => renewed) : renewed;
  return { name: 'ca.crt', before, after: new TextEncoder().encode(after), isSecret: false };
}

/** Throws `renewal-in-vain`. */
function checkGains(own: Certificate, { notAfter }: { notAfter: Date }, path: string): void {
  if (notAfter.getTime() > own.notAfter.getTime()) return;
  const ends = formatTime(notAfter);
  throw new TlsmithError(
    'renewal-in-vain',
    (it) =>
      `${it} ends at ${formatTime(own.notAfter)}, and its new certificate would end at ${ends}, no later`,
    { path, notAfter: ends },
  );
}

/** Verifiers of what it has issued compare the name, some of them octet by octet. */
function checkIsSameName(own: Certificate, { subjectDer }: Certificate): void {
  if (equalBytes(own.subjectDer, subjectDer)) return;
  throw new TlsmithError(
    'certificate-faulty',
    'its name is written with other string types than are issued, so that verifiers would take it for another one',
  );
}
