// Two linters of other people, asked about many certificates and CRLs in one run each: what they have to say, by its code.
import { join } from 'node:path';
import { PACKAGE_ROOT, runProgram } from './run-cli.js';
import { findOnPath } from './peer.js';

/** Built by `npm run strangers` from test/peers/go: zlint by its rules from RFCs. */
export const ZLINT = findOnPath(join(PACKAGE_ROOT, '.strangers/bin/zlint'));
/** The Python that `npm run strangers` has put pkilint into. */
export const PKILINT = findOnPath(join(PACKAGE_ROOT, '.strangers/pkilint/bin/python'));

export interface Linted {
  kind: 'certificate' | 'crl';
  der: Uint8Array;
}

/** Code → severity; under `error` why it could not be read. */
export type Said = Readonly<Record<string, string>>;

export const LINTERS = {
  zlint: () => ({ program: ZLINT ?? 'zlint', args: [] }),
  pkilint: () => ({
    program: PKILINT ?? 'python3',
    args: [join(PACKAGE_ROOT, 'test/peers/python/lint.py')],
  }),
};
export type Linter = keyof typeof LINTERS;

/** In the order in which they were given. */
export async function saidBy(linter: Linter, items: readonly Linted[]): Promise<Said[]> {
  const { program, args } = LINTERS[linter]();
  const input = items.map(({ kind, der }) => `${kind} ${Buffer.from(der).toString('base64')}\n`);
  const { stdout, stderr, exitCode } = await runProgram(program, args, { input: input.join('') });
  if (exitCode !== 0) throw new Error(`${linter} ends with ${exitCode}: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
}
