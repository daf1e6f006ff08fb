// tlsmith cert list
import { BaseCommand } from '../../cli/base-command.js';
import { refuseTogether } from '../../cli/flag-rules.js';
import { ledgerFlag, ledgerFolder, listChoice, listFlags } from '../../cli/flags/ledger.js';
import { presentCsv, presentList } from '../../cli/present/ledger/ledger.js';

export default class CertList extends BaseCommand {
  static override summary = 'what a CA has issued, and what became of it';
  static override description =
    'Reads the ledger of a CA folder, however long it is; the first to end comes first. A certificate is valid, expiring (it ends within 30 days, or what --within says), expired, renewed (another one came in its place), revoked, or abandoned (its files were never written); what probe --sign-with made is shown by --state probe only.';
  static override examples = [
    '<%= config.bin %> cert list',
    '<%= config.bin %> cert list --ca ./ca --within 60d',
    '<%= config.bin %> cert list --state revoked --state expired --profile server',
    '<%= config.bin %> cert list --name "*.lan" --as csv > certificates.csv',
  ];
  static override flags = { ...ledgerFlag, ...listFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(CertList);
    refuseTogether(flags, 'as', 'json');
    const request = { ca: ledgerFolder(flags), ...listChoice(flags) };
    const { listCertificates } = await import('../../app/ledger/list.js');
    await this.answerInGroups(
      flags,
      async (ports) => {
        const { certificates, ...head } = await listCertificates(request, ports);
        return { head, name: 'certificates', groups: certificates };
      },
      flags.as === 'csv' ? presentCsv : presentList,
    );
  }
}
