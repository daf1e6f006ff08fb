// tlsmith config show TARGET
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { BaseCommand } from '../../cli/base-command.js';
import { hostFlag } from '../../cli/flags/names.js';
import { writingFlags } from '../../cli/flags/output.js';
import { placeFlags } from '../../cli/flags/place.js';
import { clientAuthenticationFlag, templatesFlag } from '../../cli/flags/link.js';
import { stackFlag } from '../../cli/flags/targets.js';
import { presentConfig } from '../../cli/present/config.js';

export default class ConfigShow extends BaseCommand {
  static override summary = 'print the config snippet of one product';
  static override description =
    'Names the files of a kit, or with --dir those that a host folder holds. The first line says where to merge it.';
  static override examples = [
    '<%= config.bin %> config show logstash --stack 8.6',
    '<%= config.bin %> config show filebeat --host logs.example --dir ./filebeat',
  ];
  static override args = {
    target: Args.string({
      description: 'target name (tlsmith config list)',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...hostFlag,
    dir: Flags.string({ description: "a host's folder: what it holds decides", helpValue: 'DIR' }),
    name: Flags.string({
      description: 'stem of the files (default: the one in --dir, or TARGET)',
      helpValue: 'STEM',
    }),
    ...placeFlags,
    ...stackFlag,
    peer: Flags.string({
      description: 'product at the other end (default: the most usual one)',
      helpValue: 'TARGET',
    }),
    ...clientAuthenticationFlag,
    ...templatesFlag,
    ...writingFlags,
    out: Flags.string({
      char: 'o',
      description: 'file to write (default stdout)',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigShow);
    if (flags.out === '-' && flags.json) {
      throw new TlsmithError(
        'stdout-unsuitable',
        'stdout cannot take the snippet and the JSON document, which holds it anyway',
        { flags: ['--out', '--json'] },
      );
    }
    const request = {
      target: args.target,
      hosts: flags.host ?? [],
      force: flags.force,
      dryRun: flags['dry-run'],
      ...(flags.peer !== undefined && { peer: flags.peer }),
      ...(flags['client-auth'] && { clientAuthentication: flags['client-auth'] }),
      ...(flags.store && { store: flags.store }),
      ...(flags.stack !== undefined && { stack: flags.stack }),
      ...(flags.dir !== undefined && { folder: flags.dir }),
      ...(flags.name !== undefined && { name: flags.name }),
      ...(flags.port !== undefined && { port: flags.port }),
      ...(flags['install-dir'] !== undefined && { installFolder: flags['install-dir'] }),
      ...(flags.out !== undefined && flags.out !== '-' && { out: flags.out }),
    };
    const { showConfig } = await import('../../app/config/show.js');
    await this.answer(flags, (ports) => showConfig(request, ports), presentConfig);
  }
}
