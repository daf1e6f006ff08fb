// What the CRL of one line of a ledger says: the number that its place gives it, and what was
// revoked before it. Whoever reads the same ledger gets the same.
import { TlsmithError } from '../../errors.js';
import type { CrlLine } from '../../pki/issuing/ledger.js';
import type { WantedCrl } from '../../pki/issuing/issue-crl.js';
import { CrlNumbers, Revocations } from '../../pki/issuing/revocations.js';
import type { Files, Reporter } from '../../ports.js';
import { eachLine } from '../reading/ledger/entries.js';

/**
 * Entries stay for good, also of what has expired: a certificate that is judged by the time of its
 * use stays revoked, and none is removed before a CRL beyond its end has said so (RFC 5280, 3.3).
 */
export async function crlOfLine(
  ledger: string,
  id: string,
  ports: { files: Files; reporter: Reporter },
): Promise<WantedCrl> {
  const revocations = new Revocations();
  const numbers = new CrlNumbers();
  let wanted: WantedCrl | undefined;
  const crl = (line: CrlLine) => {
    const crlNumber = numbers.add(line);
    if (line.id === id) wanted = wantedBy(line, crlNumber, revocations);
  };
  await eachLine(ledger, { entry: (entry) => revocations.add(entry), crl }, ports);
  if (wanted) return wanted;
  throw new TlsmithError(
    'input-malformed',
    (it) => `${it} has lost the line that this run has written: somebody else replaces the file`,
    { path: ledger },
  );
}

function wantedBy(line: CrlLine, crlNumber: bigint, { bySerial }: Revocations): WantedCrl {
  const revoked = Array.from(bySerial, ([serialNumber, { at, reason }]) => {
    return { serialNumber, revocationDate: new Date(at), reason };
  });
  const [thisUpdate, nextUpdate] = [new Date(line.at), new Date(line.nextUpdate)];
  return { thisUpdate, nextUpdate, revoked, crlNumber };
}
