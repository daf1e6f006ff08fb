// tlsmith ca renew [PATH...]
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { caPasswordFlags } from '../../cli/flags/issuer.js';
import { dryRunFlag } from '../../cli/flags/output.js';
import { inPasswordFlags } from '../../cli/flags/passwords.js';
import { rolloverFlags, rolloverRequest } from '../../cli/flags/rollover.js';
import { presentCaRenewal, rolledDocument, rolloverExitCode } from '../../cli/present/rollover.js';

export default class CaRenew extends BaseCommand {
  static override summary = "a CA's certificate anew: the same name and key, other dates";
  static override description =
    "What the CA has issued stays valid and stays as it is. Its new certificate takes the place of the old one in its folder and in the hosts that its ledger has; PATH names others: a host's folder, a kit, a folder of hosts, or a file with trusted CAs. A host that nobody can reach here trusts the old certificate until that ends. For another key there is ca rotate.";
  static override examples = [
    '<%= config.bin %> ca renew tlsmith-kit',
    '<%= config.bin %> ca renew --ca ./ca --days 10y',
    '<%= config.bin %> ca renew hosts --ca ./issuing --issuer ./root',
  ];
  static override args = {
    path: Args.string({
      description: 'folder of a host or of many, a kit, or a file with trusted CAs',
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ca: Flags.string({
      description: "folder of the CA (default: a kit's own, ./ca, or TLSMITH_CA)",
      helpValue: 'DIR',
    }),
    ...rolloverFlags,
    ...caPasswordFlags,
    ...inPasswordFlags,
    ...dryRunFlag,
    force: Flags.boolean({ description: 'leave alone what cannot be opened' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CaRenew);
    const request = rolloverRequest(flags, args.path);
    const { renewCa } = await import('../../app/rollover/renew-ca.js');
    const document = await this.answer(
      flags,
      async (ports) => rolledDocument(await renewCa(request, ports), this.call()),
      presentCaRenewal,
    );
    const exitCode = rolloverExitCode(document);
    if (exitCode !== 0) this.exit(exitCode);
  }
}
