// Files of a process that dies at a chosen effect: in front of it or in the middle of it, and nothing that it
// does afterwards happens any more.
import * as fs from 'node:fs';
import { join } from 'node:path';
import { TlsmithError } from '../../src/errors.js';
import type { Files } from '../../src/ports.js';

/** No system hands out this number: its process is gone. */
const DEAD = 4_194_303;

export class Died extends Error {}

export interface Death {
  /** How many effects come before it. */
  after: number;
  /** Whether the next one is half done, where it has halves. */
  isHalf: boolean;
}

/** `once`: one effect fails, whichever it is. `full`: from then on nothing grows any more. */
export type Fault = 'once' | 'full';

export interface DyingFiles {
  files: Files;
  effects(): number;
  /** Of the effect of that number: to die in the middle of any other is to die before it. */
  hasHalves(index: number): boolean;
}

const EFFECTS = [
  ...(['makeParents', 'makeFolder', 'setMode', 'copyOwnership', 'createFile', 'hardLink'] as const),
  ...(['rename', 'remove', 'removeEmptyFolder', 'appendLine', 'removeTail'] as const),
];

const HALVED = ['createFile', 'appendLine', 'copyOwnership', 'remove'];

const GROWING = ['makeParents', 'makeFolder', 'createFile', 'appendLine'];

/** Files of a process that lives on after an effect has failed. */
export function failingFiles(real: Files, after: number, fault: Fault): Files {
  let count = 0;
  const failing = { ...real } as unknown as Record<string, unknown>;
  for (const name of EFFECTS) {
    const method = real[name] as (...words: never[]) => Promise<unknown>;
    failing[name] = async (...words: never[]) => {
      const isNow =
        count === after || (fault === 'full' && count > after && GROWING.includes(name));
      count += 1;
      if (!isNow) return Reflect.apply(method, real, words);
      const path = String(words.at(name === 'hardLink' || name === 'rename' ? 1 : 0));
      throw new TlsmithError('disk-full', (it) => `no space left for ${it}`, { path });
    };
  }
  return failing as unknown as Files;
}

/** Without a death it counts. */
export function dyingFiles(real: Files, death?: Death): DyingFiles {
  const had: string[] = [];
  let isDead = false;
  const dying = { ...real } as unknown as Record<string, unknown>;
  for (const [name, method] of Object.entries(real) as [
    keyof Files,
    (...words: never[]) => unknown,
  ][]) {
    dying[name] = (...words: never[]) => {
      if (isDead) throw new Died();
      if ((EFFECTS as readonly string[]).includes(name)) {
        if (death && had.length === death.after) {
          isDead = true;
          if (death.isHalf) half(name, words);
          throw new Died();
        }
        had.push(name);
      }
      return Reflect.apply(method, real, words);
    };
  }
  const files = {
    ...(dying as unknown as Files),
    processId: () => DEAD,
    removeOnSignal: () => () => undefined,
    deferSignals: () => () => undefined,
  };
  return {
    files,
    effects: () => had.length,
    hasHalves: (index) => HALVED.includes(had[index] ?? ''),
  };
}

/** Of what takes the system more than one step. */
function half(name: keyof Files, words: readonly unknown[]): void {
  const [path, second] = words as [string, string | Uint8Array];
  if (name === 'createFile') {
    fs.writeFileSync(path, second.slice(0, second.length / 2), { flag: 'wx', mode: 0o600 });
  } else if (name === 'appendLine') {
    fs.appendFileSync(path, second.slice(0, second.length / 2));
  } else if (name === 'copyOwnership') {
    const { uid, gid } = fs.lstatSync(path);
    fs.chownSync(second as string, uid, gid);
    fs.chmodSync(second as string, 0o600);
  } else if (name === 'remove' && fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const [first] = fs.readdirSync(path);
    if (first !== undefined) fs.rmSync(join(path, first), { recursive: true });
  }
}
