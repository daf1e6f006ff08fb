// tlsmith config show TARGET
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.js';
import { configFlags, refuseTwoAnswers, snippetRequest } from '../../cli/flags/config.js';
import { scheduleName } from '../../cli/flags/schedule.js';
import { presentConfig } from '../../cli/present/config.js';

export default class ConfigShow extends BaseCommand {
  static override summary =
    'print the config snippet of one product, or a timer that renews or issues CRLs';
  static override description =
    'Names the files of a kit, or with --dir those that a host folder holds. The first line says where to merge it. systemd-timer and cron renew once a day what is due in --dir, or with --crl issue that CRL.';
  static override examples = [
    '<%= config.bin %> config show logstash --stack 8.6',
    '<%= config.bin %> config show filebeat --host logs.example --dir ./filebeat',
    "<%= config.bin %> config show systemd-timer --dir ./tlsmith-kit --hook 'systemctl reload nginx'",
    '<%= config.bin %> config show nginx --crl /etc/nginx/ca.crl',
    '<%= config.bin %> config show systemd-timer --crl /etc/nginx/ca.crl --ca /srv/ca',
  ];
  static override args = {
    target: Args.string({
      description: 'target name (tlsmith config list), or systemd-timer or cron',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = configFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigShow);
    refuseTwoAnswers(flags);
    const schedule = scheduleName(args.target, flags);
    if (schedule) {
      const { scheduleRequest } = await import('../../cli/flags/schedule-request.js');
      const request = scheduleRequest(schedule, flags);
      const { showSchedule } = await import('../../app/config/schedule.js');
      await this.answer(flags, (ports) => showSchedule(request, ports), presentConfig);
      return;
    }
    const request = snippetRequest(args.target, flags);
    const { showConfig } = await import('../../app/config/show.js');
    await this.answer(flags, (ports) => showConfig(request, ports), presentConfig);
  }
}
