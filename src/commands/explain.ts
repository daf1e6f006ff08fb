// tlsmith explain TEXT|FILE|-
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.js';
import { explanationDocument, presentExplanation } from '../cli/present/explanation.js';

export default class Explain extends BaseCommand {
  static override summary = 'a log line in, its cause and cure out';
  static override description =
    'Lines of Logstash, Beats, Elasticsearch, Kibana, curl, OpenSSL, Python, nginx, stunnel and redis that tell of a failed TLS link. ' +
    'A log may have any size: it is read line by line, and repeats are counted. Exit 1 if nothing is recognised.';
  static override examples = [
    '<%= config.bin %> explain "x509: certificate signed by unknown authority"',
    '<%= config.bin %> explain /var/log/logstash/logstash-plain.log',
    'journalctl -u heartbeat-elastic | <%= config.bin %> explain -',
  ];
  static override args = {
    log: Args.string({
      description: 'a line in quotes, or the file of a log; - is stdin',
      required: true,
      ignoreStdin: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { explainLog } = await import('../app/explain/log.js');
    const { ok } = await this.answer(
      flags,
      async (ports) => explanationDocument(await explainLog(args.log, ports)),
      presentExplanation,
    );
    if (!ok) this.exit(1);
  }
}
