// The first half of a kit whose certificates another CA signs: a key and a request for every host.
import { TlsmithError } from '../../errors.js';
import { encodePem } from '../../formats/containers/pem.js';
import { formatGeneralName } from '../../pki/names/general-name.js';
import { buildRequest } from '../../pki/request/request-building.js';
import type { KeyType, Templates } from '../../ports.js';
import { KIT_PAGE_FOLDER } from '../../targets/page/page.js';
import { renderFrame } from '../../targets/snippet/frame.js';
import { defaultSubject, warnOfNoSubject } from '../reading/names.js';
import { keyFile } from '../writing/host-files.js';
import { type KitHost, type KitHostsRequest, planHosts } from './hosts.js';
import { kitChoices, type KitPairRequest, loadKitPair } from './pair.js';
import { type PlannedFile, textFile } from '../writing/plan.js';
import type { KitPorts, KitSummary } from './assemble.js';
import { writeFiles } from '../writing/write-files.js';
import { warnOfNames } from '../making/certified-names.js';

export interface RequestKitRequest extends Omit<KitPairRequest, 'store'>, KitHostsRequest {
  keyType?: KeyType | undefined;
  /** The line that makes the second half, for the page that goes with the requests. */
  continuation: string;
  out: string;
  force: boolean;
  dryRun: boolean;
}

const PAGE_FILE = 'requests.md.mustache';

/**
 * The keys stay plain, mode 0600, until the second half writes them in the form that is asked for.
 */
export async function requestKit(request: RequestKitRequest, ports: KitPorts): Promise<KitSummary> {
  const pair = await loadKitPair({ ...request, store: 'pem' }, ports);
  const { keyType, choices } = kitChoices(pair, { ...request, store: 'pem' }, false);
  const { server, clients } = planHosts(request, pair);
  const hosts = [server, ...clients];
  warnOfNoSubject(
    hosts.map(({ name }) => name),
    ports,
  );
  warnOfNames(
    hosts.flatMap(({ names }) => names),
    ports,
  );
  const files: PlannedFile[] = [await page(hosts, request.continuation, ports)];
  for (const host of hosts) files.push(...(await requestFiles(host, keyType, ports)));
  const { out: folder, force, dryRun } = request;
  return {
    files: await writeFiles({ folder, files, force, dryRun, inputs: [] }, ports).catch(explain),
    certificates: [],
    choices,
    handshakes: [],
    dryRun: dryRun || undefined,
  };
}

/** To be asked again is one thing, to lose the key of what is being signed another. */
function explain(error: unknown): never {
  if (!(error instanceof TlsmithError) || error.code !== 'output-exists') throw error;
  const details = { ...error.details, hasRequests: true };
  throw new TlsmithError(error.code, error.statement, details, error);
}

async function requestFiles(
  { name, profile, names }: KitHost,
  keyType: KeyType,
  ports: KitPorts,
): Promise<PlannedFile[]> {
  const keys = await ports.crypto.generateKeyPair(keyType);
  const content = { profile, subject: defaultSubject(name), subjectAltNames: names };
  const der = await buildRequest(content, keys, ports.crypto);
  const stem = `${name}/${name}`;
  return [
    textFile(`${stem}.csr`, encodePem('CERTIFICATE REQUEST', der), 'request'),
    await keyFile(`${stem}.key`, keys.privateKeyInfo, undefined, ports),
  ];
}

async function page(
  hosts: readonly KitHost[],
  continuation: string,
  { templates }: { templates: Templates },
): Promise<PlannedFile> {
  const template = (await templates.read(KIT_PAGE_FOLDER, PAGE_FILE)) ?? '';
  const view = {
    hosts: hosts.map(({ name, names, profile }) => ({
      request: `${name}/${name}.csr`,
      names: names.map(formatGeneralName).join(', '),
      uses: USES[profile],
    })),
    continuation,
  };
  return textFile('README.md', renderFrame(template, view, PAGE_FILE), 'readme');
}

const USES = {
  server: 'serverAuth',
  client: 'clientAuth',
  peer: 'serverAuth and clientAuth',
} as const;
