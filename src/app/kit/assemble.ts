// The one way to a kit, wherever its identities come from: a folder a host, the page, all or
// nothing, proved as it is staged.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { pathIn } from '../../path-in.js';
import type { Clock, Loopback, Templates } from '../../ports.js';
import type { HostFolder } from '../../targets/host-folder.js';
import type { Target } from '../../targets/target.js';
import type { IssuerPorts } from '../reading/key/issuer.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { planHostFolder } from '../writing/host-folder.js';
import type { Issuance } from '../writing/ledger.js';
import { type PlannedFile, summarizeCertificate, type WriteSummary } from '../writing/plan.js';
import { writeFiles, type WritingPorts, type WritingSteps } from '../writing/write-files.js';
import { type KitFolder, kitHostFolder, type KitMember, type KitTerms } from './folder.js';
import type { KitHost } from './hosts.js';
import { kitPage } from './page.js';
import type { Choice, KitPair } from './pair.js';
import { peersOf, warnOfNobody } from './peers.js';
import { type Handshake, proveLink, type ProvenFolder } from '../proving/link.js';

export interface KitSummary extends WriteSummary {
  choices: Choice[];
  handshakes: Handshake[];
}

export type KitPorts = IssuerPorts &
  WritingPorts & { clock: Clock; templates: Templates; loopback: Loopback };

/** Where a kit goes, and how carefully. */
export interface KitDestination {
  /** The kit's folder, as the person named it. */
  out: string;
  force: boolean;
  dryRun: boolean;
  /** Whether to prove the link by handshakes. */
  proof: boolean;
}

/** What the CA of a kit has to do with the writing. */
export interface KitAuthority {
  /** One that was made now: it stands in the kit. */
  made?: { certificate: Certificate; isKeyEncrypted: boolean };
  /** Whether it is asked by requests. */
  isAsked?: boolean | undefined;
  /** Whether people bring the requests to it, and back what it signed. */
  isByHand?: boolean;
  /** The files of its folder in the kit. */
  files(issuances: readonly Issuance[]): Promise<readonly PlannedFile[]>;
  /** Its ledger, around the writing. */
  steps(issuances: readonly Issuance[]): WritingSteps;
  /** Paths that were read for it. */
  inputs: readonly string[];
}

/** All that is decided before the first key is made. */
export interface KitDraft {
  pair: KitPair;
  terms: KitTerms;
  /** Whose folders are made, in this order; at least one. */
  hosts: readonly KitHost[];
  /** Folders of the kit that stand already and are only read. */
  standing: readonly { folder: HostFolder; path: string }[];
  authority: KitAuthority;
  /**
   * The source of identities: issued now, signed elsewhere. `isRehearsed`: nothing will be written.
   */
  identityOf(host: KitHost, isRehearsed: boolean, ports: KitPorts): Promise<HostIdentity>;
  /** Of the host's stores, or of its key. */
  passwordOf(host: KitHost): KeyPassword | undefined;
  /** The page's name in the kit. */
  page: string;
  /** What was decided for the person; of the CA, by what it issued first. */
  choicesOf(first: HostIdentity): Choice[];
}

/**
 * Where a CA is asked it is done twice: what is in the way of the files is said before the CA
 * issues in vain.
 */
export async function assembleKit(
  draft: KitDraft,
  destination: KitDestination,
  ports: KitPorts,
): Promise<KitSummary> {
  if (draft.authority.isAsked && !destination.dryRun) {
    await assemble(draft, { ...destination, dryRun: true }, inSilence(ports));
  }
  return assemble(draft, destination, ports);
}

function inSilence(ports: KitPorts): KitPorts {
  const quiet = { note: () => undefined, warn: () => undefined };
  return { ...ports, reporter: { ...ports.reporter, ...quiet } };
}

