// `crl issue`: the CRL of a CA folder, made of its ledger. Of runs at the same moment each gets a
// number of its own, and the highest stays.
import { checkCrl } from '../../checks/crl/rules.js';
import { encodePem } from '../../formats/containers/pem.js';
import { type Duration, endOf } from '../../pki/certificate/duration.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { toHex } from '../../pki/der/hex.js';
import { issueCrl as signCrl } from '../../pki/issuing/issue-crl.js';
import { checkCrlIssuer, requireSigning } from '../../pki/issuing/issuer.js';
import { encodeCrlLine } from '../../pki/issuing/ledger.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { pathIn } from '../../path-in.js';
import type { Clock, ProgramOutcome, Programs } from '../../ports.js';
import { refuseFaults } from '../making/identity.js';
import { ledgerOf } from '../reading/ca-folder.js';
import { type IssuerPorts, loadIssuer } from '../reading/key/issuer.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { appendLines } from '../writing/ledger.js';
import type { WriteSummary } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';
import { crlOfLine } from './ledger.js';
import { checkPlace, putCrl } from './put.js';
import { standingNumber } from './standing.js';

export interface IssueCrlRequest {
  /** The CA folder. */
  ca: string;
  password?: PasswordSource | undefined;
  /** None: `ca.crl` in the CA folder; `-` is stdout: then the bytes are in the answer. */
  out?: string | undefined;
  form: 'pem' | 'der';
  /** Until the next one is due. */
  lasts: Duration;
  /** Over what is no CRL of this CA. */
  force: boolean;
  dryRun: boolean;
  /** Run once it stands in a file. */
  hook?: readonly string[] | undefined;
}

export interface IssueCrlSummary extends WriteSummary {
  /** Null where nothing was written. */
  crl: CrlSummary | null;
  content?: Uint8Array | undefined;
  /** Whether the hook did what it was to do. */
  ok: boolean;
  hook?: (ProgramOutcome & { command: readonly string[] }) | undefined;
}

export interface CrlSummary {
  issuer: string;
  /** Decimal. */
  crlNumber: string;
  thisUpdate: string;
  nextUpdate: string;
  revokedCount: number;
  /** Hex: which key has signed. */
  authorityKeyIdentifier: string;
}

export type IssueCrlPorts = IssuerPorts & WritingPorts & { clock: Clock; programs: Programs };

/** Throws `input-*`, `password-*`, `issuer-*`, `output-*`. */
export async function issueCrl(
  request: IssueCrlRequest,
  ports: IssueCrlPorts,
): Promise<IssueCrlSummary> {
  const { ca, password, form, dryRun } = request;
  const now = ports.clock.now();
  const loaded = await loadIssuer({ source: { folder: ca }, password }, ports);
  const issuer = requireSigning(loaded, 'a CRL');
  const [certificate] = issuer.chain;
  checkCrlIssuer(certificate, now);
  const usual = pathIn(ca, 'ca.crl');
  const out = request.out ?? usual;
  const place = { out, issuer, force: request.force };
  const files = out === '-' ? [] : await checkPlace(place, ports);
  if (dryRun) return { files, certificates: [], crl: null, ok: true, dryRun: true };
  const numberAt = async (path: string) => (await standingNumber(path, certificate, ports)) ?? 0n;
  const [there, usually] = [out === '-' ? 0n : await numberAt(out), await numberAt(usual)];
  const ledger = await ledgerOf(ca, ports.files);
  const id = toHex(ports.random.bytes(8));
  const line = {
    at: formatTime(now),
    event: 'crl' as const,
    id,
    nextUpdate: formatTime(endOf(now, request.lasts)),
    above: (there > usually ? there : usually).toString(),
  };
  await appendLines(ledger, [encodeCrlLine(line)], ports);
  const wanted = await crlOfLine(ledger, id, ports);
  const crl = await signCrl(wanted, issuer, ports.crypto);
  refuseFaults(checkCrl(crl, wanted.thisUpdate));
  const bytes = encoded(crl, form);
  const answer = { files, certificates: [], crl: summaryOf(crl), ok: true };
  if (out === '-') return { ...answer, content: bytes };
  await putCrl({ crlNumber: crl.crlNumber, bytes }, place, ports);
  if (!request.hook) return answer;
  const variables = { TLSMITH_FILES: ports.files.absolute(out) };
  const ended = await ports.programs.run(request.hook, variables);
  const hook = { command: request.hook, ...ended };
  return { ...answer, ok: hook.exitCode === 0, hook };
}

function encoded({ der }: CertificateRevocationList, form: 'pem' | 'der'): Uint8Array {
  return form === 'der' ? der : new TextEncoder().encode(encodePem('X509 CRL', der));
}

function summaryOf(crl: CertificateRevocationList): CrlSummary {
  return {
    issuer: formatDistinguishedName(crl.issuer),
    crlNumber: crl.crlNumber ?? '',
    thisUpdate: formatTime(crl.thisUpdate),
    nextUpdate: formatTime(crl.nextUpdate ?? crl.thisUpdate),
    revokedCount: crl.revokedCount,
    authorityKeyIdentifier: crl.authorityKeyIdentifier ?? '',
  };
}
