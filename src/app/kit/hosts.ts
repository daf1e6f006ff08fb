// Which hosts a kit has: their folders, names and roles.
import { TlsmithError } from '../../errors.js';
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import { quote } from '../../quote.js';
import type { Target } from '../../targets/target.js';
import { clientName, parseCertificateName } from '../reading/names.js';
import { checkFileNames } from '../writing/host-folder.js';
import { installFolder, placeFault } from '../writing/installed-files.js';
import type { KitPair } from './pair.js';
import type { AwaitedHost } from '../making/accepted.js';
import { refuseForJvm } from '../making/certified-names.js';

export interface KitHost {
  target: Target;
  /** Folder, file stem and common name. */
  name: string;
  names: readonly GeneralName[];
  profile: EndEntityProfile;
  installFolder: string;
  /** Further ends of the same product that use the same files, each with a snippet of its own. */
  otherEnds: readonly Target[];
  /** Whether it only looks at the server, beside the clients of the link. */
  isMonitor: boolean;
}

export interface KitHostsRequest {
  /** Names of one server as the client dials it, in order. */
  hosts: readonly GeneralName[];
  /** Names of the server that are never dialled. */
  otherNames: readonly GeneralName[];
  /** Folder, stem and common name of each client host; none: the target's name. */
  clientNames?: readonly string[] | undefined;
  serverName?: string | undefined;
  /**
   * `both`: every certificate for both roles, as the Elastic guide asks; `own`: least privilege.
   */
  extKeyUsage: 'both' | 'own';
  /** None: the product's own. */
  installFolder?: string | undefined;
}

/**
 * Throws `name-conflict` where two hosts would share a folder or the client's name is one that is
 * dialled.
 */
export function planHosts(
  request: KitHostsRequest,
  { client, server }: KitPair,
): { server: KitHost; clients: KitHost[] } {
  const hosts = withoutRepeats([...request.hosts, ...request.otherNames]);
  // One folder is said for both: an end that could not have files there keeps its own, unless that
  // is both.
  const isTakenByNone = placeless(client, request) && placeless(server, request);
  const placeFor = (target: Target) => (isTakenByNone ? request : placed(target, request));
  // Both ends of a tunnel are one product, and two folders.
  const isSame = client.name === server.name;
  const defaultName = (target: Target) => (isSame ? `${target.name}-${target.role}` : target.name);
  const serverName = request.serverName ?? defaultName(server);
  // Where both ends serve and dial, either name is dialled.
  refuseForJvm(hosts, [client, server]);
  const serverHost = planHost({
    target: server,
    name: serverName,
    names: hosts,
    profile: 'server',
    place: placeFor(server),
  });
  const clientNames = request.clientNames ?? [defaultName(client)];
  const clients = clientNames.map((name) => {
    checkIsNotDialled(name, hosts);
    return planClient(client, name, placeFor(client));
  });
  const taken = new Set(['ca', 'readme.md', '.gitignore']);
  for (const { name } of [serverHost, ...clients]) {
    if (taken.has(name.toLowerCase())) {
      throw new TlsmithError(
        'name-conflict',
        `two folders of the kit would be called ${quote(name)}`,
        {
          name,
        },
      );
    }
    taken.add(name.toLowerCase());
  }
  return { server: serverHost, clients };
}

type Place = Pick<KitHostsRequest, 'extKeyUsage' | 'installFolder'>;

function placeless(target: Target, { installFolder: place }: Place): boolean {
  return place !== undefined && placeFault(target, place) !== undefined;
}

/** Without the folder that was said where this product could not have its files there. */
export function placed(target: Target, request: Place): Place {
  return placeless(target, request) ? { extKeyUsage: request.extKeyUsage } : request;
}

interface KitHostRequest {
  target: Target;
  /** As typed. */
  name: string;
  names: readonly GeneralName[];
  /** Where its place in the link decides. */
  profile: EndEntityProfile;
  place: Place;
}

function planHost({ target, name, names, profile, place }: KitHostRequest): KitHost {
  const { stem } = parseCertificateName(name);
  const servesAndDials = place.extKeyUsage === 'both' || target.descriptor.servesAndDials;
  const host: KitHost = {
    target,
    name: stem,
    names,
    profile: servesAndDials ? 'peer' : profile,
    installFolder: installFolder(target, stem, place.installFolder),
    otherEnds: [],
    isMonitor: false,
  };
  checkFileNames(stem, [target]);
  return host;
}

/** A client as a host, by its name. Throws `name-invalid`. */
export function planClient(target: Target, name: string, place: Place): KitHost {
  return planHost({ target, name, names: [clientName(name)], profile: 'client', place });
}

/** A client certificate that carries a dialled name could pose as the server. */
export function checkIsNotDialled(clientName: string, hosts: readonly GeneralName[]): void {
  if (!hosts.some(({ value }) => value === clientName.toLowerCase())) return;
  throw new TlsmithError(
    'name-conflict',
    `the client's name ${quote(clientName)} is also a name of the server: its certificate could pose as the server`,
    { name: clientName },
  );
}

/** As whom a CA has to certify it. */
export function awaitedHost({ name, names, target }: KitHost): AwaitedHost {
  const { role, descriptor } = target;
  return {
    name,
    names,
    role: descriptor.servesAndDials ? 'peer' : role,
    isDialled: role === 'server',
  };
}
