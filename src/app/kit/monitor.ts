// `kit --monitor`: Heartbeat watches the certificate that the server shows, as a further client of
// the link.
import { TlsmithError } from '../../errors.js';
import type { Target } from '../../targets/target.js';
import { type KitHost, type KitHostsRequest, placed, planClient } from './hosts.js';

/** The end of a product that looks at certificates, and at nothing behind them. */
const MONITOR_END = 'monitor';

interface PlannedHosts {
  server: KitHost;
  clients: KitHost[];
}

/**
 * A client that is the monitor's product gets one more snippet; else the monitor is a host of its
 * own.
 */
export function withMonitor(
  { server, clients }: PlannedHosts,
  request: KitHostsRequest,
  targets: readonly Target[],
): PlannedHosts {
  const monitor = targets.find(({ descriptor }) => descriptor.end === MONITOR_END);
  if (monitor === undefined) {
    throw new TlsmithError('template-invalid', `no product has an end called ${MONITOR_END}`);
  }
  // Heartbeat and a server that none of its outputs fits: the link is the monitor.
  if (clients.some(({ target }) => target.descriptor.end === MONITOR_END))
    return { server, clients };
  if (clients.some(({ target }) => target.name === monitor.name)) {
    return { server, clients: clients.map((host) => ({ ...host, otherEnds: [monitor] })) };
  }
  const taken = [server, ...clients].map(({ name }) => name);
  const name = taken.includes(monitor.name) ? `${monitor.name}-${MONITOR_END}` : monitor.name;
  const host = planClient(monitor, name, placed(monitor, request));
  return { server, clients: [...clients, { ...host, isMonitor: true }] };
}
