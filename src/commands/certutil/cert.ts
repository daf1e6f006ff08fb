// tlsmith certutil cert
import { BaseCommand } from '../../cli/base-command.js';
import { acting, answerFlagsIn, presenting } from '../../cli/certutil/answer-certutil.js';
import { helpFlags } from '../../cli/certutil/help-flags.js';
import { parseCertutil } from '../../cli/certutil/parse-flags.js';
import { certRequest } from '../../cli/certutil/mode-requests.js';

export default class CertutilCert extends BaseCommand {
  static override summary = 'certificates as elasticsearch-certutil makes them';
  static override description =
    'Takes the flags of elasticsearch-certutil and writes the same files: one PKCS#12 store, or certificate-bundle.zip with a folder for each instance. Each certificate serves clients and servers. docs/certutil.md lists every difference.';
  static override examples = [
    '<%= config.bin %> certutil cert --ca elastic-stack-ca.p12 --ca-password-file ca.pass --name es01 --dns es01.lan --ip 10.0.0.5',
    '<%= config.bin %> certutil cert --silent --pem --in instances.yml --out certs.zip --ca-cert ca/ca.crt --ca-key ca/ca.key',
    '<%= config.bin %> certutil cert --ca elastic-stack-ca.p12 --multiple',
  ];
  static override flags = helpFlags('cert');

  async run(): Promise<void> {
    const values = parseCertutil('cert', this.ownWords());
    const request = certRequest(values);
    const { certutilCert } = await import('../../app/certutil/cert.js');
    await this.answer(
      answerFlagsIn(values),
      acting('cert', values, (ports) => certutilCert(request, ports)),
      presenting(values),
    );
  }
}
