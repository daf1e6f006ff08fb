// `kit`: from nothing to a proven mutual-TLS link between two products, one folder a host.
import { TlsmithError } from '../errors.js';
import { generatePassword } from '../formats/password.js';
import type { Certificate } from '../pki/certificate.js';
import { withoutRepeats } from '../pki/general-name.js';
import { issuingCertificate } from '../pki/issuer.js';
import type { WantedValidity } from '../pki/validity.js';
import type { Clock, KeyType, Loopback, Random, Templates } from '../ports.js';
import { validityBelow } from './issuer-validity.js';
import { quote } from '../quote.js';
import {
  caChoice,
  caFolderPart,
  checkKitIssuer,
  type KitCaRequest,
  prepareCa,
  type PreparedCa,
} from './kit-ca.js';
import {
  type KitFolder,
  type KitHost,
  type KitTerms,
  type KitUser,
  identityPath,
  makeKitFolder,
} from './kit-folder.js';
import { type KitHostsRequest, planHosts } from './kit-hosts.js';
import { kitPage } from './kit-page.js';
import { kitPasswords } from './kit-passwords.js';
import { type Choice, kitChoices, type KitPairRequest, loadKitPair } from './kit-pair.js';
import type { IssuerPorts } from './load-issuer.js';
import type { NewPasswordSource } from './load-password.js';
import { PLAIN_CA_KEY } from './new-ca.js';
import { pathIn, summarizeCertificate, type WriteSummary } from './plan.js';
import { type Handshake, proveLink } from './prove-link.js';
import { ledgerSteps } from './record-issuance.js';
import { writeFiles, type WritingPorts } from './write-files.js';

export interface MakeKitRequest extends KitPairRequest, KitHostsRequest, KitCaRequest {
  /** None: the server's default. */
  port?: number;
  keyType?: KeyType;
  /** Adds user and password to the certificates; the password is generated. */
  user?: string;
  validity: WantedValidity;
  /** Of the hosts' stores, or of their keys; none: stores get generated ones, keys stay plain. */
  password?: NewPasswordSource;
  /** Whether to prove the link by handshakes. */
  proof: boolean;
  out: string;
  force: boolean;
  dryRun: boolean;
}

export interface KitSummary extends WriteSummary {
  choices: Choice[];
  handshakes: Handshake[];
}

export type MakeKitPorts = IssuerPorts &
  WritingPorts & { clock: Clock; templates: Templates; loopback: Loopback };

export async function makeKit(request: MakeKitRequest, ports: MakeKitPorts): Promise<KitSummary> {
  const now = ports.clock.now();
  const pair = await loadKitPair(request, ports);
  // A store always has a password; a key file only where one is asked for.
  const source = request.password ?? (request.store === 'pkcs12' ? 'generate' : undefined);
  const { keyType, choices } = kitChoices(pair, request, source !== undefined);
  const { server, clients } = planHosts(request, pair);
  const ca = await prepareCa(request, now, ports);
  checkKitIssuer(ca.issuer, pair);
  const terms: KitTerms = {
    version: pair.version,
    store: request.store,
    keyType,
    hosts: withoutRepeats(request.hosts),
    port: request.port ?? pair.server.defaultPort,
    issuer: ca.issuer,
    validity: validityBelow(request.validity, ca.issuer, now, ports),
    user: kitUser(request.user, ports.random),
    now,
  };
  const nextPassword = await kitPasswords(source, ports);
  const folders: KitFolder[] = [];
  for (const host of [server, ...clients]) {
    folders.push(await makeKitFolder(host, terms, nextPassword(), ports));
  }
  const issuances = folders.map(({ identity, profile }) => ({
    certificate: identity.certificate,
    profile,
  }));
  const files = [
    await kitPage(
      { path: 'README.md', ...pair, folders, terms, ...caFolderPart(ca, request) },
      ports,
    ),
    ...(await ca.files(issuances)),
    ...folders.flatMap((folder) => folder.files),
  ];
  const handshakes: Handshake[] = [];
  const written = await writeFiles(
    {
      folder: request.out,
      files,
      force: request.force,
      dryRun: request.dryRun,
      inputs: ca.inputs,
    },
    ports,
    {
      ...(!ca.isNew && ledgerSteps(ca.ledger, issuances, now, ports)),
      ...(request.proof && {
        prove: async (staged) => {
          const at = ({ target, name }: KitHost) => ({ target, path: `${staged}/${name}` });
          handshakes.push(...(await proveLink(at(server), clients.map(at), terms, ports)));
        },
      }),
    },
  );
  if (ca.isNew && !request.newCa.password && !request.dryRun) ports.reporter.note(PLAIN_CA_KEY);
  return {
    files: written,
    certificates: certificatesOf(folders, ca, request).map(([path, certificate]) =>
      summarizeCertificate(certificate, pathIn(request.out, path), ports.crypto),
    ),
    choices: [...choices, caChoice(ca.issuer, ca.isNew)],
    handshakes,
    ...(request.dryRun && { dryRun: true }),
  };
}

/** All that were made, each with its place in the kit; the CA first where it is new. */
function certificatesOf(
  folders: readonly KitFolder[],
  { issuer, isNew }: PreparedCa,
  { store }: MakeKitRequest,
): [path: string, certificate: Certificate][] {
  return [
    ...(isNew ? [['ca/ca.crt', issuingCertificate(issuer)] as [string, Certificate]] : []),
    ...folders.map(({ identity, name }): [string, Certificate] => [
      identityPath(name, store),
      identity.certificate,
    ]),
  ];
}

/** HTTP Basic (RFC 7617) ends the user at the colon, and both ends agree on ASCII only. */
function kitUser(name: string | undefined, random: Random): KitUser | undefined {
  if (name === undefined) return undefined;
  if (/^[\x21-\x39\x3b-\x7e]{1,100}$/.test(name))
    return { name, password: generatePassword(random) };
  throw new TlsmithError(
    'name-invalid',
    `${quote(name)} is no user name that both ends take: up to 100 printable ASCII characters without blank and colon`,
  );
}
