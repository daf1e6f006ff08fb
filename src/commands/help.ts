// tlsmith help [COMMAND | exit-codes | environment | files]
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.js';
import { helpDocument, showHelp } from '../cli/help.js';
import { HELP_TOPICS } from '../cli/present/help-topics.js';

export default class Help extends BaseCommand {
  static override summary = 'show help for a command, or a topic: exit-codes, environment, files';
  static override examples = ['<%= config.bin %> help kit', '<%= config.bin %> help exit-codes'];
  static override args = {
    first: Args.string({
      description: 'command, or one of exit-codes, environment, files',
      ignoreStdin: true,
    }),
    second: Args.string({ description: 'verb of the command', ignoreStdin: true }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Help);
    const makeTopic = HELP_TOPICS.get(args.first ?? '');
    if (makeTopic && args.second === undefined) {
      const topic = makeTopic();
      await this.answer(
        flags,
        async () => topic,
        (_, { stdout }, { text }) => stdout.write(text),
      );
      return;
    }
    const words = [args.first, args.second].filter((word) => word !== undefined);
    if (flags.json) {
      const document = await helpDocument(this.program, words);
      await this.answer(
        flags,
        async () => document,
        () => undefined,
      );
      return;
    }
    await showHelp(this.program, words);
  }
}
