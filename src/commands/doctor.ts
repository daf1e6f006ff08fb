// tlsmith doctor PATH...
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.js';
import { templatesFlag } from '../cli/flags/link.js';
import { stackFlag } from '../cli/flags/targets.js';
import { diagnosisDocument, presentDiagnosis } from '../cli/present/diagnosis.js';

export default class Doctor extends BaseCommand {
  static override summary = 'why a link will fail, from the configs of its ends';
  static override description =
    'Reads configs of Beats, Elastic Agent, Logstash, nginx, stunnel, Redis, Elasticsearch and Kibana, whoever wrote them, or a kit or the folder of a host; follows the files that they name; and judges both ends of each link together. Exit 1 where something is wrong.';
  static override examples = [
    '<%= config.bin %> doctor /etc/heartbeat/heartbeat.yml /etc/logstash/conf.d',
    '<%= config.bin %> doctor tlsmith-kit',
    '<%= config.bin %> doctor heartbeat.yml pipeline.conf --stack 8.11',
    '<%= config.bin %> doctor copied/etc/nginx/nginx.conf --root copied',
  ];
  static override args = {
    path: Args.string({
      description: 'a config, a folder of configs, a kit or the folder of a host',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    root: Flags.string({
      description:
        'where the files of a host were copied to: absolute paths in configs begin there',
      helpValue: 'DIR',
    }),
    ...stackFlag,
    ...templatesFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Doctor);
    const { root, stack } = flags;
    const { diagnose } = await import('../app/doctor/diagnose.js');
    const { ok } = await this.answer(
      flags,
      async (ports) => diagnosisDocument(await diagnose({ paths: args.path, root, stack }, ports)),
      presentDiagnosis,
    );
    if (!ok) this.exit(1);
  }
}
