// The folders that a rollover of a CA concerns: those that were named, and those of which the
// ledgers of both CAs know; and the certificates of which nobody knows where they are.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import { pathIn } from '../../../path-in.js';
import { isCaFolder } from '../../reading/ca-folder.js';
import type { PasswordSource } from '../../reading/key/passwords.js';
import { eachEntry } from '../../reading/ledger/entries.js';
import { attempt, type FailedHost } from '../attempt.js';
import { currentEntries } from '../current-entries.js';
import type { SurveyPorts } from '../ports.js';
import { placesIn, type RenewalPlace } from '../places.js';
import { endEntityAt } from '../renewable.js';
import { settle } from '../../writing/replacing/settle.js';
import type { StandingCa } from './standing-ca.js';

/** A certificate where it stands. */
export interface HostPlace extends RenewalPlace {
  certificate: Certificate;
}

/** A folder, or one file of it. */
export interface HostUnit {
  /** As it is named in answers. */
  path: string;
  folder: string;
  /** None: all its files. */
  only?: string | undefined;
  places: readonly HostPlace[];
  /** The folder of the hosts that belong together. */
  together: string | undefined;
}

/** That a CA's ledger has in use, and that stands in no folder that is known. */
export interface MissingCertificate {
  serialNumber: string;
  subject: string;
  /** Where it was written to. */
  path: string | undefined;
}

export interface FoundHosts {
  units: HostUnit[];
  missing: MissingCertificate[];
  failed: FailedHost[];
}

export interface HostsRequest {
  paths: readonly string[];
  password: PasswordSource | undefined;
  /** The one that is to go, and the one that comes if there is one already. */
  authorities: readonly StandingCa[];
  now: Date;
  /** Nothing is written: what a killed run has left is only said. */
  isLook: boolean;
}

/** Throws what concerns a path that was named: `input-absent`, `input-wrong-kind`. */
export async function hostsOf(request: HostsRequest, ports: SurveyPorts): Promise<FoundHosts> {
  const gathering = new Gathering(request, ports);
  for (const path of request.paths) await gathering.takePath(path);
  const predecessors = await predecessorsIn(request.authorities, ports);
  // A kit may be a copy: then its ledger leads to the folders of the other one, which stay as they are.
  const named = withPredecessors(gathering.serialNumbers, predecessors);
  const known: LedgerEntry[] = [];
  for (const { ledger } of request.authorities) {
    for (const entry of await currentEntries(ledger, ports)) {
      if (Date.parse(entry.notAfter) <= request.now.getTime()) continue;
      known.push(entry);
      if (entry.path === undefined || named.has(entry.serialNumber)) continue;
      await gathering.takeEntry(entry.path);
    }
  }
  const held = withPredecessors(gathering.serialNumbers, predecessors);
  const missing = known.filter(({ serialNumber }) => !held.has(serialNumber)).map(missingOf);
  return { units: gathering.units, missing, failed: gathering.failed };
}

export function missingOf({ serialNumber, subject, path }: LedgerEntry): MissingCertificate {
  return { serialNumber, subject, path };
}

class Gathering {
  readonly failed: FailedHost[] = [];
  readonly serialNumbers = new Set<string>();
  readonly #units = new Map<string, HostUnit>();
  readonly #settled = new Set<string>();
  /** Files and folders that were read once, or could not be. */
  readonly #tried = new Set<string>();

  constructor(
    private readonly request: HostsRequest,
    private readonly ports: SurveyPorts,
  ) {}

  get units(): HostUnit[] {
    return [...this.#units.values()];
  }

  async takePath(path: string): Promise<void> {
    const { files } = this.ports;
    // What it has issued is in its ledger, which is read anyhow.
    if (await isCaFolder(path, files)) return;
    const kind = await files.kindBehind(path);
    try {
      const { places, together } = await placesIn(path, this.ports);
      const isKit = kind === 'folder' && !places.some((one) => one.path === path);
      for (const place of places) await this.#take(place, isKit ? together : undefined);
    } catch (error) {
      const isOther = error instanceof TlsmithError && error.code === 'input-wrong-kind';
      if (!isOther || kind !== 'folder') throw error;
      this.#add({ path, folder: path, places: [], together: undefined });
    }
  }

  /** What is gone, or is another one by now, is for the comparison with the ledger to say. */
  async takeEntry(path: string): Promise<void> {
    const absolute = this.ports.files.absolute(path);
    if (this.#tried.has(absolute) || this.#tried.has(dirname(absolute))) return;
    if ((await this.ports.files.kindBehind(path)) !== 'file') return;
    await this.#take({ path, folder: dirname(path), file: basename(path) }, undefined);
  }

  async #take(place: RenewalPlace, together: string | undefined): Promise<void> {
    const { path, folder, file } = place;
    const tried = this.ports.files.absolute(file === undefined ? folder : pathIn(folder, file));
    const read = async () => {
      await this.#settle(folder);
      return endEntityAt(place, this.request.password, this.ports);
    };
    const found = await attempt(path, { hosts: this.failed }, read);
    if (!found || file !== undefined) this.#tried.add(tried);
    if (!found) return;
    const { certificate } = found;
    if (certificate.basicConstraints?.ca === true) {
      this.#add({ path, folder, only: file, places: [], together });
      return;
    }
    this.serialNumbers.add(certificate.serialNumber);
    this.#add({ path, folder, places: [{ ...place, certificate }], together });
  }

  /** What a killed run has left is whole before it is read. */
  async #settle(folder: string): Promise<void> {
    const absolute = this.ports.files.absolute(folder);
    if (this.request.isLook || this.#settled.has(absolute)) return;
    this.#settled.add(absolute);
    await settle(folder, this.ports);
  }

  /** Several certificates of one folder are one unit, whoever names them. */
  #add(unit: HostUnit): void {
    const key = `${this.ports.files.absolute(unit.folder)} ${unit.only ?? ''}`;
    const known = this.#units.get(key);
    if (!known) {
      this.#units.set(key, unit);
      return;
    }
    const isNew = ({ certificate }: HostPlace) =>
      known.places.every((one) => one.certificate.serialNumber !== certificate.serialNumber);
    const places = [...known.places, ...unit.places.filter(isNew)];
    this.#units.set(key, { ...known, places, together: known.together ?? unit.together });
  }
}

/**
 * By the serial number of what came, those of what it came in the place of: what was restored came
 * in two.
 */
async function predecessorsIn(
  authorities: readonly StandingCa[],
  ports: SurveyPorts,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const replaced = new Map<string, string[]>();
  for (const { ledger } of authorities) {
    const visit = ({ serialNumber, replaces }: LedgerEntry) => {
      if (replaces === undefined) return;
      replaced.set(serialNumber, [...(replaced.get(serialNumber) ?? []), replaces]);
    };
    await eachEntry(ledger, visit, ports);
  }
  return replaced;
}

/** With those in whose place they came. */
function withPredecessors(
  serialNumbers: ReadonlySet<string>,
  predecessors: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const all = new Set(serialNumbers);
  // A set goes on to what is added while it is gone through.
  for (const one of all) for (const before of predecessors.get(one) ?? []) all.add(before);
  return all;
}
