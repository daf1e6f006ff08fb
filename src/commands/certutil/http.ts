// tlsmith certutil http
import { BaseCommand, canAsk } from '../../cli/base-command.js';
import { runCommand } from '../../cli/program.js';
import { acting, answerFlagsIn, presenting } from '../../cli/certutil/answer-certutil.js';
import { helpFlags } from '../../cli/certutil/help-flags.js';
import { httpRequest, isBare } from '../../cli/certutil/http-request.js';
import { parseCertutil } from '../../cli/certutil/parse-flags.js';
import { elasticsearchHttpTask } from '../../cli/wizard/tasks/elasticsearch-http.js';

export default class CertutilHttp extends BaseCommand {
  static override summary =
    'stores and samples for HTTPS of Elasticsearch, as elasticsearch-certutil makes them';
  static override description =
    'Writes the archive of elasticsearch-certutil http: for Elasticsearch a store or a request, for Kibana the CA, with sample settings and a README in each folder. On a terminal and without flags it asks, as elasticsearch-certutil does; each question has a flag too. docs/certutil.md lists every difference.';
  static override examples = [
    '<%= config.bin %> certutil http --dns es01.lan,es02.lan --ip 10.0.0.5 --password-file pass',
    '<%= config.bin %> certutil http --ca elastic-stack-ca.p12 --ca-password-file ca.pass --in nodes.yml',
    '<%= config.bin %> certutil http --csr --dns es01.lan --out request.zip',
  ];
  static override flags = helpFlags('http');

  async run(): Promise<void> {
    const values = parseCertutil('http', this.ownWords());
    if (isBare(values) && canAsk(answerFlagsIn(values)) && process.stderr.isTTY) {
      await runCommand(this.program, 'wizard', [elasticsearchHttpTask.name]);
      return;
    }
    const request = httpRequest(values);
    const { elasticsearchHttp } = await import('../../app/certutil/http.js');
    await this.answer(
      answerFlagsIn(values),
      acting('http', values, (ports) => elasticsearchHttp(request, ports)),
      presenting(values),
    );
  }
}
