// tlsmith explain TEXT|FILE|-
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.js';
import { explainFlags, filesAtHand } from '../cli/flags/explain.js';
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
    '<%= config.bin %> explain "x509: certificate signed by unknown authority" --dir tlsmith-kit',
  ];
  static override args = {
    log: Args.string({
      description: 'a line in quotes, or the file of a log; - is stdin',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = explainFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const files = filesAtHand(flags);
    const { ok } = await this.answer(
      flags,
      async (ports) => {
        if (!files) {
          const { explainLog } = await import('../app/explain/log.js');
          return explanationDocument(await explainLog(args.log, ports));
        }
        const { explainWithFiles } = await import('../app/explain/explained-files.js');
        return explanationDocument(await explainWithFiles(args.log, files, ports));
      },
      presentExplanation,
    );
    if (!ok) this.exit(1);
  }
}
