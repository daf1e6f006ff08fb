// `inspect`: describes whatever the files hold, and the chains that servers show. What cannot be
// read is a failure beside the items, and hides none of them.
import { PUBLIC_KEY_RULES } from '../../checks/certificate/rules.js';
import { findingsBy } from '../../checks/rule.js';
import { statedOf, TlsmithError } from '../../errors.js';
import { type BundlePart, decodeBundle } from '../../formats/containers/bundle.js';
import { malformedIn, readingStructure } from '../../pki/der/malformed-structure.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Clock, Crypto, Dialer, Files, Prompter, Reporter, Templates } from '../../ports.js';
import { quotePath } from '../../quote.js';
import type { ProductRelease } from '../../targets/target.js';
import { certificateFacts, crlFacts, requestFacts } from './certificate.js';
import type { Inspection, ItemFacts } from './items.js';
import { privateKeyFacts, publicKeyFacts } from './key.js';
import { storeFacts, type StoreOpening } from './store.js';
import { shownText } from './text.js';
import { sayUnfinishedAround } from '../reading/folder/journal.js';
import { inFile } from '../reading/in-file.js';
import { sayNotes } from '../reading/notes.js';
import { type Peer, peerUnlessFile } from '../reading/peer/peer.js';
import { loadPassword, type PasswordSource } from '../reading/key/passwords.js';

export interface InspectRequest {
  /** `-` is stdin. */
  files: readonly string[];
  /** Which of them may be servers, where no such file stands. */
  peers?: ReadonlyMap<string, Peer> | undefined;
  /** Opens encrypted keys and stores. */
  password?: PasswordSource;
  /** Which entry of a store is shown; none: all. */
  alias?: string | undefined;
  /** Products that are to load the files. */
  consumers?: readonly string[] | undefined;
  stack?: string | undefined;
}

export interface InspectPorts {
  files: Files;
  crypto: Crypto;
  clock: Clock;
  prompter: Prompter;
  reporter: Reporter;
  templates: Templates;
  dialer: Dialer;
}

/**
 * Throws only what concerns the whole call: a password that cannot be read. Failures of files stand
 * in the answer.
 */
export async function inspect(request: InspectRequest, ports: InspectPorts): Promise<Inspection> {
  const releases = await releasesFor(request, ports);
  const now = ports.clock.now();
  const clock = { now: () => now };
  const { password: source, alias } = request;
  const password = source && (await loadPassword(source, ports.files));
  const keyPassword = source?.ofKeys && (await loadPassword(source.ofKeys, ports.files));
  const opening = { password, keyPassword, alias };
  const inspection: Inspection = {
    at: formatTime(now),
    items: [],
    skipped: [],
    failures: [],
    loading: releases.length > 0 ? [] : undefined,
  };
  await sayUnfinishedAround(request.files, ports);
  for (const file of request.files) {
    const peer = request.peers?.get(file);
    await inspectFile({ file, peer, opening, releases }, { ...ports, clock }, inspection);
  }
  return inspection;
}

/** Throws `target-unknown`, `version-unknown`. */
async function releasesFor(
  { consumers = [], stack }: InspectRequest,
  ports: InspectPorts,
): Promise<readonly ProductRelease[]> {
  if (consumers.length === 0) return [];
  // Products are loaded for whoever asks for one.
  const { loadConsumers, releasesOf } = await import('../making/consumers.js');
  return releasesOf(await loadConsumers({ consumers, stack }, ports));
}

interface FileRequest {
  file: string;
  /** A server that it may name. */
  peer: Peer | undefined;
  opening: StoreOpening;
  releases: readonly ProductRelease[];
}

