// `status`: every certificate and CRL in the files and folders that are named, and in what the
// configs there name, with how long each still holds.
import { TlsmithError } from '../../errors.js';
import { type Duration, endOf } from '../../pki/certificate/duration.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Clock, Memory, ProgressReporter, Templates } from '../../ports.js';
import { quotePath } from '../../quote.js';
import { loadPassword, type PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import type { WritingPorts } from '../writing/write-files.js';
import { checkStatusFile, type StatusFile, writeStatusFile } from './file.js';
import { fingerprintOf, inOrder } from './item.js';
import { Places } from './places.js';
import { authorityFolders, authorityIn, Renewals } from './renewals.js';
import type { StatusFindings } from './report.js';
import { addRollovers } from './rollovers.js';
import { Survey } from './survey.js';
import { renewedTogether } from './together.js';

export interface StatusRequest {
  /** Files and folders; `-` is stdin. */
  paths: readonly string[];
  /** What ends sooner is `expiring`. */
  within: Duration;
  /** Where the files of a host were copied to: absolute paths in configs begin there. */
  root?: string | undefined;
  /** Opens stores. */
  password?: PasswordSource | undefined;
  /** The CA folder that is meant where nobody names one. */
  usualAuthority: string;
  /** None: nothing is written. */
  file?: StatusFile | undefined;
}

export interface StatusPorts extends StorePorts, WritingPorts {
  clock: Clock;
  reporter: ProgressReporter;
  templates: Templates;
  memory: Memory;
}

/**
 * What is wrong with a file stands in the answer. Throws `input-wrong-kind` where nothing that ends
 * is found at all, `input-limit`, `output-*`, and what concerns the password.
 */
export async function status(
  { file, ...request }: StatusRequest,
  ports: StatusPorts,
): Promise<StatusFindings> {
  if (file) await checkStatusFile(file, ports);
  const findings = await findingsOf(request, ports);
  if (!file) return findings;
  const [failure] = findings.failures;
  if (failure && findings.items.length === 0) throw failure.error;
  return { ...findings, written: await writeStatusFile(file, findings, ports) };
}

async function findingsOf(request: StatusRequest, ports: StatusPorts): Promise<StatusFindings> {
  await ports.memory.keepSmall();
  const now = ports.clock.now();
  const until = endOf(now, request.within);
  const text = request.password && (await loadPassword(request.password, ports.files));
  const asking = { ...ports, reporter: UNHEARD };
  const silent = { ...asking, prompter: { ...ports.prompter, canAsk: false } };
  const survey = new Survey({ now, until }, asking, silent);
  const terms = { root: request.root, passwords: text ? [{ text }] : [] };
  const places = new Places(survey, terms, silent, ports.reporter);
  for (const path of request.paths) await places.take(path);
  await addOrigins(survey, request.usualAuthority, terms.passwords[0], silent);
  const { items, unread, failures } = survey;
  if (items.length === 0 && failures.length === 0) throw nothingFound(request, unread);
  return {
    ok: items.every(({ state }) => state === 'ok'),
    at: formatTime(now),
    until: formatTime(until),
    files: places.files,
    items: items.sort(inOrder),
    unread,
    failures,
  };
}

/** How others keep their files is not commented on, one by one. */
const UNHEARD = { note: () => undefined, warn: () => undefined };

/** Who has signed each of them, and how those that end come to a successor. */
async function addOrigins(
  survey: Survey,
  usual: string,
  password: PasswordSource | undefined,
  ports: StorePorts & { clock: Clock; templates: Templates },
): Promise<void> {
  const { items, due, signers } = survey;
  for (const item of items) item.issuedBy = signers.signerOf(item) ?? null;
  const authorities = await authorityFolders(items, ports);
  await addRollovers(items, authorities.values(), password, ports);
  if (due.length === 0) return;
  const own = await authorityIn(usual, ports);
  if (own) {
    const sha256Fingerprint = fingerprintOf(own, ports.crypto);
    if (!authorities.has(sha256Fingerprint)) authorities.set(sha256Fingerprint, usual);
    signers.addSigner({ sha256Fingerprint, ...own });
  }
  const renewals = new Renewals(signers, authorities, password, ports);
  for (const one of await renewedTogether(due, ports.files)) await renewals.addTo(one);
}

function nothingFound({ paths }: StatusRequest, unread: StatusFindings['unread']): TlsmithError {
  const [path = '', ...others] = paths;
  const where = others.length > 0 ? 'the files and folders hold' : `${quotePath(path)} holds`;
  const why = unread.map(({ message }) => `: ${message}`).slice(0, 1);
  return new TlsmithError(
    'input-wrong-kind',
    `${where} no certificate and no CRL${unread.length > 0 ? ' that can be read' : ''}${why}`,
    { path, expected: 'certificates, stores, CRLs, or configs that name them' },
  );
}
