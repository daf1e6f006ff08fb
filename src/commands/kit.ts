// tlsmith kit [CLIENT] [SERVER]
import * as Args from '@oclif/core/args';
import { TlsmithError } from '../errors.js';
import { BaseCommand } from '../cli/base-command.js';
import { kitFlags } from '../cli/flags/kit.js';
import {
  finishKitRequest,
  requestKitRequest,
  type TypedWord,
} from '../cli/kit/signed-elsewhere.js';
import {
  addClientRequest,
  type KitFlags,
  type KitWords,
  newKitRequest,
} from '../cli/kit/requests.js';
import { presentKit } from '../cli/present/kit.js';
import type { KitSummary } from '../app/kit/assemble.js';
import type { Ports } from '../cli/compose.js';
import { type GeneralName, parseHost } from '../pki/names/general-name.js';

export default class Kit extends BaseCommand {
  static override summary = 'from nothing to a working mutual-TLS link, proved by a handshake';
  static override description =
    'Makes a CA, both certificates and keys, both config snippets and a README, one folder a host, in ./tlsmith-kit.';
  static override examples = [
    '<%= config.bin %> kit heartbeat logstash --host logs.mycompany.com --host 10.0.0.5',
    '<%= config.bin %> kit filebeat logstash --host logs.lan --clients web1,web2 --stack 8.6',
    '<%= config.bin %> kit filebeat logstash --add-client web3 --ca ./tlsmith-kit/ca',
    '<%= config.bin %> kit filebeat logstash --host logs.lan --request',
    '<%= config.bin %> kit filebeat logstash --host logs.lan --signed signed.pem --ca-cert root.pem',
  ];
  static override args = {
    client: Args.string({ description: 'client target (default heartbeat)', ignoreStdin: true }),
    server: Args.string({ description: 'server target (default logstash)', ignoreStdin: true }),
  };
  static override flags = kitFlags;

  async run(): Promise<void> {
    const { args, flags, raw } = await this.parse(Kit);
    const name = flags['add-client'];
    if (name !== undefined) {
      const request = addClientRequest(args, flags, name);
      const { addClient } = await import('../app/kit/add-client.js');
      await this.answer(flags, (ports) => addClient(request, ports), presentKit);
      return;
    }
    const make = await this.maker(args, flags, raw as TypedWord[]);
    await this.answer(
      flags,
      async (ports) => make(flags.host ?? (await this.askHosts(ports.prompter)), ports),
      presentKit,
    );
  }

  /** A whole kit, or one of the halves of one that a CA elsewhere signs. */
  private async maker(
    args: KitWords,
    flags: KitFlags,
    call: readonly TypedWord[],
  ): Promise<(hosts: readonly GeneralName[], ports: Ports) => Promise<KitSummary>> {
    if (flags.request) {
      const request = requestKitRequest(args, flags, call);
      const { requestKit } = await import('../app/kit/request.js');
      return (hosts, ports) => requestKit({ ...request, hosts }, ports);
    }
    const signed = finishKitRequest(args, flags);
    if (signed) {
      const { finishKit } = await import('../app/kit/finish.js');
      return (hosts, ports) => finishKit({ ...signed, hosts }, ports);
    }
    const request = newKitRequest(args, flags);
    const { makeKit } = await import('../app/kit/make.js');
    return (hosts, ports) => makeKit({ ...request, hosts }, ports);
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
