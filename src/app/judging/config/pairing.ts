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

/**
 * Plain text before TLS, and TLS before plain text: by a port that both name, where nobody else is
 * meant by it.
 */
export function mixedLinks(
  { hosts, plain }: { hosts: readonly ConfiguredHost[]; plain: readonly ConfiguredHost[] },
  links: readonly ConfiguredLink[],
): ConfiguredLink[] {
  const speaking = hosts.filter(({ view }) => view.isOn === true);
  const pairs = (clients: readonly ConfiguredHost[], servers: readonly ConfiguredHost[]) =>
    ofRole(clients, 'client')
      .filter((client) => links.every((link) => link.client !== client))
      .flatMap((client) => {
        const dialled = client.view.endpoints().filter(({ port }) => port !== undefined);
        const fitting = ofRole(servers, 'server').filter(
          (server) =>
            server.view.meaning('port') !== undefined &&
            server.view.end.file !== client.view.end.file &&
            mayTalk(client, server) &&
            dialled.some(({ port }) => port === server.view.port()),
        );
        const [server, ...others] = fitting;
        return server && others.length === 0 ? [{ client, server, hosts: dialled }] : [];
      });
  return [...pairs(speaking, plain), ...pairs(plain, speaking)];
}

function ofRole(hosts: readonly ConfiguredHost[], role: 'client' | 'server'): ConfiguredHost[] {
  return hosts.filter(({ view }) => view.end.target.role === role);
}

function mayTalk({ view: client }: ConfiguredHost, { view: server }: ConfiguredHost): boolean {
  if (client.end.passesOn || server.end.passesOn) {
    // What passes on is no end of its own: it faces another file.
    return client.end.file !== server.end.file;
  }
  // A proxy dials others, and not itself; the config of a node stands for its whole cluster.
  const isItself =
    client.end.file === server.end.file &&
    client.end.target.name === server.end.target.name &&
    client.end.target.descriptor.end !== 'transport-client';
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
  if (onPort.length > 1) {
    const first = withoutNames(client, onPort);
    if (first) return [{ client, server: first, hosts: dialled }];
    return onPort.map((server) => linkTo(client, server, dialled, onPort));
  }
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

/** nginx says no name unless it is told to: the first server of the port answers. */
function withoutNames(
  { view }: ConfiguredHost,
  servers: readonly ConfiguredHost[],
): ConfiguredHost | undefined {
  const saysName = view.named('proxy_ssl_server_name')?.value === 'on';
  const isSaid = view.end.target.descriptor.end !== 'upstream' || saysName;
  const areSites = servers.every(({ view: { end } }) => end.target.name === view.end.target.name);
  const files = new Set(servers.map((one) => one.view.end.file));
  if (isSaid || !areSites || files.size > 1) return undefined;
  const isDefault = (one: ConfiguredHost) =>
    JSON.stringify(one.view.meaning('port')?.value).includes('default_server');
  return servers.find(isDefault) ?? servers[0];
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
