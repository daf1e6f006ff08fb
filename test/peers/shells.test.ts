// The completion scripts in the shells themselves: what Tab offers behind the words of a call.
import { mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { describePeer } from '../support/peer.js';
import { BASH, FISH, ZSH } from '../support/strangers.js';
import { runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const script = (shell: string) => `${folder}/tlsmith.${shell}`;

beforeAll(async () => {
  mkdirSync(`${folder}/here/folder of mine`, { recursive: true });
  writeFileSync(`${folder}/here/es01.csr`, '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout, exitCode } = await runHere(['autocomplete', shell]);
    expect(exitCode).toBe(0);
    writeFileSync(script(shell), stdout);
  }
});

interface Row {
  /** What stands behind `tlsmith`; the last word is the one at the cursor. */
  words: string[];
  /** All of what is offered for it, or some of it. */
  offers?: string[];
  offersAlso?: string[];
}

const ROWS: readonly Row[] = [
  { words: ['ce'], offers: ['cert', 'certutil'] },
  { words: ['certutil', 'cert', '--keep'], offers: ['--keep-ca-key'] },
  { words: ['cert', ''], offersAlso: ['issue', 'request', 'sign'] },
  { words: ['cert', 'sig'], offers: ['sign'] },
  { words: ['cert', 'issue', '--pro'], offers: ['--profile'] },
  { words: ['cert', 'issue', '--profile', ''], offers: ['client', 'peer', 'server'] },
  { words: ['cert', 'sign', '--profile', 'in'], offers: ['intermediate'] },
  { words: ['cert', 'issue', 'x', '--key-type', 'ed'], offers: ['ed25519'] },
  { words: ['--json', 'kit', '--host', 'a.lan', '--store', ''], offers: ['pem', 'pkcs12'] },
  { words: ['kit', 'heart'], offers: ['heartbeat'] },
  { words: ['kit', 'heartbeat', 'logstash-t'], offers: ['logstash-tcp'] },
  { words: ['config', 'show', 'kibana', '--peer', 'elasticse'], offersAlso: ['elasticsearch'] },
  { words: ['config', 'show', 'systemd'], offers: ['systemd-timer'] },
  { words: ['cert', 'issue', '--for', 'cro'], offers: [] },
  { words: ['cert', 'issue', '--format', 'pk'], offers: ['pkcs12'] },
  { words: ['help', 'env'], offers: ['environment'] },
  { words: ['autocomplete', ''], offers: ['bash', 'fish', 'zsh'] },
  { words: ['cert', 'issue', '--password-env', 'OF_TLSMITH'], offers: ['OF_TLSMITH'] },
  { words: ['cert', 'sign', 'es'], offers: ['es01.csr'] },
  { words: ['cert', 'issue', 'x', '--out', 'fol'], offers: ['folder of mine'] },
];

const run = (shell: string, args: readonly string[], input = '') =>
  runProgram(shell, args, {
    cwd: `${folder}/here`,
    env: { ...process.env, OF_TLSMITH: 'x' },
    input,
  });
const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
const offered = (text: string) =>
  [...new Set(text.split('\n').filter((line) => line !== ''))].sort();

function expectOffers(found: readonly string[], { offers, offersAlso }: Row): void {
  if (offers) expect(found).toEqual(offers);
  expect(found).toEqual(expect.arrayContaining(offersAlso ?? []));
}

describePeer('bash', { bash: BASH }, () => {
  const tab = async (words: readonly string[]) => {
    const { stdout, stderr } = await run(
      'bash',
      ['--norc'],
      `compopt() { :; }
source '${script('bash')}'
COMP_WORDS=(tlsmith ${quoted(words)}); COMP_CWORD=${words.length}
_tlsmith; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(stderr).toBe('');
    return offered(stdout);
  };

  it.each(ROWS)('$words', async (row) => {
    expectOffers(await tab(row.words), row);
  });

  it('takes a value that is joined to its flag, which bash sees as three words', async () => {
    expect(await tab(['cert', 'issue', '--profile', '='])).toEqual(['client', 'peer', 'server']);
    expect(await tab(['cert', 'issue', '--profile', '=', 's'])).toEqual(['server']);
  });

  it('offers nothing where nobody can know the value', async () => {
    expect(await tab(['cert', 'issue', '--san', ''])).toEqual([]);
    expect(await tab(['frobnicate', ''])).toEqual([]);
  });
});

describePeer('zsh', { zsh: ZSH }, () => {
  // zsh itself leaves out what does not begin with the word at the cursor.
  it.each(ROWS)('$words', async (row) => {
    const { stdout, stderr } = await run(
      'zsh',
      ['-f'],
      `source '${script('zsh')}'
compadd() { print -rl -- "\${matches[@]}" }
words=(tlsmith ${quoted(row.words)}); CURRENT=$#words
_bash_complete -F _tlsmith`,
    );
    expect(stderr).toBe('');
    const start = row.words.at(-1) as string;
    const found = offered(stdout).map((word) => word.replaceAll('\\', ''));
    expectOffers(
      found.filter((word) => word.startsWith(start)),
      row,
    );
  });
});

describePeer('fish', { fish: FISH }, () => {
  it.each(ROWS)('$words', async (row) => {
    const text = `source '${script('fish')}'; complete -C 'tlsmith ${row.words.join(' ')}'`;
    const { stdout, stderr } = await run('fish', ['--no-config', '-c', text]);
    expect(stderr).toBe('');
    const found = stdout
      .split('\n')
      .map((line) => (line.split('\t')[0] as string).replaceAll('\\', '').replace(/\/$/, ''))
      .filter((line) => line !== '');
    expect(found).toEqual(expect.arrayContaining(row.offers ?? row.offersAlso ?? []));
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('a shell without a script', () => {
  it('is refused with those that have one', async () => {
    const { exitCode, stderr, stdout } = await runHere(['autocomplete', 'tcsh']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('there is a completion for bash, zsh, fish, not for "tcsh"');
  });
});
