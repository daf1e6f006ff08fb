// What of a file's content ends, whatever its container: certificates and CRLs. What is wrong with
// one of them hides no other. For who looks through the files of others.
import { TlsmithError } from '../../../errors.js';
import { type BundlePart, decodeBundle } from '../../../formats/containers/bundle.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { decodeCertificate } from '../../../pki/certificate/certificate-encoding.js';
import {
  type CertificateRevocationList,
  decodeCertificateRevocationList,
} from '../../../pki/crl/certificate-revocation-list.js';
import { inFile } from '../in-file.js';
import type { PasswordSource } from '../key/passwords.js';
import { openForCertificates, type ShownStore, type StorePorts } from '../key/store.js';

export interface FoundCertificate {
  certificate: Certificate;
  /** Of its entry in a store. */
  alias: string | undefined;
  /** Whether it is the first of a private key's entry in a store. */
  isOfKey: boolean;
}

export interface FileContent {
  certificates: FoundCertificate[];
  crls: CertificateRevocationList[];
  /** Each names the file. */
  faults: TlsmithError[];
}

export interface ReadFile {
  path: string;
  bytes: Uint8Array;
  /** What may open it, where it is a store: tried one after the other, after none at all. */
  passwords: readonly PasswordSource[];
}

/** Throws `input-wrong-kind` for what holds nothing that is known. */
export async function contentOf(file: ReadFile, ports: StorePorts): Promise<FileContent> {
  const content: FileContent = { certificates: [], crls: [], faults: [] };
  const parts = await inFile(file.path, () => decodeBundle(file.bytes));
  for (const part of parts) {
    try {
      await inFile(file.path, () => take(part, content, file, ports));
    } catch (error) {
      const isOfPart = error instanceof TlsmithError && !['bug', 'cancelled'].includes(error.code);
      if (!isOfPart) throw error;
      content.faults.push(error);
    }
  }
  return content;
}

async function take(
  part: BundlePart,
  { certificates, crls }: FileContent,
  file: ReadFile,
  ports: StorePorts,
): Promise<void> {
  switch (part.kind) {
    case 'fault':
      throw part.error;
    case 'certificate': {
      const certificate = decodeCertificate(part.der);
      certificates.push({ certificate, alias: undefined, isOfKey: false });
      return;
    }
    case 'crl':
      crls.push(decodeCertificateRevocationList(part.der));
      return;
    case 'store':
      certificates.push(...certificatesIn(await opened({ ...file, bytes: part.bytes }, ports)));
      return;
    default: // Nothing else ends.
  }
}

function certificatesIn({ keys, certificates }: ShownStore): FoundCertificate[] {
  return [
    ...keys.flatMap(({ alias, chain }) =>
      chain.map((certificate, at) => ({ certificate, alias, isOfKey: at === 0 })),
    ),
    ...certificates.map(({ alias, certificate }) => ({ certificate, alias, isOfKey: false })),
  ];
}

/** What no password opens is asked for last. Throws what the last of them came to. */
async function opened({ passwords, ...closed }: ReadFile, ports: StorePorts): Promise<ShownStore> {
  const silent = { ...ports, prompter: { ...ports.prompter, canAsk: false } };
  for (const password of [undefined, ...passwords]) {
    try {
      return await openForCertificates({ ...closed, password }, silent);
    } catch (error) {
      const isLocked =
        error instanceof TlsmithError &&
        ['password-missing', 'password-wrong'].includes(error.code);
      const isLast = password === passwords.at(-1);
      if (!isLocked || (isLast && !ports.prompter.canAsk)) throw error;
    }
  }
  return openForCertificates({ ...closed, password: undefined }, ports);
}
