// tlsmith inspect FILE|HOST:PORT...
import type { Interfaces } from '@oclif/core';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.js';
import type { Ports } from '../cli/compose.js';
import { refuseSecondStdin, refuseTogether } from '../cli/flag-rules.js';
import { choice } from '../cli/flags/choice.js';
import { peerFlags, possiblePeers } from '../cli/flags/endpoint.js';
import { templatesFlag } from '../cli/flags/link.js';
import { refuseOddInspection } from '../cli/flags/inspection.js';
import { inPasswordFlags, passwordSource } from '../cli/flags/passwords.js';
import { refuseOddReport, reportFlags, reportRequest } from '../cli/flags/report.js';
import { stackFlag } from '../cli/flags/targets.js';
import {
  inspectionDocument,
  type InspectionDocument,
  presentInspection,
  presentInspectionShort,
  presentTalk,
} from '../cli/present/inspection/inspection.js';
import { presentRules } from '../cli/present/inspection/rules.js';

const form = Flags.custom<'html'>(choice('the form', ['html']));

export default class Inspect extends BaseCommand {
  static override summary =
    'describe certificates, requests, keys, CRLs, key stores, trust stores, served chains';
  static override description =
    'PEM, DER and PKCS#12 are told apart by content. An encrypted key is described without its password; a store needs it. HOST:PORT, where no file is called so, is a server, which is dialled for the chain that it shows (exit 6 where it shows none); nothing is judged by trust.';
  static override examples = [
    '<%= config.bin %> inspect es01/es01.crt es01/es01.key',
    '<%= config.bin %> inspect truststore.p12 --in-password-file password',
    '<%= config.bin %> inspect --short *.crt',
    '<%= config.bin %> inspect --strict ca.crt es01.csr ca.crl',
    '<%= config.bin %> inspect --for logstash server.crt server.key',
    '<%= config.bin %> inspect es01/es01.crt es01.lan:9200',
    '<%= config.bin %> inspect --as html --out es01.html es01/es01.crt es01/ca.crt',
  ];
  static override args = {
    file: Args.string({
      description: 'what to describe, or HOST:PORT; - is stdin; none with --rules',
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...inPasswordFlags,
    ...peerFlags,
    alias: Flags.string({
      description: 'only this entry of a key or trust store',
      helpValue: 'NAME',
    }),
    for: Flags.string({
      description: 'product that is to load the files: would it? (exit 1 if not); repeatable',
      helpValue: 'TARGET',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...stackFlag,
    ...templatesFlag,
    short: Flags.boolean({ description: 'one line each' }),
    strict: Flags.boolean({ description: 'exit 1 where a finding is an error' }),
    rules: Flags.boolean({
      description: 'list the rules, one a line: code, severity, where the standard says so',
    }),
    as: form({ description: 'another form of the answer: html is a page to read and to print' }),
    ...reportFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Inspect);
    const { file: files = [] } = args;
    refuseOddInspection(files, flags);
    if (flags.rules) return this.answerRules(flags);
    refuseOddReport(flags);
    refuseTogether(flags, 'as', 'short');
    refuseSecondStdin([...files, flags['in-password-file'], flags['in-key-password-file']]);
    const password = passwordSource(flags, 'in-password');
    const { for: consumers, stack, alias } = flags;
    const peers = possiblePeers(files, flags);
    const brought = { files, peers, ...(password && { password }) };
    const request = { ...brought, alias, consumers, stack };
    const { inspect } = await import('../app/inspect/files.js');
    const look = async (ports: Ports) =>
      inspectionDocument(await inspect(request, ports), this.call(), flags);
    const { ok, error } = flags.as
      ? await this.answerPage(flags, files, look)
      : await this.answer(flags, look, flags.short ? presentInspectionShort : presentInspection);
    if (!ok) this.exit(error?.exitCode ?? 1);
  }

  private async answerRules(
    flags: Interfaces.InferredFlags<typeof Inspect.flags & typeof Inspect.baseFlags>,
  ): Promise<void> {
    const { listRules } = await import('../app/inspect/rules.js');
    await this.answer(flags, async () => ({ rules: listRules() }), presentRules);
  }

  private async answerPage(
    flags: Interfaces.InferredFlags<typeof Inspect.flags & typeof Inspect.baseFlags>,
    files: readonly string[],
    look: (ports: Ports) => Promise<InspectionDocument>,
  ): Promise<InspectionDocument> {
    const { writeReport } = await import('../app/writing/report.js');
    const { presentInspectionPage } = await import('../cli/present/report/inspection-page.js');
    const { presentReport } = await import('../cli/present/report/report.js');
    const request = reportRequest(flags, files);
    const { answer } = await this.answer(
      flags,
      (ports) => writeReport(request, () => look(ports), presentInspectionPage, ports),
      (report, output, whole) => {
        presentReport(report, output, whole);
        presentTalk(report.answer, output);
      },
    );
    return answer;
  }
}
