// tlsmith verify CERT|HOST:PORT
import type { Interfaces } from '@oclif/core';
import * as Args from '@oclif/core/args';
import { BaseCommand, type Output } from '../cli/base-command.js';
import type { Ports } from '../cli/compose.js';
import { refuseSecondStdin, refuseTogether } from '../cli/flag-rules.js';
import { possiblePeer } from '../cli/flags/endpoint.js';
import { passwordSource } from '../cli/flags/passwords.js';
import { linkOf, policyInputsOf, verificationFlags } from '../cli/flags/verification.js';
import { presentPair } from '../cli/present/verification/pair.js';
import { presentVerification } from '../cli/present/verification/verification.js';

type Flags = Interfaces.InferredFlags<typeof Verify.baseFlags & typeof verificationFlags>;

export default class Verify extends BaseCommand {
  static override summary =
    'whether a certificate leads to a trust anchor, and what is wrong with it';
  static override description =
    'Builds a certification path and judges it by RFC 5280 and RFC 9618: signatures, dates, constraints, policies, names, revocation; and says what Go, the JDK, OpenSSL, Node and Python would each say. With --pair both directions of a link, from the folders of its ends. HOST:PORT, where no file is called so, is a server: its chain is judged as the one that it is, for the name that is dialled (exit 6 where it shows none). Exit 1 where the verdict is no.';
  static override examples = [
    '<%= config.bin %> verify es01/es01.crt --ca ./ca --host es01.lan --purpose server',
    '<%= config.bin %> verify es01.crt --ca roots.pem --untrusted intermediates.pem --crl ca.crl',
    '<%= config.bin %> verify es01.crt --ca roots.pem --ocsp stapled.der',
    '<%= config.bin %> verify es01.crt --ca roots.pem --at 2027-02-17T10:00:00Z --json',
    '<%= config.bin %> verify es01.crt --ca roots.pem --policy 2.23.140.1.2.2 --require-policy',
    '<%= config.bin %> verify es01.lan:9200 --ca ./ca',
    '<%= config.bin %> verify --pair tlsmith-kit/logstash --with tlsmith-kit/heartbeat',
  ];
  static override args = {
    cert: Args.string({
      description:
        'the certificate, with any others behind it, or HOST:PORT; - is stdin; none with --pair',
      ignoreStdin: true,
    }),
  };
  static override flags = verificationFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    const folders = linkOf(args.cert, flags);
    if (folders) return this.judgePair(folders, flags);
    refuseTogether(flags, 'host', 'email');
    const { host, email, at, purpose, untrusted = [], crl: crls = [], ocsp = [] } = flags;
    const certificate = args.cert ?? '';
    const trust = flags.ca ?? (process.env.TLSMITH_CA || './ca');
    refuseSecondStdin([
      certificate,
      trust,
      ...untrusted,
      ...crls,
      ...ocsp,
      flags['in-password-file'],
    ]);
    const password = passwordSource(flags, 'in-password');
    const maxDepth = flags['max-depth'];
    const serverName = flags['server-name'] ?? host;
    const peer = possiblePeer(certificate, { ...flags, 'server-name': serverName });
    const request = {
      certificate,
      peer,
      trust,
      untrusted,
      crls,
      ocsp,
      purpose,
      alias: flags.alias,
      policies: policyInputsOf(flags),
      opensslLevel: flags['openssl-level'],
      ...(password && { password }),
      ...(host && { host }),
      ...(email !== undefined && { email }),
      ...(at && { at }),
      ...(maxDepth !== undefined && { maxDepth }),
    };
    const { verifyCertificate } = await import('../app/verify/certificate.js');
    await this.judge(flags, (ports) => verifyCertificate(request, ports), presentVerification);
  }

  private async judgePair(folders: readonly [string, string], flags: Flags): Promise<void> {
    const { host, at } = flags;
    const password = passwordSource(flags, 'in-password');
    const request = {
      folders,
      ...(host && { host }),
      ...(at && { at }),
      ...(password && { password }),
    };
    const { verifyPair } = await import('../app/verify/pair.js');
    await this.judge(flags, (ports) => verifyPair(request, ports), presentPair);
  }

  /** A verdict of no is an answer, with exit code 1. */
  private async judge<Verdict extends { ok: boolean }>(
    flags: Flags,
    act: (ports: Ports) => Promise<Verdict>,
    present: (verdict: Verdict, output: Output) => void,
  ): Promise<void> {
    const { ok } = await this.answer(flags, act, present);
    if (!ok) this.exit(1);
  }
}
