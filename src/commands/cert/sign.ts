// tlsmith cert sign REQUEST
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { BaseCommand } from '../../cli/base-command.js';
import { refuseSharedStdin, refuseStdout, refuseTogether } from '../../cli/flag-rules.js';
import { informationUrlFlags, informationUrls } from '../../cli/flags/information-urls.js';
import { anyIssuer, caPasswordFlags, issuerFlags } from '../../cli/flags/issuer.js';
import { sanFlag, subjectFlag } from '../../cli/flags/names.js';
import { outputFlags } from '../../cli/flags/output.js';
import { anyProfileFlag } from '../../cli/flags/profile.js';
import { validityFlags, wantedValidity } from '../../cli/flags/validity.js';
import { presentWritten } from '../../cli/present/written.js';

export default class CertSign extends BaseCommand {
  static override summary = "issue a certificate from somebody else's request";
  static override description =
    'Verifies that the request is signed by its own key. Names are certified only where --copy-san or --san says so; keyUsage and extKeyUsage come from the profile, never from the request. Writes NAME.crt (with the intermediates) and ca.crt (the root).';
  static override examples = [
    '<%= config.bin %> cert sign es01.csr --profile server --copy-san',
    '<%= config.bin %> cert sign es01.csr --profile server --san es01.lan --days 90 --ca ./ca',
    '<%= config.bin %> cert sign sub.csr --profile intermediate --ca ./root',
  ];
  static override args = {
    request: Args.string({
      description: 'file with the request, PEM or DER; - is stdin',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...anyProfileFlag,
    ...sanFlag,
    'copy-san': Flags.boolean({ description: 'certify the names that the request asks for' }),
    ...subjectFlag,
    name: Flags.string({
      description: 'stem of the files (default: that of REQUEST)',
      helpValue: 'STEM',
    }),
    ...validityFlags,
    ...informationUrlFlags,
    ...issuerFlags,
    ...caPasswordFlags,
    ...outputFlags('./NAME'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertSign);
    refuseStdout(flags.out);
    refuseTogether(flags, 'san', 'copy-san');
    if (args.request === '-') refuseSharedStdin({ ...flags, in: '-' });
    if (flags.profile === undefined) {
      throw new TlsmithError('input-needed', 'it is not said what the certificate is for', {
        answer: 'profile',
      });
    }
    const isCa = flags.profile === 'intermediate';
    for (const name of isCa ? ['san', 'copy-san'] : []) refuseTogether(flags, name, 'profile');
    const request = {
      file: args.request,
      profile: flags.profile === 'intermediate' ? ('ca' as const) : flags.profile,
      subjectAltNames: flags['copy-san'] ? ('copy' as const) : (flags.san ?? []),
      validity: wantedValidity(flags, isCa ? 1825 : 825),
      issuer: anyIssuer(flags),
      urls: informationUrls(flags),
      force: flags.force,
      dryRun: flags['dry-run'],
      subject: flags.subject,
      name: flags.name,
      out: flags.out,
    };
    const { signRequest } = await import('../../app/issue/sign-request.js');
    await this.answer(flags, (ports) => signRequest(request, ports), presentWritten);
  }
}
