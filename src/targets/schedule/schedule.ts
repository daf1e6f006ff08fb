// What happens by itself once a day: the files of a systemd timer, or the one of cron, that start a
// renewal or issue a CRL. For `config show`.
import { renderFrame, type FrameView } from '../snippet/frame.js';
import { cronCommand, systemdCommand, systemdPath } from './words.js';

export const SCHEDULE_NAMES = ['systemd-timer', 'cron'] as const;
export type ScheduleName = (typeof SCHEDULE_NAMES)[number];

export function isScheduleName(text: string): text is ScheduleName {
  return SCHEDULE_NAMES.some((name) => name === text);
}

interface ScheduledRun {
  caPasswordFile: string | undefined;
  /** A command that is run after it. */
  hook: string | undefined;
  /** The folders into which it writes; undefined where only the CA's ledger says which. */
  written: readonly string[] | undefined;
}

/** Paths are absolute, as in all of these. */
export interface ScheduledRenewal extends ScheduledRun {
  /** A kit, or the folder of a host or of a batch. */
  folder: string;
  /** A folder, or the address of a CA that is asked; none: the one in `folder`. */
  ca: string | undefined;
  /** `30d`, `33%`. */
  within: string;
}

export interface ScheduledCrl extends ScheduledRun {
  crl: string;
  form: 'pem' | 'der';
  /** How long each of them lasts: `7`, `2m`. */
  days: string;
  /** Its folder. */
  ca: string;
}

export type Scheduled = ScheduledRenewal | ScheduledCrl;

export interface ScheduleFile {
  /** Where it is read. */
  readonly installed: string;
  readonly frame: string;
}

export interface Schedule {
  readonly title: string;
  readonly files: readonly ScheduleFile[];
}

export const RENEWAL_STEM = 'tlsmith-renew';
export const CRL_STEM = 'tlsmith-crl';

/** `stem`: what its files are called. */
export function scheduleOf(name: ScheduleName, stem = RENEWAL_STEM): Schedule {
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
  scheduled: Scheduled,
): string {
  const view = name === 'cron' ? cronView(scheduled) : systemdView(scheduled);
  const timer = installed.replace(/\.service$/, '.timer').replace(/^.*\//, '');
  const isCrl = 'crl' in scheduled;
  return renderFrame(template, { installed, timer, isCrl, ...view }, `the template of ${name}`);
}

function systemdView(scheduled: Scheduled): FrameView {
  const { written, hook } = scheduled;
  // What a hook writes and starts is not known.
  const isOpen = hook !== undefined;
  return {
    command: systemdCommand(['/usr/bin/env', ...wordsOf(scheduled)]),
    written: isOpen || !written ? null : written.map(systemdPath).join(' '),
    isByLedger: !isOpen && !written,
  };
}

function cronView(scheduled: Scheduled): FrameView {
  const isCrl = 'crl' in scheduled;
  const moment = hashOf(isCrl ? scheduled.crl : scheduled.folder);
  // It names the file that it writes, each time.
  const behind = isCrl ? ' >/dev/null' : '';
  return {
    minute: moment % 60,
    hour: EARLIEST_HOUR + (Math.floor(moment / 60) % HOURS),
    command: cronCommand([...wordsOf(scheduled), '--quiet'], behind),
  };
}

/** When no clock is put forward or back. */
const EARLIEST_HOUR = 4;
const HOURS = 3;

function wordsOf(scheduled: Scheduled): string[] {
  const { caPasswordFile, hook } = scheduled;
  return [
    ...('crl' in scheduled ? crlWords(scheduled) : renewalWords(scheduled)),
    ...(caPasswordFile === undefined ? [] : ['--ca-password-file', caPasswordFile]),
    ...(hook === undefined ? [] : ['--hook', hook]),
    '--no-input',
  ];
}

function renewalWords({ folder, ca, within }: ScheduledRenewal): string[] {
  const words = ['tlsmith', 'cert', 'renew', folder, '--within', within];
  return ca === undefined ? words : [...words, '--ca', ca];
}

function crlWords({ crl, form, days, ca }: ScheduledCrl): string[] {
  const words = ['tlsmith', 'crl', 'issue', '--ca', ca, '--out', crl, '--days', days];
  return form === 'pem' ? words : [...words, '--form', form];
}

/** FNV-1a: other folders at other minutes, and each always at its own. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const octet of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ octet, 0x01000193) >>> 0;
  }
  return hash;
}
