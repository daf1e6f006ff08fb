// The certification request (PKCS#10) of whatever file a person brings: PEM with anything around
// it, DER, BER.
import { TlsmithError } from '../../../errors.js';
import { decodeBundle } from '../../../formats/containers/bundle.js';
import { recognise } from '../../../formats/containers/recognise.js';
import {
  type CertificationRequest,
  decodeCertificationRequest,
} from '../../../pki/request/certification-request.js';
import type { Files, Reporter } from '../../../ports.js';
import { inFile } from '../in-file.js';
import { sayNotes } from '../notes.js';

/** Throws `input-*`; `input-wrong-kind` for a file without a request, or with several. */
export async function readRequest(
  file: string,
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<CertificationRequest> {
  const bytes = await files.read(file);
  return inFile(file, async () => {
    const parts = decodeBundle(bytes);
    const found = parts.filter(({ kind }) => kind === 'certification-request');
    const [only] = found;
    const fault = parts.find(({ kind }) => kind === 'fault');
    if (fault?.kind === 'fault' && !only) throw fault.error;
    if (only?.kind === 'certification-request' && found.length === 1) {
      sayNotes(file, only.notes, reporter);
      return decodeCertificationRequest(only.der);
    }
    throw new TlsmithError(
      'input-wrong-kind',
      found.length > 1
        ? (it) => `${it} holds ${found.length} requests, and it is not said which one is meant`
        : (it) => `${it} is ${recognise(bytes)}, not a certificate request`,
    );
  });
}
