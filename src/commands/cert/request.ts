// tlsmith cert request NAME
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { refusePasswordWithout, refuseStdout, refuseTogether } from '../../cli/flag-rules.js';
import { keyTypeFlag } from '../../cli/flags/keys.js';
import { sanFlag, subjectFlag } from '../../cli/flags/names.js';
import { outputFlags } from '../../cli/flags/output.js';
import {
  inPasswordFlags,
  newPasswordFlags,
  newPasswordSource,
  passwordSource,
} from '../../cli/flags/passwords.js';
import { profileFlag } from '../../cli/flags/profile.js';
import { forFlag, stackFlag } from '../../cli/flags/targets.js';
import { presentWritten } from '../../cli/present/written.js';

export default class CertRequest extends BaseCommand {
  static override summary = 'make a key and a request for its certificate (PKCS#10)';
  static override description =
    'Writes NAME.csr, which goes to the CA, and NAME.key, which stays here. The CA decides what of the request it certifies.';
  static override examples = [
    '<%= config.bin %> cert request es01 --profile server --san es01.lan --san 10.0.0.5',
    '<%= config.bin %> cert request shipper --for logstash-output --subject "CN=shipper,O=Example"',
  ];
  static override args = {
    name: Args.string({
      description: 'file stem and common name; letters, digits, ".", "-", "_"',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...profileFlag,
    ...forFlag,
    ...sanFlag,
    ...subjectFlag,
    ...keyTypeFlag,
    key: Flags.string({ description: 'use this private key, do not make one', helpValue: 'FILE' }),
    ...newPasswordFlags,
    ...inPasswordFlags,
    ...stackFlag,
    ...outputFlags('./NAME'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertRequest);
    refuseStdout(flags.out);
    refuseTogether(flags, 'key', 'key-type');
    if (flags.key === undefined) refusePasswordWithout(flags, 'in-password', 'key');
    const password = newPasswordSource(flags);
    const keyPassword = passwordSource(flags, 'in-password');
    const request = {
      name: args.name,
      consumers: flags.for ?? [],
      subjectAltNames: flags.san ?? [],
      force: flags.force,
      dryRun: flags['dry-run'],
      profile: flags.profile,
      subject: flags.subject,
      keyType: flags['key-type'],
      ...(flags.key !== undefined && {
        key: { file: flags.key, password: keyPassword },
      }),
      stack: flags.stack,
      password,
      out: flags.out,
    };
    const { requestCertificate } = await import('../../app/issue/request-certificate.js');
    await this.answer(flags, (ports) => requestCertificate(request, ports), presentWritten);
  }
}
