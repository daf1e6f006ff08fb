// tlsmith export cert
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { choice } from '../../cli/flags/choice.js';
import { certificateExportFlags, certificateExportRequest } from '../../cli/flags/export.js';
import { refuseTogether } from '../../cli/flag-rules.js';
import { inPasswordFlags, passwordSource } from '../../cli/flags/passwords.js';
import { presentExported } from '../../cli/present/exported.js';
import { TlsmithError } from '../../errors.js';

const form = Flags.custom<'pem' | 'der' | 'pkcs7' | 'combined'>(
  choice('the form', ['pem', 'der', 'pkcs7', 'combined']),
);

export default class ExportCert extends BaseCommand {
  static override summary = 'certificates out of a store, a bundle or a file of any kind';
  static override description =
    'Reads PEM, DER, PKCS#7, PKCS#12 and Java key stores, whatever their names. Writes PEM, DER (one certificate), PKCS#7, or combined: key, certificate and chain in one PEM file, as HAProxy and stunnel read it.';
  static override examples = [
    '<%= config.bin %> export cert --in store.p12 --in-password-file pass --out chain.pem --chain',
    '<%= config.bin %> export cert --dir ./es01 --form combined --out es01.pem',
  ];
  static override flags = {
    in: Flags.string({
      description: 'certificates in any container; - is stdin',
      helpValue: 'FILE',
    }),
    dir: Flags.string({ description: "a host's folder, in place of --in", helpValue: 'HOSTDIR' }),
    alias: Flags.string({ description: 'which entry of a store', helpValue: 'NAME' }),
    chain: Flags.boolean({ description: 'what a server sends: its own first, no root' }),
    'ca-only': Flags.boolean({ description: 'the certificates of CAs only' }),
    'leaf-only': Flags.boolean({ description: 'the end-entity certificate only' }),
    form: form({ description: 'pem, der, pkcs7 or combined (default pem)' }),
    ...inPasswordFlags,
    ...certificateExportFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportCert);
    for (const other of ['ca-only', 'leaf-only']) refuseTogether(flags, 'chain', other);
    refuseTogether(flags, 'ca-only', 'leaf-only');
    refuseTogether(flags, 'in', 'dir');
    const sourcePassword = passwordSource(flags, 'in-password');
    const request = {
      ...certificateExportRequest(flags, flags.form === 'der' ? 'binary' : 'text'),
      source: sourceOf(flags.in, flags.dir),
      selection: selectionOf(flags),
      form: flags.form ?? ('pem' as const),
      alias: flags.alias,
      sourcePassword,
    };
    const { exportCertificate } = await import('../../app/export/certificate.js');
    await this.answer(flags, (ports) => exportCertificate(request, ports), presentExported);
  }
}

function sourceOf(file: string | undefined, folder: string | undefined) {
  if (file !== undefined) return { file };
  if (folder !== undefined) return { folder };
  throw new TlsmithError('input-needed', 'it is not said where the certificates are', {
    answer: 'certificates',
  });
}

function selectionOf(flags: { chain: boolean; 'ca-only': boolean; 'leaf-only': boolean }) {
  if (flags.chain) return 'chain' as const;
  if (flags['ca-only']) return 'ca-only' as const;
  return flags['leaf-only'] ? ('leaf-only' as const) : ('all' as const);
}
