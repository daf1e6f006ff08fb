// The framework's modules load each other when first used, and a form that cannot be made so stops the build.
import { describe, expect, it } from 'vitest';
import { withLazyImports } from '../../scripts/lazy-framework.js';

/** Runs a module that was made lazy; `loaded` tells what it required, in order. */
function run(source: string) {
  const loaded: string[] = [];
  const load = (name: string) => {
    loaded.push(name);
    return { default: class {}, name, value: (of: string) => `${name}:${of}` };
  };
  const __importDefault = (module: object) => module;
  const exports: Record<string, () => unknown> = {};
  new Function('require', 'exports', '__importDefault', withLazyImports(source))(
    load,
    exports,
    __importDefault,
  );
  return { loaded, exports };
}

describe('withLazyImports', () => {
  it.each([
    ['a member', 'exports.use = () => a_1.name;', 'a'],
    ['a call without this', `exports.use = () => (0, a_1.value)('x');`, 'a:x'],
    ['a class', 'exports.use = () => new a_1.default() instanceof a_1.default;', true],
  ])('loads a module when it is used: %s', (_, use, answer) => {
    const { loaded, exports } = run(
      `const a_1 = require("a");\nconst b_1 = __importDefault(require("b"));\n${use}`,
    );
    expect(loaded).toEqual([]);
    expect([exports.use?.(), exports.use?.()]).toEqual([answer, answer]);
    expect(loaded).toEqual(['a']);
  });

  it('leaves alone what is no import of its own line', () => {
    const source = `function f() { const a = require('a'); return a; }\nconst b = require('b').c;`;
    expect(withLazyImports(source)).toBe(source);
  });

  it('throws where the module itself is passed on: it would be a function', () => {
    expect(() => withLazyImports('const a_1 = require("a");\nexports.all = a_1;')).toThrow(
      'a_1 is used otherwise',
    );
  });
});
