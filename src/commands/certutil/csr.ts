// tlsmith certutil csr
import { BaseCommand } from '../../cli/base-command.js';
import { acting, answerFlagsIn, presenting } from '../../cli/certutil/answer-certutil.js';
import { helpFlags } from '../../cli/certutil/help-flags.js';
import { parseCertutil } from '../../cli/certutil/parse-flags.js';
import { csrRequest } from '../../cli/certutil/mode-requests.js';

export default class CertutilCsr extends BaseCommand {
  static override summary = 'requests as elasticsearch-certutil makes them';
  static override description =
    'Takes the flags of elasticsearch-certutil and writes csr-bundle.zip: a key and a PKCS#10 request for each instance. Keys are PKCS#8, which Logstash reads too. docs/certutil.md lists every difference.';
  static override examples = [
    '<%= config.bin %> certutil csr --name es01 --dns es01.lan',
    '<%= config.bin %> certutil csr --in instances.yml --out requests.zip --password-file pass',
  ];
  static override flags = helpFlags('csr');

  async run(): Promise<void> {
    const values = parseCertutil('csr', this.ownWords());
    const request = csrRequest(values);
    const { certutilCsr } = await import('../../app/certutil/csr.js');
    await this.answer(
      answerFlagsIn(values),
      acting('csr', values, (ports) => certutilCsr(request, ports)),
      presenting(values),
    );
  }
}
