// Where a field of a JSON text stands, as the line that a refusal names.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOfFault, lineOfPath } from '../../../src/targets/descriptor/json-position.js';

const text = `{
  "title": "a \\" { [ , ]",
  "list": [
    { "name": "first", "deep": { "x": [1, 2,
      3] } },
    "second", true,
    null
  ],
  "twice": 1,
  "twice": 2, "é\\u0041": -1.5e3
}
`;

describe('the line of a path', () => {
  it.each([
    ['', 1],
    ['title', 2],
    ['list', 3],
    ['list[0]', 4],
    ['list[0].deep.x[1]', 4],
    ['list[0].deep.x[2]', 5],
    ['list[1]', 6],
    ['list[2]', 6],
    ['list[3]', 7],
    ['twice', 10],
    ['éA', 10],
    ['absent', 1],
    ['list[9]', 3],
    ['list[0].absent', 4],
    ['title.below', 2],
  ])('%s is %d', (path, line) => {
    expect(lineOfPath(text, path)).toBe(line);
  });

  it('is found for every member of any JSON, in its own line', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue()), (value) => {
        const pretty = JSON.stringify(value, undefined, 1);
        for (const key of Object.keys(value)) {
          const line = pretty.split('\n')[lineOfPath(pretty, key) - 1];
          expect(line).toContain(`${JSON.stringify(key)}: `);
        }
      }),
    );
  });
});

describe('the line of a fault', () => {
  it.each([
    ['{\n "a": 1,\n}', 3],
    ['{\n "a": 1\n "b": 2}', 3],
    ['{\n "a": 1,\n', 3],
    ['', 1],
  ])('of %j is %d', (broken, line) => {
    let message = '';
    try {
      JSON.parse(broken);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(lineOfFault(broken, message)).toBe(line);
  });
});
