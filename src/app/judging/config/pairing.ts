// Which end dials which: by the protocols that they speak, by the port, and by the names in the
// server's certificate. For `doctor`.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { isHostNamed } from '../../../pki/names/host-match.js';
import { pathCertificate } from '../../../pki/path/path-certificate.js';
import type { ConfiguredHost, ConfiguredLink } from '../../../targets/config/configured-host.js';
import type { DialledEndpoint } from '../../../targets/config/end-view.js';
import { ANY_PROTOCOL } from '../../../targets/descriptor/form.js';
import { canTalk } from '../../../targets/target.js';
import { dialledName } from './dialled-names.js';

/** Every client with each server that it dials. */
export function linksBetween(hosts: readonly ConfiguredHost[]): ConfiguredLink[] {
  const clients = hosts.filter(({ view }) => view.end.target.role === 'client');
  const servers = hosts.filter(({ view }) => view.end.target.role === 'server');
  const onlyPair = clients.length === 1 && servers.length === 1;
  return clients.flatMap((client) => {
    const talking = servers.filter((server) => mayTalk(client, server));
    return linksOf(client, talking, onlyPair, clients);
  });
}

function mayTalk({ view: client }: ConfiguredHost, { view: server }: ConfiguredHost): boolean {
  if (client.end.passesOn || server.end.passesOn) {
    // What passes on is no end of its own: it faces another file.
    return client.end.file !== server.end.file;
  }
  // A proxy dials others, and not itself.
  const isItself =
    client.end.file === server.end.file && client.end.target.name === server.end.target.name;
  return !isItself && canTalk(client.end.target, server.end.target);
}

function linksOf(
  client: ConfiguredHost,
  servers: readonly ConfiguredHost[],
  onlyPair: boolean,
  clients: readonly ConfiguredHost[],
): ConfiguredLink[] {
  const dialled = client.view.endpoints();
  const onPort = servers.filter((server) => dialled.some((one) => isOnPort(one, server)));
  const looksAround =
    client.view.end.target.descriptor.dials.includes(ANY_PROTOCOL) || client.view.end.passesOn;
  if (looksAround && !onlyPair) {
    // It may dial anything in the world: only what it names is its server.
    return onPort
      .map((server) => ({ client, server, hosts: hostsOf(dialled, server, true) }))
      .filter(({ hosts }) => hosts.length > 0);
  }
  if (onPort.length > 1) return onPort.map((server) => linkTo(client, server, dialled, onPort));
  const [server] = onPort.length > 0 ? onPort : servers.length === 1 ? servers : [];
  if (!server) return [];
  const isTaken = clients.some(
    (other) =>
      other !== client && other.view.endpoints().some((endpoint) => isOnPort(endpoint, server)),
  );
  // On another port another server is meant, where somebody else dials this one.
  if (onPort.length === 0 && isTaken) return [];
  return [{ client, server, hosts: dialled }];
}

/** Of several servers on one port each is dialled by the names that it has. */
function linkTo(
  client: ConfiguredHost,
  server: ConfiguredHost,
  dialled: readonly DialledEndpoint[],
  all: readonly ConfiguredHost[],
): ConfiguredLink {
  const own = hostsOf(dialled, server, true);
  const orphans = dialled.filter(
    (one) => !all.some((other) => hostsOf([one], other, true).length > 0),
  );
  const hosts = own.length > 0 ? own : orphans.filter((one) => isOnPort(one, server));
  return { client, server, hosts };
}

function hostsOf(
  dialled: readonly DialledEndpoint[],
  server: ConfiguredHost,
  byName: boolean,
): DialledEndpoint[] {
  const certificate = server.host.identity?.chain[0];
  return dialled.filter(
    (one) =>
      isOnPort(one, server) &&
      (!byName || (certificate !== undefined && isDialledName(one.host, certificate))),
  );
}

function isOnPort({ port }: DialledEndpoint, { view }: ConfiguredHost): boolean {
  const listening = view.port();
  return listening === undefined || port === undefined || port === listening;
}

function isDialledName(host: string, certificate: Certificate): boolean {
  const name = dialledName(host);
  return name !== undefined && isHostNamed(pathCertificate(certificate, false).names, name);
}
