// `config show systemd-timer`, `config show cron`: what starts a renewal by itself, or issues a CRL.
import { dirname } from 'node:path/posix';
import {
  CRL_STEM,
  RENEWAL_STEM,
  renderSchedule,
  scheduleOf,
  type Scheduled,
  type ScheduledCrl,
  type ScheduledRenewal,
  type ScheduleName,
} from '../../targets/schedule/schedule.js';
import { quote } from '../../quote.js';
import { isCaFolder } from '../reading/ca-folder.js';
import { parseCertificateName } from '../reading/names.js';
import { readFrame } from '../reading/products.js';
import {
  isAddress,
  type PlacePorts,
  schedulePlace,
  warnOfLockedKey,
  warnOfPlace,
} from './schedule-place.js';
import { writeOutputFile } from '../writing/output-file.js';
import { textFile, type WriteSummary, type WrittenFile } from '../writing/plan.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

/** What is to be done, with paths as they were typed. */
export type ScheduledTask = Omit<ScheduledRenewal, 'written'> | Omit<ScheduledCrl, 'written'>;

export interface ShowScheduleRequest {
  target: ScheduleName;
  task: ScheduledTask;
  /** What its files are called; none: `tlsmith-renew`, or `tlsmith-crl`. */
  name: string | undefined;
  /** Where its files go: a folder where there are several; none: the text is the answer. */
  out?: string;
  force: boolean;
  dryRun: boolean;
}

export interface ScheduleSummary extends WriteSummary {
  target: ScheduleName;
  /** Where its files belong. */
  configFiles: string[];
  /** All of them, each with its place in its first line. */
  snippet: string;
}

export type ShowSchedulePorts = WritingPorts & PlacePorts;

/** Paths may be relative, and need not be there yet, which is said. */
export async function showSchedule(
  request: ShowScheduleRequest,
  ports: ShowSchedulePorts,
): Promise<ScheduleSummary> {
  const { target, task, name, dryRun } = request;
  const isCrl = 'crl' in task;
  const scheduled = await (isCrl ? scheduledCrl(task, ports) : scheduledRenewal(task, ports));
  const usual = isCrl ? CRL_STEM : RENEWAL_STEM;
  const { files } = scheduleOf(target, name ? parseCertificateName(name).stem : usual);
  const texts: ScheduleText[] = [];
  for (const file of files) {
    const template = await readFrame(target, file.frame, ports.templates);
    const text = renderSchedule(template, file, target, scheduled);
    texts.push({ installed: file.installed, text });
  }
  return {
    target,
    configFiles: files.map(({ installed }) => installed),
    snippet: texts.map(({ text }) => text).join('\n'),
    files: await written(request, texts, ports),
    certificates: [],
    ...(dryRun && { dryRun }),
  };
}

interface ScheduleText {
  installed: string;
  text: string;
}

/** Who starts it stands in another folder: paths are absolute. */
async function scheduledRenewal(
  { folder: named, ca: typed, within, hook, ...task }: Omit<ScheduledRenewal, 'written'>,
  ports: ShowSchedulePorts,
): Promise<Scheduled> {
  const { files } = ports;
  const folder = files.absolute(named);
  const caFolder = typed === undefined || isAddress(typed) ? undefined : files.absolute(typed);
  const ca = caFolder ?? typed;
  const caPasswordFile = task.caPasswordFile && files.absolute(task.caPasswordFile);
  const place = await schedulePlace(folder, ports);
  await warnOfPlace({ folder, place, ca, caPasswordFile }, ports);
  const written = place.written && [...place.written, ...(caFolder ? [caFolder] : [])];
  return { folder, ca, caPasswordFile, within, hook, written };
}

async function scheduledCrl(
  task: Omit<ScheduledCrl, 'written'>,
  ports: ShowSchedulePorts,
): Promise<Scheduled> {
  const { files, reporter } = ports;
  const [ca, crl] = [files.absolute(task.ca), files.absolute(task.crl)];
  const caPasswordFile = task.caPasswordFile && files.absolute(task.caPasswordFile);
  const folder = dirname(crl);
  if (!(await isCaFolder(ca, files))) {
    reporter.warn(`${quote(ca)} is no CA folder: until it is one, each run fails`);
  } else if (caPasswordFile === undefined) await warnOfLockedKey(ca, ports);
  if ((await files.kindBehind(folder)) !== 'folder') {
    reporter.warn(`${quote(folder)} is no folder: until it is one, each run fails`);
  }
  return { ...task, ca, crl, caPasswordFile, written: [...new Set([ca, folder])] };
}

async function written(
  { out, force, dryRun }: ShowScheduleRequest,
  texts: readonly ScheduleText[],
  ports: ShowSchedulePorts,
): Promise<WrittenFile[]> {
  if (out === undefined) return [];
  const files = texts.map(({ installed, text }) =>
    textFile(installed.slice(installed.lastIndexOf('/') + 1), text, 'snippet'),
  );
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) {
    return writeOutputFile({ out, force, dryRun, inputs: [] }, only, ports);
  }
  return writeFiles({ folder: out, files, force, dryRun, inputs: [] }, ports);
}