async function inspectFile(
  { file, peer, opening, releases }: FileRequest,
  ports: InspectPorts,
  { items, skipped, failures, loading }: Inspection,
): Promise<void> {
  const attempt = async (act: () => Promise<void>) => {
    try {
      await inFile(file, act);
    } catch (error) {
      if (error instanceof TlsmithError && error.code === 'cancelled') throw error;
      items.push(...(await damagedItems(file, error)));
      failures.push({
        file,
        error: error instanceof TlsmithError ? error : unforeseen(file, error),
      });
    }
  };
  await attempt(async () => {
    const { parts, bytes } = await broughtBy(file, peer, ports);
    const notes = new Set(parts.flatMap((part) => part.notes ?? []));
    sayNotes(file, [...notes], ports.reporter);
    for (const [at, part] of parts.entries()) {
      if (part.kind === 'other') skipped.push({ file, label: part.label });
      else {
        await attempt(async () => {
          const place = parts.length > 1 ? `part ${at + 1} of ${parts.length}` : undefined;
          items.push({
            file,
            ...(await inPart(place, () => factsOf(file, part, opening, ports))),
          });
        });
      }
    }
    // What was not read is told once, and what a server shows is loaded by nobody.
    if (!loading || !bytes || failures.some((one) => one.file === file)) return;
    await attempt(async () => {
      const { judgeFile } = await import('./loading.js');
      loading.push(...(await judgeFile({ path: file, bytes }, releases, opening, ports)));
    });
  });
}

/** What stands in the file, with its octets, or what a server shows where there is no such file. */
async function broughtBy(
  file: string,
  possible: Peer | undefined,
  { files, dialer }: InspectPorts,
): Promise<{ parts: BundlePart[]; bytes?: Uint8Array }> {
  const peer = await peerUnlessFile(file, possible, files);
  if (!peer) {
    const bytes = await files.read(file);
    return { parts: decodeBundle(bytes), bytes };
  }
  const { readServedChain } = await import('../reading/peer/served-chain.js');
  const chain = await readServedChain(peer, dialer);
  return { parts: chain.map((der) => ({ kind: 'certificate', der })) };
}

/** What can be read of a structure that is damaged. */
async function damagedItems(file: string, error: unknown): Promise<Inspection['items']> {
  if (!malformedIn(error)) return [];
  const { diagnosisOf } = await import('../reading/diagnosis.js');
  const { structure, faults = [], values = [] } = diagnosisOf(error) ?? {};
  if (structure === undefined || values.length === 0) return [];
  const shown = values.map((one) => ({ ...one, value: shownText(one.value) }));
  return [{ file, type: 'damaged', structure, faults: [...faults], values: shown }];
}

/** A bug of ours that this file brought to light: what the others hold is shown all the same. */
function unforeseen(file: string, error: unknown): TlsmithError {
  const sentence = `${quotePath(file)} could not be read: this is a bug of tlsmith`;
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
  opening: StoreOpening,
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
    case 'ocsp-response': {
      const { ocspFacts } = await import('./ocsp.js');
      return { type: 'ocsp-response', ...ocspFacts(part.der, ports) };
    }
    case 'public-key':
      return {
        type: 'public-key',
        publicKey: readingStructure('public-key', part.der, () =>
          publicKeyFacts(part.der, ports.crypto),
        ),
        findings: findingsBy(PUBLIC_KEY_RULES, { subjectPublicKeyInfo: part.der }),
      };
    case 'private-key': {
      const facts = await privateKeyFacts(part.key, part.dekInfo, opening.password, ports.crypto);
      return { type: 'private-key', ...facts };
    }
    case 'store':
      return openStore(file, part.bytes, opening, ports);
  }
}

/**
 * A store shows nothing without its password, so the person is asked for it; an encrypted key is
 * described as it is.
 */
async function openStore(
  file: string,
  bytes: Uint8Array,
  opening: StoreOpening,
  ports: InspectPorts,
): Promise<ItemFacts> {
  try {
    return await storeFacts(bytes, opening, ports);
  } catch (error) {
    const isMissing = error instanceof TlsmithError && error.code === 'password-missing';
    if (!isMissing || !ports.prompter.canAsk) throw error;
    const password = await ports.prompter.askPassword(`Password of ${quotePath(file)}:`);
    return storeFacts(bytes, { ...opening, password }, ports);
  }
}
