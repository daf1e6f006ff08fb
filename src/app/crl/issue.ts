// `crl issue`: the CRL of a CA folder, made of its ledger. Of runs at the same moment each gets a
// number of its own, and the highest stays.
import { checkCrl } from '../../checks/crl/rules.js';
import { TlsmithError } from '../../errors.js';
import { encodePem } from '../../formats/containers/pem.js';
import { type Duration, endOf } from '../../pki/certificate/duration.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { toHex } from '../../pki/der/hex.js';
import { issueCrl as signCrl } from '../../pki/issuing/issue-crl.js';
import { checkCrlIssuer, type IssuerByBytes, requireSigning } from '../../pki/issuing/issuer.js';
import { encodeCrlLine } from '../../pki/issuing/ledger.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { pathIn } from '../../path-in.js';
import type { Clock } from '../../ports.js';
import { refuseFaults } from '../making/identity.js';
import { ledgerOf } from '../reading/ca-folder.js';
import { type IssuerPorts, loadIssuer } from '../reading/key/issuer.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { appendLines } from '../writing/ledger.js';
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import type { WriteSummary } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';
import { crlOfLine } from './ledger.js';
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
}

export interface IssueCrlSummary extends WriteSummary {
  /** Null where nothing was written. */
  crl: CrlSummary | null;
  content?: Uint8Array | undefined;
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

export type IssueCrlPorts = IssuerPorts & WritingPorts & { clock: Clock };

interface Place {
  out: string;
  form: 'pem' | 'der';
  force: boolean;
  issuer: IssuerByBytes;
}

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
  const standing = out === '-' ? undefined : await standingNumber(out, certificate, ports);
  const force = request.force || standing !== undefined;
  const files =
    out === '-' ? [] : await checkOutputFile({ out, force, inputs: issuer.inputs }, 'crl', ports);
  if (dryRun) return { files, certificates: [], crl: null, dryRun: true };
  const [there = 0n, usually = 0n] = [standing, await standingNumber(usual, certificate, ports)];
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
  const place = out === '-' ? undefined : { out, form, force, issuer };
  const crl = await publish(id, ledger, issuer, place, ports);
  const content = place ? undefined : encoded(crl, form);
  return { files, certificates: [], crl: summaryOf(crl), content };
}

/**
 * A rename replaces whatever came meanwhile. So whoever finds a later line than that of the CRL
 * that it has put there makes the later one too: it is the same whoever makes it, and the last to
 * look sees the last line.
 */
async function publish(
  id: string,
  ledger: string,
  issuer: IssuerByBytes,
  place: Place | undefined,
  ports: IssueCrlPorts,
): Promise<CertificateRevocationList> {
  const signed = async (ofLine: string) => {
    const { wanted } = await crlOfLine(ledger, ofLine, ports);
    const crl = await signCrl(wanted, issuer, ports.crypto);
    refuseFaults(checkCrl(crl, wanted.thisUpdate));
    return crl;
  };
  const own = await signed(id);
  if (!place) return own;
  await put(own, place, ports);
  for (let placed = id; ;) {
    const { lastId } = await crlOfLine(ledger, placed, ports);
    if (lastId === placed) return own;
    await put(await signed(lastId), place, ports);
    placed = lastId;
  }
}

/** Unless one with that number, or a higher one, stands there. */
async function put(
  crl: CertificateRevocationList,
  place: Place,
  ports: IssueCrlPorts,
): Promise<void> {
  try {
    await putOver(crl, place, ports);
  } catch (error) {
    // Another run has put the first one there meanwhile.
    if (!(error instanceof TlsmithError) || error.code !== 'output-exists') throw error;
    await putOver(crl, place, ports);
  }
}

async function putOver(
  crl: CertificateRevocationList,
  { out, form, issuer, force }: Place,
  ports: IssueCrlPorts,
): Promise<void> {
  const standing = await standingNumber(out, issuer.chain[0], ports);
  if (standing !== undefined && standing >= BigInt(crl.crlNumber ?? '0')) return;
  const request = { out, force: force || standing !== undefined, dryRun: false };
  const file = { bytes: encoded(crl, form), kind: 'crl' as const };
  await writeOutputFile({ ...request, inputs: issuer.inputs }, file, ports);
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
