// tlsmith fixtures
import { BaseCommand } from '../cli/base-command.js';
import { refuseStdout } from '../cli/flag-rules.js';
import { fixturesFlags } from '../cli/flags/fixtures.js';
import { presentFixtures } from '../cli/present/fixtures.js';

export default class Fixtures extends BaseCommand {
  static override summary =
    'good and bad certificates for test suites, with what to expect of each';
  static override description =
    'Writes a folder for each of a hundred certificates that are right or have one fault, as PEM and PKCS#12, and manifest.json: what is wrong, and what the standard, Go, the JDK, OpenSSL, Node and Python say to it. Never for production: everybody has these private keys.';
  static override examples = [
    '<%= config.bin %> fixtures --out test/certificates',
    '<%= config.bin %> fixtures --at 2027-02-17T10:00:00Z --seed 1 --out test/certificates',
  ];
  static override flags = fixturesFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Fixtures);
    refuseStdout(flags.out);
    const request = {
      out: flags.out ?? './tlsmith-fixtures',
      at: flags.at,
      seed: flags.seed,
      force: flags.force,
      dryRun: flags['dry-run'],
    };
    const { makeFixtures } = await import('../app/fixtures/make.js');
    await this.answer(flags, (ports) => makeFixtures(request, ports), presentFixtures);
  }
}
