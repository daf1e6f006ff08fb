// tlsmith probe HOST:PORT
import { BaseCommand } from '../cli/base-command.js';
import { refuseSecondStdin } from '../cli/flag-rules.js';
import { endpointArg, timeOutOf } from '../cli/flags/endpoint.js';
import { passwordSource } from '../cli/flags/passwords.js';
import { ownSource, probeFlags, signWith, spokenOf } from '../cli/flags/probe.js';
import { presentProbe, probeDocument, probeExitCode } from '../cli/present/verification/probe.js';

export default class Probe extends BaseCommand {
  static override summary = 'what a live server does, proved with and without a client certificate';
  static override description =
    'Connects with our certificate, with none, and with one of a CA that nobody knows; with --sign-with also with one for the wrong purpose and one that has expired; then with ours over the other version of TLS and without a server name, which decides nothing. Reads before it says accepted, since under TLS 1.3 the refusal comes late. No octet is sent after the handshake but with --http, --redis or --send-beats-event. Exit 0: ours is accepted, or was left out, and all others are refused; 1: anything else was seen; 6: the server could not be examined.';
  static override examples = [
    '<%= config.bin %> probe logs.example:5044 --dir tlsmith-kit/heartbeat',
    '<%= config.bin %> probe es01.lan:9200 --cert client.crt --key client.key --ca ca.crt --http',
    '<%= config.bin %> probe es01.lan:9200 --cert-served es01/es01.crt --json',
    '<%= config.bin %> probe logs.example:5044 --dir tlsmith-kit/heartbeat --sign-with tlsmith-kit/ca',
    '<%= config.bin %> probe 10.0.0.5:6380 --server-name cache.lan --redis --save-chain served.pem',
  ];
  static override args = { endpoint: endpointArg({ required: true }) };
  static override flags = probeFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Probe);
    const own = ownSource(flags);
    const { ca: trust, 'cert-served': certServed, 'save-chain': saveChain } = flags;
    const files = [...new Set([flags.cert, flags.key]), trust, certServed];
    const passwords = [flags['in-password-file'], flags['in-key-password-file']];
    refuseSecondStdin([...files, ...passwords, flags['ca-password-file']]);
    const request = {
      ...args.endpoint,
      own,
      trust,
      certServed,
      saveChain,
      signWith: signWith(flags),
      password: passwordSource(flags, 'in-password'),
      serverName: flags['server-name'],
      spoken: spokenOf(flags, own),
      timeOutMs: timeOutOf(flags),
    };
    const { probe } = await import('../app/probe/probe.js');
    let exitCode = 0;
    await this.answer(
      flags,
      async (ports) => {
        const report = await probe(request, ports);
        exitCode = probeExitCode(report);
        return probeDocument(report);
      },
      presentProbe,
    );
    if (exitCode !== 0) this.exit(exitCode);
  }
}
