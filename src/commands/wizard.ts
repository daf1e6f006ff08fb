// tlsmith wizard
import { BaseCommand, canAsk } from '../cli/base-command.js';
import type { Ports } from '../cli/compose.js';
import { machine, openDialogue } from '../cli/compose-wizard.js';
import {
  passedPassword,
  passedSwitches,
  type WizardFlags,
  wizardFlags,
} from '../cli/flags/wizard.js';
import { answersIn, answersToSave } from '../cli/wizard/answers.js';
import type { Interview } from '../cli/wizard/interview.js';
import { performTask } from '../cli/wizard/perform.js';
import type { Answer, PasswordQuestion, World } from '../cli/wizard/question.js';
import { converse, replay } from '../cli/wizard/session.js';
import { hostListOf } from '../cli/wizard/tasks/hosts.js';
import { requestsFolderOf } from '../cli/wizard/tasks/kit.js';
import { ANSWERS_FILE } from '../cli/wizard/tasks/signed-kit.js';
import { TlsmithError } from '../errors.js';

export default class Wizard extends BaseCommand {
  static override summary = 'ask what is needed, show what will be done, then do it';
  static override description =
    'Asks step by step, shows every answer for review and the command line that does the same, and writes only then. The answers can be kept in a file, without any password, and run again.';
  static override examples = [
    '<%= config.bin %> wizard',
    '<%= config.bin %> wizard --plain',
    '<%= config.bin %> wizard --answers answers.yml --password-file store.pass',
  ];
  static override flags = wizardFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Wizard);
    const isInteractive = canAsk(flags) && process.stderr.isTTY === true;
    if (flags.answers === undefined && !isInteractive) {
      throw new TlsmithError('input-needed', 'the wizard asks at a terminal, and there is none', {
        answer: 'answers',
      });
    }
    const ports = this.portsFor(flags);
    const world = await worldOf(ports);
    const perform = (interview: Interview, isDryRun: boolean) =>
      this.perform(interview, isDryRun, flags, ports);
    const { dialogue, close } = openDialogue(flags.plain);
    try {
      if (flags.answers === undefined) {
        await converse(dialogue, world, {
          platform: process.platform === 'win32' ? 'windows' : 'linux',
          perform,
          save: (interview, path) => save(interview, path, ports),
          recall: (path) => recall(path, world, ports),
        });
        return;
      }
      const { readAnswers } = await import('../app/answers-file.js');
      await replay(
        await readAnswers(flags.answers, ports.files),
        world,
        isInteractive ? dialogue : undefined,
        (question) => passedPassword(flags, question).length > 0,
        (interview) => perform(interview, false),
      );
    } finally {
      close();
    }
  }
  /** Its list first, where one was typed; and what a second half has to know. */
  private async perform(
    interview: Interview,
    isDryRun: boolean,
    flags: WizardFlags,
    ports: Ports,
  ): Promise<void> {
    const list = hostListOf(interview);
    if (list) {
      const { saveHostList } = await import('../app/save-host-list.js');
      await saveHostList(list, ports);
    }
    const passed = {
      switches: passedSwitches(flags),
      passwordWords: (question: PasswordQuestion) => passedPassword(flags, question),
    };
    await performTask(interview, passed, isDryRun, this.config);
    const folder = requestsFolderOf(interview);
    if (folder !== undefined && !isDryRun && !flags['dry-run']) {
      await save(interview, `${folder}/${ANSWERS_FILE}`, ports);
    }
  }
}

async function worldOf({ templates }: Ports): Promise<World> {
  const { listConfig } = await import('../app/list-config.js');
  const { ANSWER_JUDGES } = await import('../app/judge-answer.js');
  return { ...(await listConfig({ templates })), machine, judges: ANSWER_JUDGES };
}

async function save(interview: Interview, path: string, ports: Ports): Promise<void> {
  const { saveAnswers } = await import('../app/answers-file.js');
  await saveAnswers({ path, answers: answersToSave(interview), force: false }, ports);
}

async function recall(folder: string, world: World, { files }: Ports) {
  const path = `${folder}/${ANSWERS_FILE}`;
  if ((await files.kindBehind(path)) !== 'file') return new Map<string, Answer>();
  const { readAnswers } = await import('../app/answers-file.js');
  return (await answersIn(await readAnswers(path, files), world)).answers;
}
