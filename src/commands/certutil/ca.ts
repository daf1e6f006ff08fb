// tlsmith certutil ca
import { BaseCommand } from '../../cli/base-command.js';
import { acting, answerFlagsIn, presenting } from '../../cli/certutil/answer-certutil.js';
import { helpFlags } from '../../cli/certutil/help-flags.js';
import { parseCertutil } from '../../cli/certutil/parse-flags.js';
import { caRequest } from '../../cli/certutil/mode-requests.js';

export default class CertutilCa extends BaseCommand {
  static override summary = 'a CA as elasticsearch-certutil makes it';
  static override description =
    'Takes the flags of elasticsearch-certutil and writes the same files: elastic-stack-ca.p12, or elastic-stack-ca.zip with --pem. docs/certutil.md lists every difference.';
  static override examples = [
    '<%= config.bin %> certutil ca --out elastic-stack-ca.p12 --password-file pass',
    '<%= config.bin %> certutil ca --pem --silent --out ca.zip',
    '<%= config.bin %> certutil ca --days 3650 --ca-dn "CN=Elastic CA,O=Example"',
  ];
  static override flags = helpFlags('ca');

  async run(): Promise<void> {
    const values = parseCertutil('ca', this.ownWords());
    const request = caRequest(values);
    const { certutilCa } = await import('../../app/certutil/ca.js');
    await this.answer(
      answerFlagsIn(values),
      acting('ca', values, (ports) => certutilCa(request, ports)),
      presenting(values),
    );
  }
}
