// The places of a path once what killed runs left there is finished or undone: a ledger and the files
// that it names agree again then.
import { TlsmithError } from '../../errors.js';
import type { Clock } from '../../ports.js';
import { settle } from '../writing/replacing/settle.js';
import { type PlacePorts, placesIn, type RenewalGroup } from './places.js';

/** Throws as `placesIn`; what fails for one place is left for who comes to it. */
export async function settledPlacesIn(
  path: string,
  { dryRun }: { dryRun: boolean },
  ports: PlacePorts & { clock: Clock },
): Promise<RenewalGroup> {
  const group = await placesIn(path, ports);
  if (dryRun) return group;
  let isChanged = false;
  for (const folder of new Set(group.places.map((place) => place.folder))) {
    try {
      if ((await settle(folder, ports)) !== 'nothing') isChanged = true;
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
    }
  }
  return isChanged ? placesIn(path, ports) : group;
}
