// What only the wizard needs of the real world: a conversation, what this machine is called, the
// products, and files of answers.
import { inquirerDialogue } from '../io/inquirer-dialogue.js';
import { plainDialogue } from '../io/plain-dialogue.js';
import { shownDialogue } from '../io/shown-dialogue.js';
import { thisMachine } from '../io/this-machine.js';
import type { Dialogue } from '../ports.js';
import type { Ports } from './compose.js';
import { passedPassword, passedSwitches, type WizardFlags } from './flags/wizard.js';
import { isColoured } from './present/paint.js';
import type { Program } from './program.js';
import { answersIn, answersToSave } from './wizard/answers.js';
import type { Interview } from './wizard/interview.js';
import { performTask } from './wizard/perform.js';
import type { Answer, World } from './wizard/question.js';
import { hostListOf } from './wizard/tasks/hosts.js';
import { requestsFolderOf } from './wizard/tasks/kit.js';
import { ANSWERS_FILE } from './wizard/tasks/signed-kit.js';
import type { WizardActions } from './wizard/wizard.js';

/** `close` lets go of stdin, so that the process can end. */
export function openDialogue(isPlain: boolean): { dialogue: Dialogue; close(): void } {
  const { stdin, stderr } = process;
  if (isPlain) {
    const { close, ...dialogue } = plainDialogue(stdin, stderr);
    return { dialogue: shownDialogue(dialogue), close };
  }
  const dialogue = inquirerDialogue(stderr, isColoured(stderr, process.env));
  return { dialogue: shownDialogue(dialogue), close: () => undefined };
}

export async function wizardWorld({ templates }: Ports): Promise<World> {
  const { listConfig } = await import('../app/config/list.js');
  const { ANSWER_JUDGES } = await import('../app/wizard/judge-answer.js');
  return { ...(await listConfig({ templates })), machine: thisMachine, judges: ANSWER_JUDGES };
}

export function wizardActions(
  flags: WizardFlags,
  world: World,
  ports: Ports,
  program: Program,
): WizardActions {
  return {
    platform: process.platform === 'win32' ? 'windows' : 'linux',
    save: (interview, path) => save(interview, path, ports),
    recall: (folder) => recall(folder, world, ports),
    async perform(interview, isDryRun) {
      const takeBackList = await saveTypedList(interview, ports);
      const isTrial = isDryRun || flags['dry-run'];
      const passed = {
        switches: passedSwitches(flags),
        passwordWords: (question: 'password' | 'ca-password') => passedPassword(flags, question),
      };
      await performTask(interview, passed, isDryRun, program).catch(async (error: unknown) => {
        await takeBackList();
        throw error;
      });
      if (isTrial) await takeBackList();
      const folder = requestsFolderOf(interview);
      if (folder !== undefined && !isTrial) {
        await save(interview, `${folder}/${ANSWERS_FILE}`, ports);
      }
    },
  };
}

/**
 * The command reads it as a file; what is answered takes it back, where the command refuses or only
 * tries.
 */
async function saveTypedList(interview: Interview, ports: Ports): Promise<() => Promise<void>> {
  const list = hostListOf(interview);
  const { saveHostList } = await import('../app/wizard/host-list.js');
  const { files } = list ? await saveHostList(list, ports) : { files: [] };
  return async () => {
    for (const { path } of files) await ports.files.remove(path);
  };
}

async function save(interview: Interview, path: string, ports: Ports): Promise<void> {
  const { saveAnswers } = await import('../app/wizard/answers.js');
  await saveAnswers({ path, answers: answersToSave(interview), force: false }, ports);
}

async function recall(
  folder: string,
  world: World,
  { files }: Ports,
): Promise<ReadonlyMap<string, Answer>> {
  const path = `${folder}/${ANSWERS_FILE}`;
  if ((await files.kindBehind(path)) !== 'file') return new Map();
  const { readAnswers } = await import('../app/wizard/answers.js');
  return (await answersIn(await readAnswers(path, files), world)).answers;
}
