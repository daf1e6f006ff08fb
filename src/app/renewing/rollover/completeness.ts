// Whether a phase of a rollover may begin: only when the one before is complete everywhere, or hosts
// could no longer talk to each other.
import { TlsmithError } from '../../../errors.js';
import { quotePath } from '../../../quote.js';
import type { MissingCertificate } from './hosts.js';
import { type HostPhase, type Phase, PHASES } from './phase.js';

const ORDER: readonly HostPhase[] = ['before', ...PHASES];

/** The last one that is complete in all of them; where there are none, both are trusted. */
export function phaseOfAll(phases: readonly HostPhase[]): HostPhase {
  const [first] = phases.map((one) => ORDER.indexOf(one)).sort((a, b) => a - b);
  return (first === undefined ? undefined : ORDER[first]) ?? 'trust';
}

/** Undefined where nothing is left to be done. */
export function phaseAfter(phase: HostPhase): Phase | undefined {
  return PHASES[ORDER.indexOf(phase)];
}

export function isBefore(one: HostPhase, other: HostPhase): boolean {
  return ORDER.indexOf(one) < ORDER.indexOf(other);
}

interface Standing {
  hosts: readonly { path: string; phase: HostPhase | undefined }[];
  missing: readonly MissingCertificate[];
}

/**
 * Throws `rollover-incomplete`. `force` goes on without what stands nowhere or cannot be read, and
 * never without a host that would be cut off.
 */
export function checkComplete(asked: Phase, { hosts, missing }: Standing, force: boolean): void {
  const needed = ORDER[ORDER.indexOf(asked) - 1] as HostPhase;
  if (needed === 'before') return;
  const behind = hosts.filter(({ phase }) => phase !== undefined && isBefore(phase, needed));
  if (behind.length > 0) {
    throw incomplete(
      asked,
      `${STATES[needed]}: ${few(behind.map(({ path }) => quotePath(path)))}`,
      { expected: needed, paths: behind.map(({ path }) => path) },
    );
  }
  if (force) return;
  const unread = hosts.filter(({ phase }) => phase === undefined);
  if (unread.length > 0) {
    throw incomplete(
      asked,
      `what cannot be read: ${few(unread.map(({ path }) => quotePath(path)))}`,
      {
        paths: unread.map(({ path }) => path),
      },
    );
  }
  if (missing.length === 0) return;
  const names = missing.map(({ subject, serialNumber, path }) => {
    return `${subject} (${serialNumber}${path === undefined ? '' : `, once ${quotePath(path)}`})`;
  });
  throw incomplete(asked, `nobody knows where the files are of ${few(names)}`, {
    missing: missing.map(({ serialNumber }) => serialNumber),
  });
}

const STATES: Readonly<Record<HostPhase, string>> = {
  before: '',
  trust: 'not all trust the new CA yet',
  issue: 'not all have their certificate from the new CA yet',
  drop: '',
};

const FEW = 3;

function few(names: readonly string[]): string {
  const shown = names.slice(0, FEW).join(', ');
  return names.length > FEW ? `${shown} and ${names.length - FEW} more` : shown;
}

function incomplete(
  asked: Phase,
  why: string,
  facts: { expected?: string; paths?: readonly string[]; missing?: readonly string[] },
): TlsmithError {
  return new TlsmithError('rollover-incomplete', `--phase ${asked} has to wait: ${why}`, facts);
}
