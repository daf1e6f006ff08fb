// The places of a path once what killed runs left there is finished or undone: a ledger and the files
// that it names agree again then.
import { TlsmithError } from '../../errors.js';
import type { Clock } from '../../ports.js';
import { settle } from '../writing/replacing/settle.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { type PlacePorts, placesIn, type RenewalGroup, type RenewalPlace } from './places.js';
import { readRenewable, type Renewable, type RenewablePorts } from './renewable.js';

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

/**
 * The same of one host. Another run may be replacing its files while they are read: then that is
 * said, or they are read again. Throws as `readRenewable` and `settle`.
 */
export async function readSettled(
  place: RenewalPlace,
  { password, dryRun }: { password?: PasswordSource | undefined; dryRun: boolean },
  ports: RenewablePorts & { clock: Clock },
): Promise<Renewable> {
  if (dryRun) return readRenewable(place, password, ports);
  await settle(place.folder, ports);
  try {
    const found = await readRenewable(place, password, ports);
    if (found.privateKeyInfo) return found;
  } catch (error) {
    const isOfFiles = error instanceof TlsmithError && !/^(password|cancelled)/.test(error.code);
    if (!isOfFiles) throw error;
  }
  await settle(place.folder, ports);
  return readRenewable(place, password, ports);
}
