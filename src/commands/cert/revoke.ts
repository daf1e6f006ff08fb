// tlsmith cert revoke CERT|SERIAL|DIR
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.js';
import { refuseSecondStdin } from '../../cli/flag-rules.js';
import { ledgerFolder } from '../../cli/flags/ledger.js';
import { passwordSource } from '../../cli/flags/passwords.js';
import { possibleDigits, revocationAct, revocationFlags } from '../../cli/flags/revocation.js';
import { presentRevocation } from '../../cli/present/ledger/revocation.js';

export default class CertRevoke extends BaseCommand {
  static override summary = 'say in the ledger of a CA that a certificate no longer holds';
  static override description =
    'Needs no key of the CA. Nobody refuses the certificate before a CRL says so (crl issue), and before those who verify have it. What is revoked already stays as it is (exit 0); another reason is taken for what is on hold only (exit 7).';
  static override examples = [
    '<%= config.bin %> cert revoke es01/es01.crt --reason keyCompromise',
    '<%= config.bin %> cert revoke tlsmith-kit/heartbeat --ca tlsmith-kit/ca',
    '<%= config.bin %> cert revoke 5f0c2a91b3d4e6 --reason certificateHold',
    '<%= config.bin %> cert revoke 5f0c2a91b3d4e6 --release',
  ];
  static override args = {
    cert: Args.string({
      description:
        'a certificate in any container, the folder of a host or of a CA, or a serial number or fingerprint that the ledger knows; - is stdin',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = revocationFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertRevoke);
    refuseSecondStdin([args.cert, flags['in-password-file']]);
    const request = {
      ca: ledgerFolder(flags),
      certificate: args.cert,
      digits: possibleDigits(args.cert),
      password: passwordSource(flags, 'in-password'),
      ...revocationAct(flags),
      dryRun: flags['dry-run'],
    };
    const { revokeCertificate } = await import('../../app/ledger/revoke.js');
    await this.answer(flags, (ports) => revokeCertificate(request, ports), presentRevocation);
  }
}
