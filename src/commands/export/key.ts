// tlsmith export key
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { choice } from '../../cli/flags/choice.js';
import { exportFlags, exportRequest } from '../../cli/flags/export.js';
import { inPasswordFlags, passwordSource } from '../../cli/flags/passwords.js';
import { presentExported } from '../../cli/present/exported.js';

const container = Flags.custom<'pkcs8' | 'traditional'>(
  choice('the container', ['pkcs8', 'traditional']),
);

export default class ExportKey extends BaseCommand {
  static override summary = 'a private key in another container';
  static override description =
    'Reads PEM, DER and PKCS#12. Writes PKCS#8, encrypted if a password is given, or the traditional form (PKCS#1, SEC1).';
  static override examples = [
    '<%= config.bin %> export key --in old.key --out new.key',
    '<%= config.bin %> export key --in store.p12 --in-password-file pass --out key.pem --password-file new.pass',
  ];
  static override flags = {
    in: Flags.string({
      description: 'private key: PEM, DER or PKCS#12; - is stdin',
      helpValue: 'FILE',
      required: true,
    }),
    alias: Flags.string({ description: 'which entry of a store', helpValue: 'NAME' }),
    container: container({ description: 'form of the key (default pkcs8)' }),
    ...inPasswordFlags,
    ...exportFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportKey);
    const filePassword = passwordSource(flags, 'in-password');
    const request = {
      ...exportRequest(flags, 'text'),
      file: flags.in,
      container: flags.container ?? ('pkcs8' as const),
      filePassword,
      alias: flags.alias,
    };
    const { exportKey } = await import('../../app/export/key.js');
    await this.answer(flags, (ports) => exportKey(request, ports), presentExported);
  }
}
