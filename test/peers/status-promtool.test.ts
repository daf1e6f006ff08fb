// `status --as prometheus` held against the rules of promtool, whatever stands in names and paths.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { commonNames } from '../support/der.js';
import { ended, pem, root } from '../support/ended-certificates.js';
import { ca, crl } from '../support/path-builder.js';
import { describePeer } from '../support/peer.js';
import { runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { PROMTOOL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const cwd = temporaryFolder();

const check = (input: string) =>
  runProgram(PROMTOOL ?? 'promtool', ['check', 'metrics'], { input });

describePeer('status --as prometheus', { promtool: PROMTOOL }, () => {
  beforeAll(async () => {
    for (const folder of ['lists', 'odd "folder" \\ of\nmany 😀']) await mkdir(join(cwd, folder));
    await writeFile(join(cwd, 'lists/list.crl'), crl({ signer: root }));
    const odd = ca('a "quoted" \\ name\u0007');
    await writeFile(join(cwd, 'odd "folder" \\ of\nmany 😀/a.crt'), pem(ended, root, odd));
    const empty = ca('', undefined, { subject: commonNames() });
    await writeFile(join(cwd, 'empty.crt'), pem(empty));
    await runHere(['ca', 'create'], { cwd });
    const issued = ['cert', 'issue', 'es01', '--profile', 'client', '--format', 'pkcs12'];
    await runHere([...issued, '--generate-password'], { cwd });
  });

  it.each([['.'], ['lists'], ['ca'], ['es01'], ['empty.crt']])(
    'of %s breaks no rule',
    async (path) => {
      const { stdout } = await runHere(['status', path, '--as', 'prometheus'], { cwd });
      expect(stdout).toMatch(/^tlsmith_status_files \d+$/m);
      expect(await check(stdout)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    },
  );

  it('says what breaks one', async () => {
    const judged = await check('# TYPE x_total gauge\nx_total{path="a\nb"} 1\n');
    expect(judged.exitCode).not.toBe(0);
    const named = await check('# HELP x_total x\n# TYPE x_total gauge\nx_total 1\n');
    expect(named.exitCode).not.toBe(0);
  });
});
