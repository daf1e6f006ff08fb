// tlsmith export truststore
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { BaseCommand } from '../../cli/base-command.js';
import { compatFlag, exportFlags, exportRequest } from '../../cli/flags/export.js';
import { inPasswordFlags, passwordSource } from '../../cli/flags/passwords.js';
import { presentExported } from '../../cli/present/exported.js';

export default class ExportTruststore extends BaseCommand {
  static override summary = 'a PKCS#12 trust store that every JVM sees';
  static override examples = [
    '<%= config.bin %> export truststore --ca ./ca --out truststore.p12 --password-file pass',
    '<%= config.bin %> export truststore --ca-cert old.crt --ca-cert new.crt --out trust.p12 --generate-password',
  ];
  static override flags = {
    ca: Flags.string({
      description: 'a CA folder, or a file of trust anchors (PEM, DER, PKCS#12)',
      helpValue: 'PATH',
    }),
    'ca-cert': Flags.string({
      description: 'a file of trust anchors; repeatable',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...compatFlag,
    ...inPasswordFlags,
    ...exportFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportTruststore);
    const typed = [...(flags.ca === undefined ? [] : [flags.ca]), ...(flags['ca-cert'] ?? [])];
    const sourcePassword = passwordSource(flags, 'in-password');
    if (typed.filter((path) => path === '-').length > 1) {
      throw new TlsmithError('flags-conflict', 'only one file of trust anchors can be stdin', {
        flags: ['--ca-cert'],
      });
    }
    const request = {
      ...exportRequest(flags, 'binary'),
      sources: typed.length > 0 ? typed : [process.env.TLSMITH_CA || './ca'],
      compat: flags.compat ?? ('modern' as const),
      sourcePassword,
    };
    const { exportTruststore } = await import('../../app/export/truststore.js');
    await this.answer(flags, (ports) => exportTruststore(request, ports), presentExported);
  }
}
