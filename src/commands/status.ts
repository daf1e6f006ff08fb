// tlsmith status [PATH...]
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.js';
import { refuseSecondStdin, refuseTogether } from '../cli/flag-rules.js';
import { defaultIssuer } from '../cli/flags/issuer.js';
import { passwordSource } from '../cli/flags/passwords.js';
import { refuseOutputAlone, statusFlags } from '../cli/flags/status.js';
import { statusDocument } from '../cli/present/status/document.js';
import { presentStatusAs, statusLayout, statusText } from '../cli/present/status/forms.js';
import { presentStatus } from '../cli/present/status/status.js';
import { presentStatusFile } from '../cli/present/status/talk.js';

export default class Status extends BaseCommand {
  static override summary = 'what expires when: certificates, CAs included, and CRLs';
  static override description =
    'Looks through files and folders with all below them, by content: PEM, DER, PKCS#7, key and trust stores, and the files that configs there name, wherever these are. A store is opened by the secrets.env beside it, the config that names it, or --in-password-file. Left out are .git, node_modules and *.previous. The first to end comes first; exit 1 where something has ended, or ends within 30 days or what --within says.';
  static override examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status tlsmith-kit /etc/nginx --within 60d',
    '<%= config.bin %> status /etc --as prometheus --out /var/lib/node_exporter/tlsmith.prom --force',
    '<%= config.bin %> status ./hosts --as ical --out certificates.ics',
    '<%= config.bin %> status --as html --out status.html',
  ];
  static override args = {
    path: Args.string({
      description: 'a file or a folder (default .); - is stdin',
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = statusFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Status);
    const paths = args.path ?? ['.'];
    refuseSecondStdin([...paths, flags['in-password-file']]);
    refuseTogether(flags, 'as', 'json');
    refuseOutputAlone(flags);
    const { as, out, force } = flags;
    const layOut = as && (await statusLayout(as));
    const isFile = layOut !== undefined && out !== undefined && out !== '-';
    const file = isFile ? { out, force, layOut: statusText(layOut) } : undefined;
    const request = {
      paths,
      within: flags.within ?? { days: 30 },
      root: flags.root,
      password: passwordSource(flags, 'in-password'),
      usualAuthority: defaultIssuer(process.env).folder,
      file,
    };
    const { status } = await import('../app/status/status.js');
    const { ok, error } = await this.answer(
      flags,
      async (ports) => statusDocument(await status(request, ports), this.call()),
      file ? presentStatusFile : layOut ? presentStatusAs(layOut) : presentStatus,
    );
    if (!ok) this.exit(error?.exitCode ?? 1);
  }
}
