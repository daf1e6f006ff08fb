// tlsmith config list
import { BaseCommand } from '../../cli/base-command.js';
import { templatesFlag } from '../../cli/flags/link.js';
import { presentTargets } from '../../cli/present/targets.js';

export default class ConfigList extends BaseCommand {
  static override summary = 'list the products, their versions and what they can read';
  static override examples = ['<%= config.bin %> config list'];
  static override flags = { ...templatesFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(ConfigList);
    const { listConfig } = await import('../../app/config/list.js');
    await this.answer(flags, (ports) => listConfig(ports), presentTargets);
  }
}
