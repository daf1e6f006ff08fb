// tlsmith autocomplete SHELL
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.js';
import { completionScript } from '../cli/completion/script.js';
import { type Shell, SHELLS, shellNamed } from '../cli/completion/shells.js';
import { frameworkOf } from '../cli/framework.js';

export default class Autocomplete extends BaseCommand {
  static override summary = 'print the completion script of a shell';
  static override description =
    'The script knows commands, flags, their values and the products; it starts no program when Tab is pressed. Read it in from the start-up file of the shell.';
  static override examples = [
    'source <(<%= config.bin %> autocomplete bash)',
    'source <(<%= config.bin %> autocomplete zsh)',
    '<%= config.bin %> autocomplete fish > ~/.config/fish/completions/<%= config.bin %>.fish',
  ];
  static override args = {
    shell: Args.custom<Shell>({
      description: SHELLS.join(', '),
      parse: async (text) => shellNamed(text),
    })({ required: true, ignoreStdin: true }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Autocomplete);
    const { shell } = args;
    const { listConfig } = await import('../app/config/list.js');
    const framework = await frameworkOf(this.program);
    await this.answer(
      flags,
      async (ports) => {
        const { targets, schedules } = await listConfig(ports);
        const names = {
          products: [...new Set(targets.map(({ name }) => name))],
          schedules: schedules.map(({ name }) => name),
        };
        return { shell, script: completionScript(shell, framework, names) };
      },
      (_, { stdout }, { script }) => stdout.write(script),
    );
  }
}
