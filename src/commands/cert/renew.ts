// tlsmith cert renew PATH...
import type { Interfaces } from '@oclif/core';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { BaseCommand } from '../../cli/base-command.js';
import type { Ports } from '../../cli/compose.js';
import { refuseStdout } from '../../cli/flag-rules.js';
import {
  caPasswordFlags,
  defaultIssuer,
  issuerFlags,
  issuerRequest,
  typedIssuer,
} from '../../cli/flags/issuer.js';
import { writingFlags } from '../../cli/flags/output.js';
import { inPasswordFlags, passwordSource } from '../../cli/flags/passwords.js';
import { type Act, actOf, renewFlags } from '../../cli/flags/renew.js';
import { presentRenewal, renewalDocument, renewalExitCode } from '../../cli/present/renewal.js';
import type { IssuerRequest } from '../../app/reading/key/issuer.js';
import type { PasswordSource } from '../../app/reading/key/passwords.js';
import type { RenewSummary } from '../../app/renew/summary.js';

export default class CertRenew extends BaseCommand {
  static override summary = 'the same certificates anew, in the place of what stands there';
  static override description =
    "PATH is a certificate, a host's folder, a kit, the folder of a batch, or a CA folder, of which all is renewed that it has issued. Subject, names, profile and type of key stay, and so do the form and the passwords of every file; snippets stay valid. A kit's own ca/ signs, or --ca, TLSMITH_CA or ./ca. What is replaced stays beside it as *.previous; a kit is proved again before. Nothing due is no failure.";
  static override examples = [
    '<%= config.bin %> cert renew tlsmith-kit',
    '<%= config.bin %> cert renew hosts --ca ./ca --within 30d --hook "systemctl reload nginx"',
    '<%= config.bin %> cert renew es01/es01.crt --keep-key --within 33%',
    '<%= config.bin %> cert renew tlsmith-kit --rollback',
    '<%= config.bin %> cert renew es01 --request',
    '<%= config.bin %> cert renew es01 --signed from-the-ca.p7b',
  ];
  static override args = {
    path: Args.string({
      description: 'what is renewed: a file, or a folder of one host or of many',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...renewFlags,
    ...issuerFlags,
    ...caPasswordFlags,
    ...inPasswordFlags,
    out: Flags.string({
      char: 'o',
      description: 'folder for what a CA has issued into no file that it knows of',
      helpValue: 'DIR',
    }),
    ...writingFlags,
    force: Flags.boolean({ description: 'with --request: over a request that waits already' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CertRenew);
    refuseStdout(flags.out);
    const act = actOf(flags);
    if (flags.force && !flags.request) {
      throw new TlsmithError(
        'flags-conflict',
        '--force is of no use without --request: a renewal replaces its own files without it',
        { flags: ['--force', '--request'] },
      );
    }
    // Read now: the variables are gone once the command begins.
    const passwords = {
      ca: passwordSource(flags, 'ca-password'),
      input: passwordSource(flags, 'in-password'),
    };
    const request = { ...flags, paths: args.path, passwords, ...typedCa(flags) };
    const document = await this.answer(
      flags,
      async (ports) => renewalDocument(await this.carryOut(act, request, ports), this.call()),
      presentRenewal,
    );
    const exitCode = renewalExitCode(document);
    if (exitCode !== 0) this.exit(exitCode);
  }

  private async carryOut(act: Act, request: Renewal, ports: Ports): Promise<RenewSummary> {
    const { paths, passwords, within, hook, force, out, signed, typed } = request;
    const { 'dry-run': dryRun, 'ca-cert': caFile } = request;
    const common = { paths, password: passwords.input, hook, dryRun };
    const key = request['keep-key'] ? ('keep' as const) : ('new' as const);
    const { folder: fallback } = defaultIssuer(process.env);
    if (act === 'rollback') {
      const { rollBack } = await import('../../app/renew/rollback.js');
      return rollBack({ ...common, authorities: [request.ca ?? fallback] }, ports);
    }
    if (act === 'request') {
      const { requestRenewal } = await import('../../app/renew/request.js');
      return requestRenewal({ ...common, within, key, force }, ports);
    }
    const { renewCertificates } = await import('../../app/renew/renew.js');
    const issuer = { typed, fallback, password: passwords.ca };
    const fromElsewhere = signed && { files: signed, caFile };
    const proof = !request['no-handshake'];
    const terms = { within, key, issuer, out, proof, signed: fromElsewhere };
    return renewCertificates({ ...common, ...terms }, ports);
  }
}

type RenewalFlags = Interfaces.InferredFlags<typeof CertRenew.flags>;

interface Renewal extends RenewalFlags {
  paths: string[];
  passwords: { ca: PasswordSource | undefined; input: PasswordSource | undefined };
  typed: IssuerRequest | undefined;
}

/** With `--signed`, `--ca-cert` names whom to trust, and nobody signs here. */
function typedCa(flags: RenewalFlags): Pick<Renewal, 'typed'> {
  const source = flags.signed ? undefined : typedIssuer(flags);
  return { typed: source && issuerRequest(source, flags) };
}
