// tlsmith verify CERT
import { Args } from '@oclif/core';
import { BaseCommand } from '../cli/base-command.js';
import { refuseSecondStdin, refuseTogether } from '../cli/flag-rules.js';
import { inPasswordFlags, passwordSource } from '../cli/flags/passwords.js';
import { verificationFlags } from '../cli/flags/verification.js';
import { presentVerification } from '../cli/present/verification.js';

export default class Verify extends BaseCommand {
  static override summary =
    'whether a certificate leads to a trust anchor, and what is wrong with it';
  static override description =
    'Builds a certification path and judges it by RFC 5280 and RFC 9618: signatures, dates, constraints, policies, names, revocation. Exit 1 where the verdict is no.';
  static override examples = [
    '<%= config.bin %> verify es01/es01.crt --ca ./ca --host es01.lan --purpose server',
    '<%= config.bin %> verify es01.crt --ca roots.pem --untrusted intermediates.pem --crl ca.crl',
    '<%= config.bin %> verify es01.crt --ca roots.pem --at 2027-02-17T10:00:00Z --json',
  ];
  static override args = {
    cert: Args.string({
      description: 'the certificate, with any others behind it; - is stdin',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = { ...verificationFlags, ...inPasswordFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    refuseTogether(flags, 'host', 'email');
    const { host, email, at, purpose = 'any', untrusted = [], crl: crls = [] } = flags;
    const trust = flags.ca ?? (process.env.TLSMITH_CA || './ca');
    refuseSecondStdin([args.cert, trust, ...untrusted, ...crls, flags['in-password-file']]);
    const password = passwordSource(flags, 'in-password');
    const maxDepth = flags['max-depth'];
    const request = {
      ...{ certificate: args.cert, trust, untrusted, crls, purpose },
      ...(password && { password }),
      ...(host && { host }),
      ...(email !== undefined && { email }),
      ...(at && { at }),
      ...(maxDepth !== undefined && { maxDepth }),
    };
    const { verifyCertificate } = await import('../app/verify-certificate.js');
    let isGood = true;
    await this.answer(
      flags,
      async (ports) => {
        const verification = await verifyCertificate(request, ports);
        isGood = verification.ok;
        return verification;
      },
      presentVerification,
    );
    if (!isGood) this.exit(1);
  }
}
