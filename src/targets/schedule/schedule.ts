// Renewal that happens by itself: the files of a systemd timer, or the one of cron, that start it.
// For `config show`.
import { renderFrame, type FrameView } from '../snippet/frame.js';
import { cronCommand, systemdCommand, systemdPath } from './words.js';

export const SCHEDULE_NAMES = ['systemd-timer', 'cron'] as const;
export type ScheduleName = (typeof SCHEDULE_NAMES)[number];

export function isScheduleName(text: string): text is ScheduleName {
  return SCHEDULE_NAMES.some((name) => name === text);
}

/** What is to be done once a day. Paths are absolute. */
export interface ScheduledRenewal {
  /** A kit, or the folder of a host or of a batch. */
  folder: string;
  /** A folder, or the address of a CA that is asked; none: the one in `folder`. */
  ca: string | undefined;
  caPasswordFile: string | undefined;
  /** `30d`, `33%`. */
  within: string;
  /** A command that is run after a renewal. */
  hook: string | undefined;
  /** The folders into which it writes; undefined where only the CA's ledger says which. */
  written: readonly string[] | undefined;
}

export interface ScheduleFile {
  /** Where it is read. */
  readonly installed: string;
  readonly frame: string;
}

export interface Schedule {
  readonly title: string;
  readonly files: readonly ScheduleFile[];
}

/** `stem`: what its files are called. */
export function scheduleOf(name: ScheduleName, stem = 'tlsmith-renew'): Schedule {
  if (name === 'cron') {
    // A name with a dot in it is passed over there, as what a package manager leaves.
    const installed = `/etc/cron.d/${stem.replaceAll('.', '-')}`;
    return { title: 'cron', files: [{ installed, frame: 'cron.mustache' }] };
  }
  const files = ['service', 'timer'].map((type) => ({
    installed: `/etc/systemd/system/${stem}.${type}`,
    frame: `${type}.mustache`,
  }));
  return { title: 'systemd, a service and its timer', files };
}

/**
 * The file's text, from the template of its frame. Throws `name-invalid` for what no line can hold.
 */
export function renderSchedule(
  template: string,
  { installed }: ScheduleFile,
  name: ScheduleName,
  renewal: ScheduledRenewal,
): string {
  const view = name === 'cron' ? cronView(renewal) : systemdView(renewal);
  const timer = installed.replace(/\.service$/, '.timer').replace(/^.*\//, '');
  return renderFrame(template, { installed, timer, ...view }, `the template of ${name}`);
}

function systemdView(renewal: ScheduledRenewal): FrameView {
  const { written, hook } = renewal;
  // What a hook writes and starts is not known.
  const isOpen = hook !== undefined;
  return {
    command: systemdCommand(['/usr/bin/env', ...wordsOf(renewal)]),
    written: isOpen || !written ? null : written.map(systemdPath).join(' '),
    isByLedger: !isOpen && !written,
  };
}

function cronView(renewal: ScheduledRenewal): FrameView {
  const moment = hashOf(renewal.folder);
  return {
    minute: moment % 60,
    hour: EARLIEST_HOUR + (Math.floor(moment / 60) % HOURS),
    command: cronCommand([...wordsOf(renewal), '--quiet']),
  };
}

/** When no clock is put forward or back. */
const EARLIEST_HOUR = 4;
const HOURS = 3;

function wordsOf({ folder, ca, caPasswordFile, within, hook }: ScheduledRenewal): string[] {
  return [
    ...['tlsmith', 'cert', 'renew', folder, '--within', within],
    ...(ca === undefined ? [] : ['--ca', ca]),
    ...(caPasswordFile === undefined ? [] : ['--ca-password-file', caPasswordFile]),
    ...(hook === undefined ? [] : ['--hook', hook]),
    '--no-input',
  ];
}

/** FNV-1a: other folders at other minutes, and each always at its own. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const octet of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ octet, 0x01000193) >>> 0;
  }
  return hash;
}
