// tlsmith cert show SERIAL|FINGERPRINT
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.js';
import { hexDigits, ledgerFlag, ledgerFolder } from '../../cli/flags/ledger.js';
import { presentCertificate } from '../../cli/present/ledger/ledger-certificate.js';

export default class CertShow extends BaseCommand {
  static override summary = 'one certificate that a CA has issued, and all that became of it';
  static override description =
    'Looks in the ledger of a CA folder for a serial number or a SHA-256 fingerprint, and shows its events and its state. Exit 1 if it is not there.';
  static override examples = [
    '<%= config.bin %> cert show 5f0c2a91b3d4e6',
    '<%= config.bin %> cert show 5F:0C:2A:91 --ca ./ca --json',
  ];
  static override args = {
    serial: Args.string({
      description:
        'hexadecimal digits in any case, with colons or without; the first eight are enough where they fit one',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = ledgerFlag;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertShow);
    const request = { ca: ledgerFolder(flags), digits: hexDigits(args.serial) };
    const { showCertificate } = await import('../../app/ledger/show.js');
    const { ok } = await this.answer(
      flags,
      (ports) => showCertificate(request, ports),
      presentCertificate,
    );
    if (!ok) this.exit(1);
  }
}
