// tlsmith help [COMMAND | exit-codes | environment | files]
import { Args, loadHelpClass } from '@oclif/core';
import { BaseCommand } from '../cli/base-command.js';
import { checkIsExplained, helpDocument } from '../cli/help-document.js';
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
    checkIsExplained(this.config, words);
    if (flags.json) {
      const document = await helpDocument(this.config, words);
      await this.answer(
        flags,
        async () => document,
        () => undefined,
      );
      return;
    }
    const HelpClass = await loadHelpClass(this.config);
    await new HelpClass(this.config, this.config.pjson.oclif.helpOptions).showHelp(words);
  }
}
