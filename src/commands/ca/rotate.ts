// tlsmith ca rotate [PATH...]
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { refuseStdout } from '../../cli/flag-rules.js';
import { caPasswordFlags } from '../../cli/flags/issuer.js';
import { writingFlags } from '../../cli/flags/output.js';
import { inPasswordFlags } from '../../cli/flags/passwords.js';
import { rolloverFlags, rolloverRequest } from '../../cli/flags/rollover.js';
import { presentRollover, rolloverDocument, rolloverExitCode } from '../../cli/present/rollover.js';

export default class CaRotate extends BaseCommand {
  static override summary = 'let another CA succeed one, in three phases';
  static override description =
    "PATH is a host's folder, a kit, a folder of hosts, or a file with trusted CAs; what the CA's ledger has is found by itself. trust: a new CA like the old one, beside it in all that trusts that one; issue: certificates of the new CA, and new keys; drop: the old CA goes. Between two phases the files go to their hosts: then each can talk to each at every moment. No phase begins before the one before is complete. Without --phase it says how far all are, and changes nothing.";
  static override examples = [
    '<%= config.bin %> ca rotate --ca ./ca',
    '<%= config.bin %> ca rotate tlsmith-kit --phase trust',
    '<%= config.bin %> ca rotate tlsmith-kit --phase issue',
    '<%= config.bin %> ca rotate tlsmith-kit --phase drop',
    '<%= config.bin %> ca rotate hosts --ca ./ca --out ./ca-2027 --phase trust --days 10y',
  ];
  static override args = {
    path: Args.string({
      description: 'folder of a host or of many, a kit, or a file with trusted CAs',
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    phase: Flags.option({
      options: ['trust', 'issue', 'drop'] as const,
      description: 'what is done now',
    })(),
    ca: Flags.string({
      description: "folder of the CA that is to go (default: a kit's own, ./ca, or TLSMITH_CA)",
      helpValue: 'DIR',
    }),
    out: Flags.string({
      char: 'o',
      description:
        'folder of the new CA (default ca-2 beside ca); one that ca create has made is taken as it is',
      helpValue: 'DIR',
    }),
    ...rolloverFlags,
    ...caPasswordFlags,
    ...inPasswordFlags,
    ...writingFlags,
    force: Flags.boolean({
      description: 'go on without what stands in no folder that is known, or cannot be opened',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CaRotate);
    refuseStdout(flags.out);
    const { phase, out } = flags;
    const request = { ...rolloverRequest(flags, args.path), phase, out };
    const { rotateCa } = await import('../../app/rollover/rotate.js');
    const document = await this.answer(
      flags,
      async (ports) => rolloverDocument(await rotateCa(request, ports), this.call(), request.paths),
      presentRollover,
    );
    const exitCode = rolloverExitCode(document);
    if (exitCode !== 0) this.exit(exitCode);
  }
}
