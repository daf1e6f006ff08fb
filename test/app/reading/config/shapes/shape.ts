// A shape of configs that people have, and what is read of it, in one line for each end.
import { readConfigFiles } from '../../../../../src/app/reading/config/config-files.js';
import { loadKnownEnds } from '../../../../../src/app/reading/config/known-ends.js';
import { loadTargets } from '../../../../../src/app/reading/products.js';
import { TlsmithError } from '../../../../../src/errors.js';
import type { ConfiguredEnd } from '../../../../../src/targets/config/configured-end.js';
import { EndView } from '../../../../../src/targets/config/end-view.js';
import { UNKNOWN } from '../../../../../src/targets/config/resolved-value.js';
import { NEWEST_STACK_VERSION } from '../../../../../src/targets/stack-version.js';
import { memoryFile, memoryFiles } from '../../../../support/memory-files.js';
import { templates } from '../../../../support/test-ports.js';

export interface Shape {
  name: string;
  /** By path; the first is the one that is named. */
  files: Readonly<Record<string, string>>;
  reads: readonly string[];
}

const FILES = ['certificate', 'private-key', 'trust-anchors', 'key-store', 'trust-store'] as const;

const targets = loadTargets(templates);
const knownEnds = loadKnownEnds(templates);

export async function readingOf({ files }: Pick<Shape, 'files'>): Promise<string[]> {
  const tree = Object.entries(files).map(([path, text]) => [path, memoryFile(text)] as const);
  const [path = ''] = Object.keys(files);
  try {
    const request = { paths: [path], root: undefined };
    const read = await readConfigFiles(request, await targets, memoryFiles(new Map(tree)));
    const known = await knownEnds;
    return [
      // What is plain on purpose is there for its other end alone.
      ...read.ends
        .filter(({ isPlain }) => isPlain !== true)
        .map((end) => described(end, new EndView(end, known(end.target), NEWEST_STACK_VERSION))),
      ...read.notJudged.map(
        ({ line, what }) => `not judged${line === undefined ? '' : ` @${line}`}: ${what}`,
      ),
      ...read.stray.map(({ name, line }) => `stray @${line}: ${name}`),
    ];
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    return [`${error.code}: ${error.sentence}`];
  }
}

function described({ target, place, line }: ConfiguredEnd, view: EndView): string {
  const isServer = target.role === 'server';
  const isOn = view.isOn === undefined ? 'on or off' : view.isOn ? 'on' : 'off';
  const dialled = view
    .endpoints()
    .map(({ scheme, host, port }) => `${scheme ? `${scheme}://` : ''}${host}:${port}`);
  const asked = text(view.meant(isServer ? 'client-authentication' : 'verification'));
  const facts = isServer
    ? [`listens ${view.port()}`, `asks ${asked}`]
    : [`dials ${dialled.join(' ') || '?'}`, `verifies ${asked}`];
  const files = FILES.flatMap((meaning) =>
    view.texts(meaning).map((one) => `${meaning} ${short(text(one))}`),
  );
  return [`${target.name} ${place} @${line}: ${isOn}`, ...facts, ...files].join(', ');
}

function text(value: unknown): string {
  return value === UNKNOWN ? '?' : String(value);
}

function short(value: string): string {
  return value.startsWith('-----BEGIN') ? 'inline' : value;
}
