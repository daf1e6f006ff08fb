// The CA of a kit: a new one inside it, or the one that was named.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { describePublicKey, nameOfPublicKey } from '../../pki/key/public-key.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { DAY, endOf } from '../../pki/certificate/duration.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { Files, KeyType, Random } from '../../ports.js';
import type { KeyContainer } from '../../targets/descriptor/form.js';
import { checkIssuerIsVerified, chooseCaKeyType } from '../making/consumers.js';
import { checkReadByJvm } from '../making/jvm-certificates.js';
import type { Choice, KitPair } from './pair.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import { loadNewPassword, type PasswordSource } from '../reading/key/passwords.js';
import { caFiles, issuerOf, makeCa } from '../making/authority.js';
import { caInTheWay } from '../writing/overwriting.js';
import { pathIn } from '../../path-in.js';
import { ledgerLines, type LedgerPorts, ledgerSteps } from '../writing/ledger.js';
import type { KitAuthority } from './assemble.js';

export interface KitCaRequest {
  /** None: a new CA inside the kit. */
  issuer?: IssuerRequest | undefined;
  /** Without a key type: the first that all products of the kit verify. */
  newCa: { keyType?: KeyType | undefined; password?: PasswordSource | undefined };
  /** Of the hosts' certificates. */
  validity: WantedValidity;
}

const CA_DAYS = 3650;

/** Ten years, or as long as the certificates below it are to live. */
function caValidity(hosts: WantedValidity, now: Date): WantedValidity {
  const end = 'until' in hosts ? hosts.until : endOf(now, hosts);
  const wanted = (end.getTime() - now.getTime()) / DAY;
  return wanted > CA_DAYS ? hosts : { days: CA_DAYS, isDefault: true };
}

/** The CA of a kit, before anything is issued. */
export interface PreparedCa extends KitAuthority {
  issuer: Issuer;
}

export interface KitCaTerms {
  pair: KitPair;
  /** What the hosts' keys stand in. */
  container: KeyContainer;
  now: Date;
}

export async function prepareCa(
  request: KitCaRequest,
  { pair, container, now }: KitCaTerms,
  ports: IssuerPorts & { random: Random },
): Promise<PreparedCa> {
  if (request.issuer) return existingCa(await loadIssuer(request.issuer, ports), now, ports);
  const { password: source } = request.newCa;
  const consumers = { targets: [pair.client, pair.server], version: pair.version };
  const keyType = request.newCa.keyType ?? chooseCaKeyType(consumers, container);
  const text = source && (await loadNewPassword(source, ports));
  const validity = caValidity(request.validity, now);
  const ca = await makeCa({ keyType, validity }, undefined, now, ports);
  return {
    issuer: issuerOf(ca, ports),
    made: { certificate: ca.certificate, isKeyEncrypted: text !== undefined },
    inputs: [],
    steps: () => ({}),
    files: async (issuances) => {
      const password = text === undefined ? undefined : { text, isGenerated: false };
      const lines = ledgerLines(issuances, now, ports);
      const files = await caFiles(ca, password, lines, ports);
      return files.map((file) => ({ ...file, path: `ca/${file.path}` }));
    },
  };
}

/** One that was named: its ledger is kept where it stands. */
export function existingCa(issuer: Issuer, now: Date, ports: LedgerPorts): PreparedCa {
  return {
    issuer,
    inputs: issuer.inputs,
    isAsked: issuer.by === 'request',
    files: async () => [],
    steps: (issuances) => ledgerSteps(issuer.ledger, issuances, now, ports),
  };
}

/**
 * A kit that holds a CA of its own is not filled with what another one issues: its hosts and its CA
 * would no longer belong together. Throws `ca-in-the-way`; `inputs` are the files of the CA that
 * issues.
 */
export async function checkNoOtherCa(
  out: string,
  inputs: readonly string[],
  files: Files,
): Promise<void> {
  const known = new Set(await Promise.all(inputs.map((path) => files.real(path))));
  for (const name of ['ca.key', 'ledger.jsonl']) {
    const path = pathIn(pathIn(out, 'ca'), name);
    if ((await files.kindBehind(path)) === 'absent') continue;
    const own = pathIn(pathIn(out, 'ca'), 'ca.crt');
    if (!known.has(await files.real(path)) && !known.has(await files.real(own))) {
      throw caInTheWay(path);
    }
  }
}

/** Each product verifies what the whole chain signed. */
export function checkKitIssuer(
  chain: readonly Certificate[],
  { client, server, version }: KitPair,
  container: KeyContainer,
): void {
  checkReadByJvm(chain, { targets: [client, server] });
  for (const { subjectPublicKeyInfo } of chain) {
    const key = describePublicKey(subjectPublicKeyInfo);
    checkIssuerIsVerified(key, { targets: [client, server], version }, container);
  }
}

/** The same of what another CA certified. */
export function readByPair(
  pair: KitPair,
  container: KeyContainer,
): (certified: Pick<HostIdentity, 'chain' | 'trustAnchors'>) => void {
  return ({ chain: [certificate, ...intermediates], trustAnchors }) => {
    checkReadByJvm([certificate], { targets: [pair.client, pair.server] });
    checkKitIssuer([...intermediates, ...trustAnchors], pair, container);
  };
}

/** The CA that signed it. */
export function issuingCertificateOf({ chain, trustAnchors }: HostIdentity): Certificate {
  return chain[1] ?? trustAnchors[0];
}

export function caChoice(ca: Certificate, isNew: boolean): Choice {
  const key = describePublicKey(ca.subjectPublicKeyInfo);
  return {
    what: 'CA',
    value: nameOfPublicKey(key),
    why: isNew ? 'a new one, only for this kit' : 'the one that was named',
  };
}
