// What is done to each host of the paths of a call, once and one after the other: for those acts of
// `cert renew` that look at one host alone.
import { loadTargets } from '../reading/products.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { attempt } from '../renewing/attempt.js';
import { readOnce, Seen } from '../renewing/named-once.js';
import type { RenewalGroup, RenewalPlace } from '../renewing/places.js';
import { settledPlacesIn } from '../renewing/settled-places.js';
import type { RenewedHost } from './summary.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';

interface HostsRequest {
  paths: readonly string[];
  password?: PasswordSource | undefined;
  dryRun: boolean;
}

/** What an act knows beside its place. */
export interface HostTerms<Request> {
  request: Request;
  group: RenewalGroup;
  seen: Seen;
}

type HostAct<Request> = (
  place: RenewalPlace,
  terms: HostTerms<Request>,
  ports: RenewalPorts,
) => Promise<RenewedHost | undefined>;

/** Those that failed stand among the others. `act` answers undefined for what was named before. */
export async function eachHost<Request extends HostsRequest>(
  named: Request,
  given: RenewPorts,
  act: HostAct<Request>,
): Promise<RenewedHost[]> {
  const ports = { ...given, products: await loadTargets(given.templates) };
  const request = { ...named, password: await readOnce(named.password, ports.files) };
  const seen = new Seen(ports.files);
  const hosts: RenewedHost[] = [];
  for (const path of request.paths) {
    await attempt(path, { hosts }, async () => {
      const group = await settledPlacesIn(path, request, ports);
      for (const place of group.places) {
        await attempt(place.path, { hosts }, async () => {
          const host = await act(place, { request, group, seen }, ports);
          if (host) hosts.push(host);
        });
      }
    });
  }
  return hosts;
}
