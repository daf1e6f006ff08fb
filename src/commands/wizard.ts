// tlsmith wizard
import * as Args from '@oclif/core/args';
import { BaseCommand, canAsk } from '../cli/base-command.js';
import { openDialogue, wizardActions, wizardWorld } from '../cli/compose-wizard.js';
import { passedPassword, wizardFlags } from '../cli/flags/wizard.js';
import { converse, replay } from '../cli/wizard/session.js';
import { TASKS, taskNamed } from '../cli/wizard/tasks.js';
import { TlsmithError } from '../errors.js';

export default class Wizard extends BaseCommand {
  static override summary = 'ask what is needed, show what will be done, then do it';
  static override description =
    'Asks step by step, shows every answer for review and the command line that does the same, and writes only then. The answers can be kept in a file, without any password, and run again.';
  static override examples = [
    '<%= config.bin %> wizard',
    '<%= config.bin %> wizard ca --plain',
    '<%= config.bin %> wizard --answers answers.yml --password-file store.pass',
  ];
  static override args = {
    task: Args.string({
      description: `what for, in place of the first question: ${TASKS.map(({ name }) => name).join(', ')}`,
      ignoreStdin: true,
    }),
  };
  static override flags = wizardFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Wizard);
    const task = args.task === undefined ? undefined : taskNamed(args.task);
    if (task && flags.answers !== undefined) {
      throw new TlsmithError('argument-unexpected', 'the answers in --answers say what for');
    }
    const isInteractive = canAsk(flags) && process.stderr.isTTY === true;
    if (flags.answers === undefined && !isInteractive) {
      const isForbidden = flags.json || flags['no-input'];
      const reason = isForbidden ? 'it may not' : 'there is none';
      throw new TlsmithError('input-needed', `the wizard asks at a terminal, and ${reason}`, {
        answer: 'answers',
      });
    }
    const ports = this.portsFor(flags);
    const world = await wizardWorld(ports);
    const actions = wizardActions(flags, world, ports, this.program);
    const { dialogue, close } = openDialogue(flags.plain);
    try {
      if (flags.answers === undefined) {
        await converse(dialogue, world, actions, task);
        return;
      }
      const { readAnswers } = await import('../app/wizard/answers.js');
      await replay(
        await readAnswers(flags.answers, ports.files),
        {
          world,
          dialogue: isInteractive ? dialogue : undefined,
          isGiven: (question) => passedPassword(flags, question).length > 0,
        },
        (interview) => actions.perform(interview, false),
      );
    } finally {
      close();
    }
  }
}
