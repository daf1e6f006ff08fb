// `inspect`: describes whatever the files hold. What cannot be read is a failure beside the items, and hides none of them.
import { checkPublicKey } from '../../checks/certificate/public-key.js';
import { statedOf, TlsmithError } from '../../errors.js';
import { type BundlePart, decodeBundle } from '../../formats/containers/bundle.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Clock, Crypto, Files, Prompter } from '../../ports.js';
import { quote } from '../../quote.js';
import { certificateFacts, crlFacts, requestFacts } from './certificate.js';
import type { Inspection, ItemFacts } from './items.js';
import { privateKeyFacts, publicKeyFacts } from './key.js';
import { storeFacts } from './store.js';
import { inFile } from '../reading/in-file.js';
import { loadPassword, type PasswordSource } from '../reading/passwords.js';

export interface InspectRequest {
  /** `-` is stdin. */
  files: readonly string[];
  /** Opens encrypted keys and stores. */
  password?: PasswordSource;
}

export interface InspectPorts {
  files: Files;
  crypto: Crypto;
  clock: Clock;
  prompter: Prompter;
}

/** Throws only what concerns the whole call: a password that cannot be read. Failures of files stand in the answer. */
export async function inspect(request: InspectRequest, ports: InspectPorts): Promise<Inspection> {
  const now = ports.clock.now();
  const clock = { now: () => now };
  const password = request.password && (await loadPassword(request.password, ports.files));
  const inspection: Inspection = { at: formatTime(now), items: [], skipped: [], failures: [] };
  for (const file of request.files) {
    await inspectFile(file, password, { ...ports, clock }, inspection);
  }
  return inspection;
}

async function inspectFile(
  file: string,
  password: string | undefined,
  ports: InspectPorts,
  { items, skipped, failures }: Inspection,
): Promise<void> {
  const attempt = async (act: () => Promise<void>) => {
    try {
      await inFile(file, act);
    } catch (error) {
      if (error instanceof TlsmithError && error.code === 'cancelled') throw error;
      failures.push({
        file,
        error: error instanceof TlsmithError ? error : unforeseen(file, error),
      });
    }
  };
  await attempt(async () => {
    const parts = decodeBundle(await ports.files.read(file));
    for (const [at, part] of parts.entries()) {
      if (part.kind === 'other') skipped.push({ file, label: part.label });
      else {
        await attempt(async () => {
          const place = parts.length > 1 ? `part ${at + 1} of ${parts.length}` : undefined;
          items.push({
            file,
            ...(await inPart(place, () => factsOf(file, part, password, ports))),
          });
        });
      }
    }
  });
}

/** A bug of ours that this file brought to light: what the others hold is shown all the same. */
function unforeseen(file: string, error: unknown): TlsmithError {
  const sentence = `${quote(file)} could not be read: this is a bug of tlsmith`;
  return new TlsmithError('bug', sentence, { path: file }, error);
}

/** Names the part in a failure, where the file has several. */
async function inPart<T>(place: string | undefined, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TlsmithError) || place === undefined) throw error;
    throw new TlsmithError(error.code, statedOf(place, error.statement), error.details, error);
  }
}

async function factsOf(
  file: string,
  part: Exclude<BundlePart, { kind: 'other' }>,
  password: string | undefined,
  ports: InspectPorts,
): Promise<ItemFacts> {
  switch (part.kind) {
    case 'fault':
      throw part.error;
    case 'certificate':
      return { type: 'certificate', ...certificateFacts(part.der, ports) };
    case 'certification-request':
      return { type: 'certification-request', ...requestFacts(part.der, ports) };
    case 'crl':
      return { type: 'crl', ...crlFacts(part.der, ports) };
    case 'public-key':
      return {
        type: 'public-key',
        publicKey: publicKeyFacts(part.der, ports.crypto),
        findings: checkPublicKey({ subjectPublicKeyInfo: part.der }),
      };
    case 'private-key': {
      const facts = await privateKeyFacts(part.key, part.dekInfo, password, ports.crypto);
      return { type: 'private-key', ...facts };
    }
    case 'store':
      return openStore(file, part.bytes, password, ports);
  }
}

/** A store shows nothing without its password, so the person is asked for it; an encrypted key is described as it is. */
async function openStore(
  file: string,
  bytes: Uint8Array,
  password: string | undefined,
  ports: InspectPorts,
): Promise<ItemFacts> {
  try {
    return await storeFacts(bytes, password, ports);
  } catch (error) {
    const isMissing = error instanceof TlsmithError && error.code === 'password-missing';
    if (!isMissing || !ports.prompter.canAsk) throw error;
    const answer = await ports.prompter.askPassword(`Password of ${quote(file)}:`);
    return storeFacts(bytes, answer, ports);
  }
}
