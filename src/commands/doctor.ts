// tlsmith doctor PATH...
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Diagnosis, DoctorRequest } from '../app/doctor/diagnose.js';
import { BaseCommand } from '../cli/base-command.js';
import type { Ports } from '../cli/compose.js';
import { refuseTogether } from '../cli/flag-rules.js';
import { agreement, fixFlags, form, refuseYesAlone } from '../cli/flags/doctor.js';
import { templatesFlag } from '../cli/flags/link.js';
import { stackFlag } from '../cli/flags/targets.js';
import {
  diagnosisDocument,
  presentDiagnosis,
  presentFixPlan,
  presentSarif,
} from '../cli/present/doctor/diagnosis.js';

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
    ...fixFlags,
    as: form({
      description: 'another form of the answer: sarif is SARIF 2.1.0, for code scanners',
    }),
    ...templatesFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Doctor);
    refuseTogether(flags, 'as', 'json');
    refuseTogether(flags, 'as', 'fix-plan');
    refuseTogether(flags, 'fix', 'fix-plan');
    refuseYesAlone(flags);
    const request = { paths: args.path, root: flags.root, stack: flags.stack };
    const { ok } = await this.answer(
      flags,
      async (ports) => {
        const diagnosis = await this.diagnosisOf(request, flags, ports);
        return diagnosisDocument(diagnosis, flags['fix-plan']);
      },
      flags['fix-plan'] ? presentFixPlan : flags.as === 'sarif' ? presentSarif : presentDiagnosis,
    );
    if (!ok) this.exit(1);
  }

  private async diagnosisOf(
    request: DoctorRequest,
    flags: { fix: boolean; yes: boolean },
    ports: Ports,
  ): Promise<Diagnosis> {
    if (!flags.fix) return (await import('../app/doctor/diagnose.js')).diagnose(request, ports);
    const { fix } = await import('../app/doctor/fix.js');
    return fix(request, agreement(flags, ports), ports);
  }
}
