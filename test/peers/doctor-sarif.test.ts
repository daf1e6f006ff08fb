// `doctor --as sarif` held against the schema of SARIF 2.1.0, by a library that is not ours.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import * as ends from '../support/doctor-ends.js';
import { describePeer } from '../support/peer.js';
import { runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { SARIF, SARIF_SCHEMA } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();

interface Log {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      locations: { physicalLocation: { artifactLocation: { uri: string }; region?: object } }[];
      fixes?: object[];
    }[];
  }[];
}

/** Puts a world of the tests of `doctor` below a folder, its configs naming the files there. */
function lay(name: string, contents: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(folder, name);
  for (const [path, content] of Object.entries(contents)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    const text = typeof content === 'string' ? content : Buffer.from(content);
    writeFileSync(file, text, { mode: path.endsWith('.key') ? 0o600 : 0o644 });
  }
  return root;
}

const changed = <Tree extends Readonly<Record<string, string>>>(
  tree: Tree,
  from: string,
  to: string,
) => Object.fromEntries(Object.entries(tree).map(([path, text]) => [path, text.replace(from, to)]));

const WORLDS = {
  right: { ...ends.heartbeat, ...ends.logstash },
  misspelt: {
    ...changed(ends.heartbeat, 'verification_mode: full', 'verification_moode: none'),
    ...changed(ends.logstash, '"required"', '"forced"'),
  },
  'without TLS': {
    ...changed(ends.heartbeat, 'ssl.enabled: true', 'ssl.enabled: false'),
    ...ends.logstash,
  },
  'of others': { ...ends.nginx, ...ends.upstream, ...ends.stunnel, ...ends.strange, ...ends.redis },
  'absent files': {
    '/site.conf': 'server { listen 443 ssl; ssl_certificate "/no such/ö.crt"; }\n',
  },
} as const;

async function sarifOf(paths: readonly string[], cwd = folder): Promise<Log> {
  const { exitCode, stdout, stderr } = await runHere(['doctor', ...paths, '--as', 'sarif'], {
    cwd,
  });
  expect([0, 1], stderr).toContain(exitCode);
  const judged = await runProgram(SARIF ?? 'sarif', [SARIF_SCHEMA], { input: stdout });
  expect(judged).toMatchObject({ exitCode: 0, stdout: 'valid\n', stderr: '' });
  return JSON.parse(stdout) as Log;
}

describePeer('doctor --as sarif', { 'go-sarif': SARIF }, () => {
  beforeAll(() => {
    for (const [name, world] of Object.entries(WORLDS)) lay(name, world);
    cpSync(join(folder, 'misspelt'), join(folder, 'Straße mit 50 % & #1'), { recursive: true });
  });

  it.each([
    ['nothing wrong', ['right', '--root', 'right']],
    ['findings with edits', ['misspelt', '--root', 'misspelt']],
    ['an absolute path', [join(folder, 'misspelt'), '--root', 'misspelt']],
    ['a path of odd characters', ['Straße mit 50 % & #1', '--root', 'misspelt']],
    ['plain text on one side', ['without TLS', '--root', 'without TLS']],
    ['many products', ['of others', '--root', 'of others']],
    ['files that are absent', ['absent files']],
    ['all at once', [...Object.keys(WORLDS).filter((name) => name !== 'right')]],
  ])('of %s fits the schema', async (_, words) => {
    const { runs } = await sarifOf(words);
    const [run] = runs;
    expect(runs).toHaveLength(1);
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
    const uris = (run?.results ?? []).flatMap(({ locations }) =>
      locations.map(({ physicalLocation: { artifactLocation } }) => artifactLocation.uri),
    );
    for (const uri of uris) expect(uri).toMatch(/^(?:file:\/\/\/)?[\w.~%/-]+$/);
  });

  it('has no result where nothing is wrong', async () => {
    const { runs } = await sarifOf(['right', '--root', 'right']);
    expect(runs).toMatchObject([{ tool: { driver: { rules: [] } }, results: [] }]);
  });

  it('has the lines that mend a finding', async () => {
    const { runs } = await sarifOf(['misspelt', '--root', 'misspelt']);
    const mended = runs[0]?.results.filter(({ fixes }) => fixes !== undefined);
    expect(mended?.map(({ ruleId }) => ruleId)).toEqual(['setting-value', 'unknown-setting']);
  });

  it('says what is no SARIF', async () => {
    const input = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"reslts":[]}]}';
    const judged = await runProgram(SARIF ?? 'sarif', [SARIF_SCHEMA], { input });
    expect(judged).toMatchObject({
      exitCode: 1,
      stderr: 'runs.0: Additional property reslts is not allowed\n',
    });
  });
});

it.each([['--json'], ['--fix-plan']])('--as sarif and %s exclude each other', async (flag) => {
  const { exitCode, stdout } = await runHere(['doctor', folder, '--as', 'sarif', flag]);
  expect(exitCode).toBe(2);
  expect(stdout).not.toContain('runs');
});
