// `kit`: from nothing to a proven mutual-TLS link between two products, one folder a host.
import { TlsmithError } from '../../errors.js';
import { generatePassword } from '../../formats/keys/password.js';
import { withoutRepeats } from '../../pki/names/general-name.js';
import { toHex } from '../../pki/der/hex.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { KeyType, Random } from '../../ports.js';
import { quote } from '../../quote.js';
import type { ClientAuthentication } from '../../targets/descriptor/form.js';
import { readsKeyContainer } from '../../targets/target.js';
import { warnOfNoSubject } from '../reading/names.js';
import { validityBelow } from '../making/validity.js';
import { assembleKit, type KitDestination, type KitPorts, type KitSummary } from './assemble.js';
import {
  caChoice,
  checkKitIssuer,
  checkNoOtherCa,
  issuingCertificateOf,
  type KitCaRequest,
  prepareCa,
  readByPair,
} from './authority.js';
import type { KitTerms, KitUser } from './folder.js';
import { type KitHostsRequest, planHosts } from './hosts.js';
import { issueTo } from './issued.js';
import { withMonitor } from './monitor.js';
import { kitChoices, type KitPairRequest, loadKitPair } from './pair.js';
import { kitPasswords } from './passwords.js';
import type { NewPasswordSource } from '../reading/key/passwords.js';
import { loadTargets } from '../reading/products.js';
import { PLAIN_CA_KEY } from '../making/authority.js';
import { sayOfHosts, sayOfInstallFolder } from '../making/say-of-hosts.js';
import { warnOfNames } from '../making/certified-names.js';

export interface MakeKitRequest
  extends KitPairRequest, KitHostsRequest, KitCaRequest, KitDestination {
  /** None: the server's default. */
  port?: number | undefined;
  keyType?: KeyType | undefined;
  /** Adds user and password to the certificates; the password is generated. */
  user?: string | undefined;
  validity: WantedValidity;
  /** Of the hosts' stores, or of their keys; none: stores get generated ones, keys stay plain. */
  password?: NewPasswordSource | undefined;
  /** None: required. */
  clientAuthentication?: ClientAuthentication | undefined;
  /** Whether Heartbeat is to watch the certificate that the server shows. */
  monitor?: boolean | undefined;
}

export async function makeKit(request: MakeKitRequest, ports: KitPorts): Promise<KitSummary> {
  const now = ports.clock.now();
  const pair = await loadKitPair(request, ports);
  // A store always has a password; a key file only where one is asked for.
  const source = request.password ?? (request.store === 'pkcs12' ? 'generate' : undefined);
  const { keyType, container, choices } = kitChoices(pair, request, source !== undefined);
  const { server, clients } = request.monitor
    ? withMonitor(planHosts(request, pair), request, await loadTargets(ports.templates))
    : planHosts(request, pair);
  sayOfHosts({ target: pair.client, version: pair.version }, request.hosts, ports);
  sayOfInstallFolder(request.installFolder, [server, ...clients], ports);
  const ca = await prepareCa(request, { pair, container, now }, ports);
  const { issuer } = ca;
  if (issuer.chain) checkKitIssuer(issuer.chain, pair, container);
  if (!ca.made) await checkNoOtherCa(request.out, ca.inputs, ports.files);
  const issuing = {
    validity: validityBelow(request.validity, issuer.chain, now, ports),
    accept: readByPair(pair, container),
    keyType,
    issuer,
    now,
  };
  const terms: KitTerms = {
    version: pair.version,
    store: request.store,
    hosts: withoutRepeats(request.hosts),
    port: request.port ?? pair.server.defaultPort,
    user: kitUser(request.user, ports.random),
    clientAuthentication: request.clientAuthentication ?? 'required',
    messageKey: request.encryptsMessages
      ? toHex(ports.random.bytes(MESSAGE_KEY_OCTETS))
      : undefined,
    now,
  };
  const hosts = [server, ...clients];
  warnOfNoSubject(
    hosts.map(({ name }) => name),
    ports,
  );
  warnOfNames(
    hosts.flatMap(({ names }) => names),
    ports,
  );
  const nextPassword = await kitPasswords(source, ports);
  const summary = await assembleKit(
    {
      pair,
      terms,
      hosts,
      standing: [],
      authority: ca,
      page: 'README.md',
      identityOf: (host, isRehearsed, within) => issueTo(host, { ...issuing, isRehearsed }, within),
      // A monitor reads no store, and not every key that is encrypted.
      passwordOf: ({ isMonitor, target }) =>
        isMonitor && !readsKeyContainer({ target, version: pair.version }, container)
          ? undefined
          : nextPassword(),
      choicesOf: (first) => [
        ...choices,
        caChoice(issuingCertificateOf(first), ca.made !== undefined),
      ],
    },
    request,
    ports,
  );
  if (ca.made && !request.newCa.password && !request.dryRun) ports.reporter.note(PLAIN_CA_KEY);
  return summary;
}

/** Of AES-256. */
const MESSAGE_KEY_OCTETS = 32;

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
