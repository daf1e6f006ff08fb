// `config show systemd-timer`, `config show cron`: what starts a renewal by itself.
import {
  renderSchedule,
  scheduleOf,
  type ScheduledRenewal,
  type ScheduleName,
} from '../../targets/schedule/schedule.js';
import { parseCertificateName } from '../reading/names.js';
import { readFrame } from '../reading/products.js';
import { isAddress, type PlacePorts, schedulePlace, warnOfPlace } from './schedule-place.js';
import { writeOutputFile } from '../writing/output-file.js';
import { textFile, type WriteSummary, type WrittenFile } from '../writing/plan.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

export interface ShowScheduleRequest extends Omit<ScheduledRenewal, 'written'> {
  target: ScheduleName;
  /** What its files are called; none: `tlsmith-renew`. */
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
  const { target, dryRun } = request;
  const renewal = await scheduledRenewal(request, ports);
  const { files } = scheduleOf(target, request.name && parseCertificateName(request.name).stem);
  const texts: ScheduleText[] = [];
  for (const file of files) {
    const template = await readFrame(target, file.frame, ports.templates);
    const text = renderSchedule(template, file, target, renewal);
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
  request: ShowScheduleRequest,
  ports: ShowSchedulePorts,
): Promise<ScheduledRenewal> {
  const { files } = ports;
  const { within, hook } = request;
  const folder = files.absolute(request.folder);
  const { ca: named } = request;
  const caFolder = named === undefined || isAddress(named) ? undefined : files.absolute(named);
  const ca = caFolder ?? named;
  const caPasswordFile = request.caPasswordFile && files.absolute(request.caPasswordFile);
  const place = await schedulePlace(folder, ports);
  await warnOfPlace({ folder, place, ca, caPasswordFile }, ports);
  const written = place.written && [...place.written, ...(caFolder ? [caFolder] : [])];
  return { folder, ca, caPasswordFile, within, hook, written };
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
