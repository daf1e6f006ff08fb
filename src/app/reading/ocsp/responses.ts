// The OCSP responses of files, PEM or DER, as a server staples them or a client saves them: for
// verdicts.
import { decodeBundle } from '../../../formats/containers/bundle.js';
import { OcspAnswers } from '../../../pki/ocsp/ocsp-answers.js';
import { decodeOcspResponse, type OcspResponse } from '../../../pki/ocsp/ocsp-response.js';
import type { Crypto, Files } from '../../../ports.js';
import { wrongKind } from '../certificate/certificates.js';
import { inFile } from '../in-file.js';

/** Of each file at least one. Throws `input-*`. */
export async function readOcspAnswers(
  paths: readonly string[],
  { files, crypto }: { files: Files; crypto: Crypto },
): Promise<OcspAnswers> {
  const responses: OcspResponse[] = [];
  for (const path of paths) {
    const bytes = await files.read(path);
    responses.push(...(await inFile(path, () => responsesIn(bytes))));
  }
  return new OcspAnswers(responses, crypto);
}

export function responsesIn(bytes: Uint8Array): OcspResponse[] {
  const found = decodeBundle(bytes).flatMap((part) => {
    if (part.kind === 'fault') throw part.error;
    return part.kind === 'ocsp-response' ? [decodeOcspResponse(part.der)] : [];
  });
  if (found.length > 0) return found;
  throw wrongKind('an OCSP response', bytes);
}
