// tlsmith kit [CLIENT] [SERVER]
import { Args, Flags } from '@oclif/core';
import { TlsmithError } from '../errors.js';
import { BaseCommand } from '../cli/base-command.js';
import { refuseStdout, refuseTogether } from '../cli/flag-rules.js';
import { choice } from '../cli/flags/choice.js';
import { caPasswordFlags, issuerFlags, issuerRequest, typedIssuer } from '../cli/flags/issuer.js';
import { caKeyTypeFlag, keyTypeFlag } from '../cli/flags/keys.js';
import { hostFlag, sanFlag } from '../cli/flags/names.js';
import { outputFlags } from '../cli/flags/output.js';
import { newPasswordFlags, newPasswordSource, passwordSource } from '../cli/flags/passwords.js';
import { placeFlags } from '../cli/flags/place.js';
import { clientAuthenticationFlag, templatesFlag } from '../cli/flags/link.js';
import { stackFlag } from '../cli/flags/targets.js';
import { validityFlags, wantedValidity } from '../cli/flags/validity.js';
import { presentKit } from '../cli/present/kit.js';
import { parseHost } from '../pki/general-name.js';

const eku = Flags.custom<'both' | 'own'>(choice('extKeyUsage', ['both', 'own']));

/** What the kit already says, and its server too. */
const NOT_WHEN_ADDING = [
  ...['client-name', 'clients', 'server-name', 'san', 'ca-key-type', 'user'],
  ...['client-auth', 'encrypt-messages', 'monitor'],
];

export default class Kit extends BaseCommand {
  static override summary = 'from nothing to a working mutual-TLS link, proved by a handshake';
  static override description =
    'Makes a CA, both certificates and keys, both config snippets and a README, one folder a host, in ./tlsmith-kit.';
  static override examples = [
    '<%= config.bin %> kit heartbeat logstash --host logs.mycompany.com --host 10.0.0.5',
    '<%= config.bin %> kit filebeat logstash --host logs.lan --clients web1,web2 --stack 8.6',
    '<%= config.bin %> kit filebeat logstash --add-client web3 --ca ./tlsmith-kit/ca',
  ];
  static override args = {
    client: Args.string({ description: 'client target (default heartbeat)', ignoreStdin: true }),
    server: Args.string({ description: 'server target (default logstash)', ignoreStdin: true }),
  };
  static override flags = {
    ...hostFlag,
    ...sanFlag,
    'client-name': Flags.string({
      description: "the client's folder, file stem and common name (default CLIENT)",
      helpValue: 'NAME',
    }),
    clients: Flags.string({
      description: 'several client hosts, a folder each',
      helpValue: 'N1,N2',
    }),
    'add-client': Flags.string({
      description: 'one more client into the kit in --out; the server stays as it is',
      helpValue: 'NAME',
    }),
    'server-name': Flags.string({
      description: "the server's folder, file stem and common name (default SERVER)",
      helpValue: 'NAME',
    }),
    ...placeFlags,
    ...stackFlag,
    ...clientAuthenticationFlag,
    monitor: Flags.boolean({
      description:
        'add a Heartbeat monitor that watches when the certificate of the server expires',
    }),
    'encrypt-messages': Flags.boolean({
      description: 'encrypt the messages themselves too (python to logstash-tcp)',
    }),
    ...templatesFlag,
    user: Flags.string({
      description: 'ask for user and password too (logstash-input); the password is generated',
      helpValue: 'NAME',
    }),
    eku: eku({
      description: 'extKeyUsage of each certificate: both, or only its own role (default both)',
    }),
    ...keyTypeFlag,
    ...caKeyTypeFlag,
    ...validityFlags,
    ...issuerFlags,
    ca: Flags.string({
      description: 'an existing CA folder instead of a new CA',
      helpValue: 'DIR',
    }),
    ...caPasswordFlags,
    ...newPasswordFlags,
    'no-handshake': Flags.boolean({ description: 'do not prove the link on 127.0.0.1' }),
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Kit);
    refuseStdout(flags.out);
    refuseTogether(flags, 'client-name', 'clients');
    const typed = typedIssuer(flags);
    for (const name of ['ca', 'ca-cert', 'ca-p12']) refuseTogether(flags, name, 'ca-key-type');
    const password = newPasswordSource(flags);
    const shared = {
      client: args.client ?? 'heartbeat',
      server: args.server ?? 'logstash',
      store: flags.store ?? ('pem' as const),
      extKeyUsage: flags.eku ?? ('both' as const),
      validity: wantedValidity(flags, 825),
      proof: !flags['no-handshake'],
      force: flags.force,
      dryRun: flags['dry-run'],
      ...(flags.stack !== undefined && { stack: flags.stack }),
      ...(flags.port !== undefined && { port: flags.port }),
      ...(flags['key-type'] && { keyType: flags['key-type'] }),
      ...(flags['install-dir'] !== undefined && { installFolder: flags['install-dir'] }),
      ...(password && { password }),
    };
    const out = flags.out ?? './tlsmith-kit';
    if (flags['add-client'] !== undefined) {
      for (const name of NOT_WHEN_ADDING) refuseTogether(flags, 'add-client', name);
      const issuer = issuerRequest(typed ?? { folder: `${out}/ca` }, flags);
      const request = {
        ...shared,
        kit: out,
        name: flags['add-client'],
        hosts: flags.host ?? [],
        issuer,
      };
      const { addClient } = await import('../app/add-client.js');
      await this.answer(flags, (ports) => addClient(request, ports), presentKit);
      return;
    }
    const caPassword = typed ? undefined : passwordSource(flags, 'ca-password');
    const clientNames =
      flags.clients?.split(',') ??
      (flags['client-name'] !== undefined ? [flags['client-name']] : undefined);
    const request = {
      ...shared,
      out,
      otherNames: flags.san ?? [],
      newCa: {
        ...(flags['ca-key-type'] && { keyType: flags['ca-key-type'] }),
        ...(caPassword && { password: caPassword }),
      },
      ...(typed && { issuer: issuerRequest(typed, flags) }),
      ...(flags.user !== undefined && { user: flags.user }),
      ...(flags['client-auth'] && { clientAuthentication: flags['client-auth'] }),
      encryptsMessages: flags['encrypt-messages'],
      monitor: flags.monitor,
      ...(clientNames && { clientNames }),
      ...(flags['server-name'] !== undefined && { serverName: flags['server-name'] }),
    };
    const { makeKit } = await import('../app/make-kit.js');
    await this.answer(
      flags,
      async (ports) =>
        makeKit({ ...request, hosts: flags.host ?? (await this.askHosts(ports.prompter)) }, ports),
      presentKit,
    );
  }

  /** The one thing that nobody can guess. */
  private async askHosts(prompter: {
    canAsk: boolean;
    askText(question: string): Promise<string>;
  }) {
    const question =
      'DNS names or IP addresses by which clients dial the server, separated by blanks:';
    const answer = prompter.canAsk ? await prompter.askText(question) : '';
    const words = answer.split(/[\s,]+/).filter(Boolean);
    if (words.length > 0) return words.map(parseHost);
    throw new TlsmithError('input-needed', 'it is not said how the client dials the server', {
      answer: 'host',
    });
  }
}
