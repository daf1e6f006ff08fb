// doctor: whatever stands in a config, findings or one of our errors with the line, soon.
import { afterAll, describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { SHAPES_OF } from '../app/reading/config/shapes/every-shape.js';
import type { Shape } from '../app/reading/config/shapes/shape.js';
import { keyPem, pem, root } from '../support/doctor-files.js';
import { diagnosed } from '../support/doctor-run.js';
import { memoryFile, type MemoryTree } from '../support/memory-files.js';
import { seededRandom } from '../support/seeded-random.js';
import { TextDamage } from '../support/text-damage.js';
import { Slowest, SOON } from '../support/yardstick.js';

/** Of each shape; there are seventy-five. */
const EACH = 280;

const slowest = new Slowest();

const PKI = Object.entries({ '/pki/ca.crt': pem(root), '/pki/ls.key': keyPem(root) }).map(
  ([path, text]) => [path, memoryFile(text)] as const,
);

function damagedTree({ files }: Shape, damage: TextDamage): MemoryTree {
  const wounded = damage.pick(Object.keys(files));
  const own = Object.entries(files).map(
    ([path, text]) => [path, memoryFile(path === wounded ? damage.damaged(text) : text)] as const,
  );
  return new Map([...PKI, ...own]);
}

/** The code of the refusal, 'said' where there is none. */
async function outcomeOf(path: string, tree: MemoryTree): Promise<string> {
  try {
    const { files, findings, notJudged, links } = await diagnosed([path], tree);
    expect(files.length + notJudged.length).toBeGreaterThan(0);
    expect(JSON.stringify({ findings, notJudged, links })).toBeTruthy();
    for (const { line } of [...findings, ...notJudged]) expect(line ?? 1).toBeGreaterThan(0);
    return 'said';
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    if (error.code === 'input-malformed') expect(error.details).toHaveProperty('line');
    return error.code;
  }
}

describe.each(SHAPES_OF)('%s', (_product, shapes) => {
  it(`${EACH} damages of each of ${shapes.length} shapes`, async () => {
    const damage = new TextDamage(seededRandom(11));
    const outcomes = new Map<string, number>();
    for (const shape of shapes) {
      const [path = ''] = Object.keys(shape.files);
      for (let count = 0; count < EACH; count += 1) {
        const tree = damagedTree(shape, damage);
        const outcome = await slowest.watch(
          () => outcomeOf(path, tree),
          () => outcomeOf(path, tree),
        );
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }
    for (const code of outcomes.keys()) expect(code).toMatch(/^(?:said|input-[a-z-]+)$/);
    // Both happen, so that the damage is neither too mild nor too wild.
    expect(outcomes.get('said')).toBeGreaterThan(0);
    expect(outcomes.get('input-malformed')).toBeGreaterThan(0);
  });
});

afterAll(async () => {
  expect(await slowest.inYardsticks()).toBeLessThan(SOON / 2);
});
