// tlsmith crl issue
import { BaseCommand } from '../../cli/base-command.js';
import { ledgerFolder } from '../../cli/flags/ledger.js';
import { passwordSource } from '../../cli/flags/passwords.js';
import { crlFlags, refuseCrlOnStdout } from '../../cli/flags/revocation.js';
import { presentCrl } from '../../cli/present/ledger/crl.js';

export default class CrlIssue extends BaseCommand {
  static override summary = 'a new CRL: all that a CA has revoked, signed by it';
  static override description =
    'Writes what the ledger of a CA folder says is revoked, under a number that is higher than all before and never comes twice. Replaces the CRL that stands there. An expired CRL refuses everybody: issue the next one well before.';
  static override examples = [
    '<%= config.bin %> crl issue',
    '<%= config.bin %> crl issue --ca ./ca --days 7 --out /etc/nginx/ca.crl',
    '<%= config.bin %> crl issue --form der --out /srv/www/ca.crl',
  ];
  static override flags = crlFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(CrlIssue);
    refuseCrlOnStdout(flags);
    const request = {
      ca: ledgerFolder(flags),
      password: passwordSource(flags, 'ca-password'),
      out: flags.out,
      form: flags.form ?? ('pem' as const),
      lasts: flags.days ?? { days: 30 },
      force: flags.force,
      dryRun: flags['dry-run'],
      hook: flags.hook,
    };
    const { issueCrl } = await import('../../app/crl/issue.js');
    const { ok } = await this.answer(flags, (ports) => issueCrl(request, ports), presentCrl);
    if (!ok) this.exit(1);
  }
}
