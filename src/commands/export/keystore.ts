// tlsmith export keystore
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { BaseCommand } from '../../cli/base-command.js';
import { refuseTogether } from '../../cli/flag-rules.js';
import { compatFlag, exportFlags, exportRequest } from '../../cli/flags/export.js';
import { inPasswordFlags, passwordSource } from '../../cli/flags/passwords.js';
import { presentExported } from '../../cli/present/exported.js';

export default class ExportKeystore extends BaseCommand {
  static override summary = 'a PKCS#12 key store from a key and its certificate';
  static override examples = [
    '<%= config.bin %> export keystore --dir ./es01 --out es01.p12 --password-file pass',
    '<%= config.bin %> export keystore --cert a.crt --key a.key --chain ca.pem --out a.p12 --compat legacy',
  ];
  static override flags = {
    dir: Flags.string({ description: "a host's folder", helpValue: 'DIR' }),
    cert: Flags.string({
      description: 'certificate, PEM or DER; its chain may follow in the file',
      helpValue: 'FILE',
    }),
    key: Flags.string({ description: 'private key in any container', helpValue: 'FILE' }),
    chain: Flags.string({ description: 'intermediates, PEM', helpValue: 'FILE' }),
    alias: Flags.string({
      description: 'name of the entry (default: the stem of the certificate file)',
      helpValue: 'NAME',
    }),
    ...compatFlag,
    ...inPasswordFlags,
    ...exportFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportKeystore);
    const sourcePassword = passwordSource(flags, 'in-password');
    const request = {
      ...exportRequest(flags, 'binary'),
      source: identitySource(flags),
      compat: flags.compat ?? ('modern' as const),
      ...(sourcePassword && { sourcePassword }),
      ...(flags.alias !== undefined && { alias: flags.alias }),
    };
    const { exportKeystore } = await import('../../app/export/keystore.js');
    await this.answer(flags, (ports) => exportKeystore(request, ports), presentExported);
  }
}

interface SourceFlags {
  dir: string | undefined;
  cert: string | undefined;
  key: string | undefined;
  chain: string | undefined;
}

function identitySource(flags: SourceFlags) {
  for (const name of ['cert', 'key', 'chain']) refuseTogether(flags, 'dir', name);
  if (flags.dir !== undefined) return { folder: flags.dir };
  if (flags.cert !== undefined && flags.key !== undefined) {
    const { cert: certificateFile, key: keyFile, chain: chainFile } = flags;
    return { certificateFile, keyFile, ...(chainFile !== undefined && { chainFile }) };
  }
  throw new TlsmithError('input-needed', 'it is not said which key and certificate to export', {
    answer: 'identity',
  });
}
