// tlsmith ca create
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { BaseCommand } from '../../cli/base-command.js';
import { refusePasswordWithout, refuseStdout, refuseTogether } from '../../cli/flag-rules.js';
import { informationUrlFlags, informationUrls } from '../../cli/flags/information-urls.js';
import { caPasswordFlags } from '../../cli/flags/issuer.js';
import { keyTypeFlag } from '../../cli/flags/keys.js';
import { limitFlags, limitsIn } from '../../cli/flags/limits.js';
import { subjectFlag } from '../../cli/flags/names.js';
import { outputFlags } from '../../cli/flags/output.js';
import { inPasswordFlags, passwordSource } from '../../cli/flags/passwords.js';
import { validityFlags, wantedValidity } from '../../cli/flags/validity.js';
import { presentWritten } from '../../cli/present/written.js';
import { quote } from '../../quote.js';
import { commonNameOnly } from '../../pki/names/distinguished-name.js';

export default class CaCreate extends BaseCommand {
  static override summary = 'make a root CA, or with --issuer an intermediate';
  static override description =
    'Writes ca.crt, ca.key and ledger.jsonl, and for an intermediate chain.crt. Without a password the key is plain, mode 0600.';
  static override examples = [
    '<%= config.bin %> ca create',
    '<%= config.bin %> ca create --out ./root --name "Example Root" --ca-password-file root.pass',
    '<%= config.bin %> ca create --out ./issuing --issuer ./root --in-password-file root.pass',
    '<%= config.bin %> ca create --out ./logs --issuer ./root --permit-dns logs.example --permit-ip 10.0.0.0/8',
  ];
  static override flags = {
    ...outputFlags('./ca'),
    name: Flags.string({
      description: 'common name (default: a name that no other CA has)',
      helpValue: 'CN',
    }),
    ...subjectFlag,
    ...keyTypeFlag,
    ...validityFlags,
    ...informationUrlFlags,
    issuer: Flags.string({
      description: 'CA folder that signs the new one, which becomes an intermediate',
      helpValue: 'DIR',
    }),
    'path-length': Flags.string({
      description:
        'how many intermediates may follow below (default: root no limit, intermediate 0)',
      helpValue: 'N',
    }),
    ...limitFlags,
    ...caPasswordFlags,
    ...inPasswordFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(CaCreate);
    refuseStdout(flags.out);
    refuseTogether(flags, 'name', 'subject');
    const subject = flags.name === undefined ? flags.subject : commonNameOnly(flags.name);
    const pathLenConstraint = pathLength(flags['path-length'], flags.issuer !== undefined);
    const password = passwordSource(flags, 'ca-password');
    if (flags.issuer === undefined) {
      refusePasswordWithout(flags, 'in-password', 'issuer');
      refuseUrlsWithout(flags);
    }
    const issuerPassword = passwordSource(flags, 'in-password');
    const request = {
      out: flags.out ?? './ca',
      keyType: flags['key-type'] ?? ('ec-p256' as const),
      validity: wantedValidity(flags, flags.issuer === undefined ? 3650 : 1825),
      urls: informationUrls(flags),
      force: flags.force,
      dryRun: flags['dry-run'],
      subject,
      pathLenConstraint,
      ...limitsIn(flags),
      password,
      ...(flags.issuer !== undefined && {
        issuer: { folder: flags.issuer, password: issuerPassword },
      }),
    };
    const { createCa } = await import('../../app/issue/create-ca.js');
    await this.answer(flags, (ports) => createCa(request, ports), presentWritten);
  }
}

/** A root is revoked by nobody, and is its own issuer. */
function refuseUrlsWithout(flags: Record<'crl-url' | 'aia-url', string | undefined>): void {
  for (const name of ['crl-url', 'aia-url'] as const) {
    if (flags[name] === undefined) continue;
    throw new TlsmithError(
      'flags-conflict',
      `--${name} needs --issuer: a root has no CA above it`,
      {
        flags: [`--${name}`, '--issuer'],
      },
    );
  }
}

/** An intermediate signs end entities only, unless more is said. */
function pathLength(text: string | undefined, isIntermediate: boolean): number | undefined {
  if (text === undefined) return isIntermediate ? 0 : undefined;
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new TlsmithError(
    'number-invalid',
    `${quote(text)} is no path length: a whole number from 0 to 99 is`,
    { flag: '--path-length' },
  );
}
