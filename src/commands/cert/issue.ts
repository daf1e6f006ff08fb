// tlsmith cert issue NAME
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.js';
import { refusePasswordWithout, refuseStdout, refuseTogether } from '../../cli/flag-rules.js';
import { formatFlag } from '../../cli/flags/format.js';
import { informationUrlFlags, informationUrls } from '../../cli/flags/information-urls.js';
import { anyIssuer, caPasswordFlags, issuerFlags } from '../../cli/flags/issuer.js';
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
import { validityFlags, wantedValidity } from '../../cli/flags/validity.js';
import { presentWritten } from '../../cli/present/written.js';

export default class CertIssue extends BaseCommand {
  static override summary = 'make a key and issue its certificate';
  static override description =
    'Writes NAME.crt (with the intermediates), NAME.key (PKCS#8) and ca.crt (the root) into ./NAME, or keystore.p12 and truststore.p12. NAME becomes the common name, not a subjectAltName.';
  static override examples = [
    '<%= config.bin %> cert issue es01 --profile server --san es01.lan --san 10.0.0.5',
    '<%= config.bin %> cert issue shipper --for heartbeat --ca ./ca --days 90',
    '<%= config.bin %> cert issue test --self-signed --profile server --san localhost',
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
    ...formatFlag,
    ...validityFlags,
    ...informationUrlFlags,
    ...issuerFlags,
    ...caPasswordFlags,
    'self-signed': Flags.boolean({ description: 'no CA: the certificate is its own trust anchor' }),
    ...newPasswordFlags,
    ...inPasswordFlags,
    ...stackFlag,
    ...outputFlags('./NAME'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertIssue);
    refuseStdout(flags.out);
    refuseTogether(flags, 'key', 'key-type');
    for (const name of ['ca', 'ca-cert', 'ca-key', 'ca-p12', 'crl-url', 'aia-url'])
      refuseTogether(flags, 'self-signed', name);
    if (flags.key === undefined) refusePasswordWithout(flags, 'in-password', 'key');
    if (flags['self-signed']) {
      for (const end of ['file', 'env']) refuseTogether(flags, 'self-signed', `ca-password-${end}`);
    }
    const password = newPasswordSource(flags);
    const keyPassword = passwordSource(flags, 'in-password');
    const request = {
      name: args.name,
      consumers: flags.for ?? [],
      formats: flags.format ?? ['pem' as const],
      subjectAltNames: flags.san ?? [],
      validity: wantedValidity(flags, 825),
      urls: informationUrls(flags),
      force: flags.force,
      dryRun: flags['dry-run'],
      ...(!flags['self-signed'] && {
        issuer: anyIssuer(flags),
      }),
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
    const { issueCertificate } = await import('../../app/issue/certificate.js');
    await this.answer(flags, (ports) => issueCertificate(request, ports), presentWritten);
  }
}
