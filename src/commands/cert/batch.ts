// tlsmith cert batch FILE
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { refuseStdout, refuseTogether } from '../../cli/flag-rules.js';
import { archiveFlag, batchOutput } from '../../cli/flags/archive.js';
import { formatFlag } from '../../cli/flags/format.js';
import { informationUrlFlags, informationUrls } from '../../cli/flags/information-urls.js';
import { anyIssuer, caPasswordFlags, issuerFlags } from '../../cli/flags/issuer.js';
import { keyTypeFlag } from '../../cli/flags/keys.js';
import { outputFlags } from '../../cli/flags/output.js';
import { newPasswordFlags, newPasswordSource } from '../../cli/flags/passwords.js';
import { profileFlag } from '../../cli/flags/profile.js';
import { forFlag, stackFlag } from '../../cli/flags/targets.js';
import { validityFlags, wantedValidity, withinFlag } from '../../cli/flags/validity.js';
import { presentBatch } from '../../cli/present/batch.js';

export default class CertBatch extends BaseCommand {
  static override summary = 'issue certificates for many hosts from a list';
  static override description =
    'Reads the instances.yml of elasticsearch-certutil (name, filename, ip, dns, cn), and the same fields as JSON or CSV; san, profile, key-type, days, until, format and for may stand beside them. Flags hold for entries that say nothing else. A second run issues only what is missing, changed or due.';
  static override examples = [
    '<%= config.bin %> cert batch instances.yml --ca ./ca --out ./hosts',
    '<%= config.bin %> cert batch hosts.csv --profile server --days 90 --dry-run',
    '<%= config.bin %> cert batch instances.yml --archive hosts.tar.gz',
    '<%= config.bin %> cert batch instances.yml --within 60d --format pkcs12 --generate-password',
  ];
  static override args = {
    file: Args.string({
      description: 'list of hosts: YAML, JSON or CSV; - is stdin',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...profileFlag,
    ...forFlag,
    ...keyTypeFlag,
    ...formatFlag,
    ...validityFlags,
    ...informationUrlFlags,
    ...withinFlag,
    ...archiveFlag,
    strict: Flags.boolean({
      description:
        'refuse a list whose names would be taken with a warning: an address under dns, an underscore',
    }),
    ...issuerFlags,
    ...caPasswordFlags,
    ...newPasswordFlags,
    ...stackFlag,
    ...outputFlags('./hosts'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertBatch);
    refuseStdout(flags.out);
    refuseTogether(flags, 'archive', 'out');
    refuseTogether(flags, 'archive', 'within');
    const password = newPasswordSource(flags);
    const request = {
      file: args.file,
      consumers: flags.for ?? [],
      formats: flags.format ?? ['pem' as const],
      validity: wantedValidity(flags, 825),
      within: flags.within ?? { days: 30 },
      issuer: anyIssuer(flags),
      out: batchOutput(flags.out, flags.archive),
      urls: informationUrls(flags),
      force: flags.force,
      dryRun: flags['dry-run'],
      isStrict: flags.strict,
      profile: flags.profile,
      keyType: flags['key-type'],
      stack: flags.stack,
      password,
    };
    const { issueBatch } = await import('../../app/batch/issue.js');
    await this.answer(flags, (ports) => issueBatch(request, ports), presentBatch);
  }
}
