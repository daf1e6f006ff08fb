// Go as a stranger: its toolchain, and the programs of test/peers/go, each a module of its own.
import { cpSync, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { findProgram } from './peer.js';
import { PACKAGE_ROOT, runProgram } from './run-cli.js';

export const GO = findProgram(['go'], ['version']);

/** golang.org/x/crypto as Debian installs it; go.mod of the program `peer` names the same folder. */
const CRYPTO_FOLDER = '/usr/share/gocode/src/golang.org/x/crypto';
export const GO_CRYPTO = existsSync(join(CRYPTO_FOLDER, 'pkcs12')) ? CRYPTO_FOLDER : undefined;

/** `major.minor`; zeros where there is none. */
export function goVersion(): readonly [number, number] {
  const said = GO === undefined ? '' : spawnSync(GO, ['version'], { encoding: 'utf8' }).stdout;
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(said) ?? [];
  return [Number(major), Number(minor)];
}

/** Builds a program of test/peers/go in the folder; answers its path. Nothing is fetched. */
export async function buildGo(
  program: 'end' | 'judge' | 'link' | 'peer' | 'revoked' | 'said',
  folder: string,
): Promise<string> {
  const module = join(folder, `go-${program}`);
  cpSync(`${PACKAGE_ROOT}test/peers/go/${program}`, module, { recursive: true });
  // What several programs share, where their go.mod looks for it.
  cpSync(`${PACKAGE_ROOT}test/peers/go/obey`, join(folder, 'obey'), { recursive: true });
  const [, wanted] = /^go 1\.(\d+)$/m.exec(await readFile(join(module, 'go.mod'), 'utf8')) ?? [];
  const [, minor] = goVersion();
  // An older Go builds no module of a newer one, and knows its own defaults only.
  if (minor < Number(wanted)) await go(module, folder, ['mod', 'edit', `-go=1.${minor}`]);
  await go(module, folder, ['build', '-o', 'program', '.']);
  return join(module, 'program');
}

async function go(cwd: string, folder: string, args: readonly string[]): Promise<void> {
  const env = {
    ...{ GO111MODULE: 'on', GOPROXY: 'off', GOTOOLCHAIN: 'local', GOWORK: 'off', GOFLAGS: '' },
    // Go's own cache, and no flag that makes another package of each: its library is compiled for
    // all programs once, by `npm run strangers` at the latest.
    GOPATH: join(folder, 'go'),
  };
  const { exitCode, stderr } = await runProgram(GO ?? 'go', args, { cwd, env });
  if (exitCode !== 0) throw new Error(`go ${args.join(' ')}: ${stderr}`);
}