async function assemble(
  draft: KitDraft,
  { out, force, dryRun, proof }: KitDestination,
  ports: KitPorts,
): Promise<KitSummary> {
  const { authority, terms, pair } = draft;
  const folders = await makeFolders(draft, dryRun, ports);
  const [first] = folders;
  const issuances = folders.map((folder) => ({
    certificate: folder.identity.chain[0],
    profile: folder.host.profile,
    path: pathIn(out, certificatePath(folder)),
  }));
  const [anchor] = first.identity.trustAnchors;
  const { made: caFolder, isByHand = false } = authority;
  const page = { path: draft.page, pair, folders, terms, anchor, caFolder, isByHand };
  const files = [
    await kitPage(page, ports),
    ...(await authority.files(issuances)),
    ...folders.flatMap((folder) => folder.files),
  ];
  const handshakes: Handshake[] = [];
  const prove = async (staged: string) => {
    if (proof) handshakes.push(...(await proveStaged(draft, folders, staged, ports)));
  };
  const plan = { folder: out, files, force, dryRun, inputs: authority.inputs };
  const written = await writeFiles(plan, ports, { ...authority.steps(issuances), prove });
  return {
    files: written,
    certificates: certificatesOf(folders, authority).map(([path, certificate]) =>
      summarizeCertificate(certificate, pathIn(out, path), ports.crypto),
    ),
    choices: draft.choicesOf(first.identity),
    handshakes,
    dryRun: dryRun || undefined,
  };
}

type KitFolders = readonly [KitFolder, ...KitFolder[]];

/** All certificates first: what a product is told of its peers stands in them. */
async function makeFolders(
  draft: KitDraft,
  isRehearsed: boolean,
  ports: KitPorts,
): Promise<KitFolders> {
  const { hosts, terms, standing, pair } = draft;
  const members: KitMember[] = [];
  for (const host of hosts) {
    const member = { host, identity: await draft.identityOf(host, isRehearsed, ports) };
    members.push(member);
    warnOfNobody(pair.server, member, ports);
  }
  const made = members.map((member) => ({
    ...member,
    folder: kitHostFolder(
      member,
      terms,
      draft.passwordOf(member.host),
      facing(member, members, standing),
    ),
  }));
  const folders: KitFolder[] = [];
  for (const one of made) {
    const peers = peersOf(one, made).map(({ folder }) => folder);
    const files = await planHostFolder(one.folder, [...peers, ...across(one, standing)], ports);
    const { name } = one.host;
    folders.push({
      ...one,
      files: files.map((file) => ({ ...file, path: `${name}/${file.path}` })),
    });
  }
  return folders as [KitFolder, ...KitFolder[]];
}

/** The products at the other end. */
function facing(
  member: KitMember,
  members: readonly KitMember[],
  standing: KitDraft['standing'],
): Target[] {
  return [
    ...peersOf(member, members).map(({ host }) => host.target),
    ...across(member, standing).map(({ ends }) => ends[0].release.target),
  ];
}

function across({ host }: Pick<KitMember, 'host'>, standing: KitDraft['standing']): HostFolder[] {
  return standing
    .map(({ folder }) => folder)
    .filter(({ ends }) => ends[0].release.target.role !== host.target.role);
}

/**
 * Each client that was made, against the server: the one that was made too, or the one that stands.
 */
async function proveStaged(
  { terms, standing, pair }: KitDraft,
  folders: readonly KitFolder[],
  staged: string,
  ports: KitPorts,
): Promise<Handshake[]> {
  const below = ({ host: { target, name } }: KitFolder): ProvenFolder => ({
    target,
    path: `${staged}/${name}`,
  });
  const [server] = [
    ...folders.filter(({ host }) => host.target.role === 'server').map(below),
    ...standing.map(({ path }) => ({ target: pair.server, path })),
  ];
  const clients = folders.filter(({ host }) => host.target.role === 'client').map(below);
  const { version, now } = terms;
  const ends = folders.map(({ identity: { chain } }) => chain[0].notAfter.getTime());
  const notAfter = new Date(Math.min(...ends));
  return server ? proveLink(server, clients, { version, now, notAfter }, ports) : [];
}

/** All that were made, each with its place in the kit; the CA first where it is new. */
function certificatesOf(
  folders: readonly KitFolder[],
  { made }: KitAuthority,
): [string, Certificate][] {
  const hosts = folders.map((folder): [string, Certificate] => [
    certificatePath(folder),
    folder.identity.chain[0],
  ]);
  return made ? [['ca/ca.crt', made.certificate], ...hosts] : hosts;
}

function certificatePath({ folder: { name, form } }: KitFolder): string {
  return `${name}/${form.names['key-store'] ?? form.names.certificate ?? ''}`;
}
