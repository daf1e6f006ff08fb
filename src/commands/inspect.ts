// tlsmith inspect FILE|HOST:PORT...
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.js';
import { refuseSecondStdin } from '../cli/flag-rules.js';
import { peerFlags, possiblePeers } from '../cli/flags/endpoint.js';
import { templatesFlag } from '../cli/flags/link.js';
import { inPasswordFlags, passwordSource } from '../cli/flags/passwords.js';
import { stackFlag } from '../cli/flags/targets.js';
import {
  inspectionDocument,
  presentInspection,
  presentInspectionShort,
} from '../cli/present/inspection/inspection.js';

export default class Inspect extends BaseCommand {
  static override summary =
    'describe certificates, requests, keys, CRLs, key stores, trust stores, served chains';
  static override description =
    'PEM, DER and PKCS#12 are told apart by content. An encrypted key is described without its password; a store needs it. HOST:PORT, where no file is called so, is a server, which is dialled for the chain that it shows (exit 6 where it shows none); nothing is judged by trust.';
  static override examples = [
    '<%= config.bin %> inspect es01/es01.crt es01/es01.key',
    '<%= config.bin %> inspect truststore.p12 --in-password-file password',
    '<%= config.bin %> inspect --short *.crt',
    '<%= config.bin %> inspect --for logstash server.crt server.key',
    '<%= config.bin %> inspect es01/es01.crt es01.lan:9200',
  ];
  static override args = {
    file: Args.string({
      description: 'what to describe, or HOST:PORT; - is stdin',
      required: true,
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
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Inspect);
    refuseSecondStdin([...args.file, flags['in-password-file'], flags['in-key-password-file']]);
    const password = passwordSource(flags, 'in-password');
    const { for: consumers, stack, alias } = flags;
    const peers = possiblePeers(args.file, flags);
    const brought = { files: args.file, peers, ...(password && { password }) };
    const request = { ...brought, alias, consumers, stack };
    const { inspect } = await import('../app/inspect/files.js');
    const { ok, error } = await this.answer(
      flags,
      async (ports) => inspectionDocument(await inspect(request, ports), this.call()),
      flags.short ? presentInspectionShort : presentInspection,
    );
    if (!ok) this.exit(error?.exitCode ?? 1);
  }
}
