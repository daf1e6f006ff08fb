// `config show systemd-timer`, `config show cron`: what starts a renewal by itself.
import { pathIn } from '../../path-in.js';
import type { Files, Reporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import {
  renderSchedule,
  scheduleOf,
  type ScheduledRenewal,
  type ScheduleName,
} from '../../targets/schedule/schedule.js';
import { parseCertificateName } from '../reading/names.js';
import { readFrame } from '../reading/products.js';
import { writeOutputFile } from '../writing/output-file.js';
import { textFile, type WriteSummary, type WrittenFile } from '../writing/plan.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

export interface ShowScheduleRequest extends ScheduledRenewal {
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

export type ShowSchedulePorts = WritingPorts & { templates: Templates };

/** Paths may be relative, and need not be there yet: but for the CA, nothing is looked at. */
export async function showSchedule(
  request: ShowScheduleRequest,
  ports: ShowSchedulePorts,
): Promise<ScheduleSummary> {
  const { target, dryRun } = request;
  const renewal = fromAnywhere(request, ports.files);
  await warnOfNoCa(renewal, ports);
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

/** Who starts it stands in another folder. */
function fromAnywhere(request: ShowScheduleRequest, files: Files): ScheduledRenewal {
  const { folder, ca, caPasswordFile, within, hook } = request;
  const isAddress = ca !== undefined && /^[a-z][a-z\d+.-]*:/i.test(ca);
  return {
    folder: files.absolute(folder),
    ca: ca === undefined || isAddress ? ca : files.absolute(ca),
    caPasswordFile: caPasswordFile && files.absolute(caPasswordFile),
    within,
    hook,
  };
}

async function warnOfNoCa(
  { folder, ca }: ScheduledRenewal,
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<void> {
  if (ca !== undefined || (await files.kindBehind(pathIn(folder, 'ca'))) === 'folder') return;
  reporter.warn(`${quote(folder)} holds no CA, and none is named: the renewal would have none`);
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
