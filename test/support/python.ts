// Python as a stranger: the one that can do what is asked of it, wherever it stands.
import { delimiter, join } from 'node:path';
import { findProgram } from './peer.js';

/** The system's Python first, for packages of the system are seen by it alone; a version manager's may stand before it. */
function findPython(statements: string): string | undefined {
  const inPath = (process.env['PATH'] ?? '').split(delimiter).map((bin) => join(bin, 'python3'));
  return findProgram(['/usr/bin/python3', ...inPath], ['-c', statements]);
}

export const PYTHON = findPython('import ssl; ssl.VERIFY_X509_STRICT; ssl.TLSVersion.TLSv1_3');
export const CRYPTOGRAPHY = findPython(
  'import cryptography.hazmat.primitives.serialization.pkcs12, cryptography.hazmat.primitives.ciphers.aead',
);
