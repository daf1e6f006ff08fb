// ESLint rule: an import must be one that the table of rooms allows.
import { dirname, relative, resolve, sep } from 'node:path';
import {
  EXCEPTIONS,
  PACKAGES,
  PURE_NODE_MODULES,
  ROOM_PACKAGES,
  ROOMS,
  SERVING_FLOORS,
  SHARED_FILES,
  WALLS,
} from './rooms.js';

/** `{ file: 'pki/issuing/issue', room: 'pki' }` of a path below src/. */
export function placeOf(path, source) {
  const file = relative(source, path)
    .split(sep)
    .join('/')
    .replace(/\.(js|ts)$/, '');
  return { file, room: file.includes('/') ? file.split('/')[0] : '' };
}

/** Why `from` may not import `target` in that way, or undefined. `kind` is `static`, `type` or `dynamic`. */
export function refusal(from, target, kind) {
  if (SHARED_FILES.includes(target.file)) return undefined;
  if (SHARED_FILES.includes(from.file)) return `${from.file} imports no room`;
  if (from.room === target.room) {
    if (from.room === 'app') return floorRefusal(from, target, kind);
    const isCommand = from.room === 'commands';
    return isCommand ? 'a command does not import another command' : undefined;
  }
  const wall = kind === 'type' ? undefined : WALLS.find(({ files }) => files.includes(target.file));
  if (wall && from.room !== 'formats' && !wall.importers.some((one) => from.file.startsWith(one))) {
    return `${target.file} is imported by ${wall.importers.join(', ')} only`;
  }
  const room = ROOMS[from.room];
  const allowed =
    room.imports.includes(target.room) ||
    room.files.includes(target.file) ||
    (EXCEPTIONS[from.file] ?? []).includes(target.room) ||
    (kind === 'type' && room.types.includes(target.room)) ||
    (kind === 'dynamic' && room.dynamic.includes(target.room));
  return allowed ? undefined : `${from.room} may not import ${target.file} (${kind})`;
}

/** The same between the floors of `app`: types of a floor that serves may be seen by each other. */
function floorRefusal(from, target, kind) {
  const [own, other] = [from, target].map(({ file }) => file.split('/')[1]);
  if (own === other) return undefined;
  const isServing = Object.hasOwn(SERVING_FLOORS, other);
  const mayImport = SERVING_FLOORS[own] ?? Object.keys(SERVING_FLOORS);
  if (isServing && (mayImport.includes(other) || kind === 'type')) return undefined;
  return isServing
    ? `app/${own} may not import app/${other}`
    : `a use-case imports no use-case: what app/${other} and app/${own} share serves them all`;
}

/** Why `from` may not import this package or module of Node, or undefined. */
export function packageRefusal(from, name, kind) {
  if (name.startsWith('node:')) {
    const isFree = kind === 'type' || PURE_NODE_MODULES.includes(name);
    const mayTouch =
      from.room === 'io' || from.file === 'cli/compose' || from.file === 'cli/compose-wizard';
    return isFree || mayTouch ? undefined : `${name} touches the world: that is for io`;
  }
  const files = PACKAGES[name];
  if (files) {
    return files.includes(from.file)
      ? undefined
      : `${name} is imported by ${files.join(', ')} only`;
  }
  const rooms = ROOM_PACKAGES[packageOf(name)];
  if (rooms?.includes(from.room)) return undefined;
  return `${from.room || from.file} may not import the package ${name}`;
}

/** `@oclif/core/flags` → `@oclif/core`. */
function packageOf(name) {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

export const importZones = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const source = resolve(context.cwd, 'src');
    const from = placeOf(context.filename, source);
    const check = (node, specifier, kind) => {
      const message = specifier.startsWith('.')
        ? refusal(from, placeOf(resolve(dirname(context.filename), specifier), source), kind)
        : packageRefusal(from, specifier, kind);
      if (message) context.report({ node, message });
    };
    const declaration = (node) => {
      if (!node.source) return;
      check(node, node.source.value, isTypeOnly(node) ? 'type' : 'static');
    };
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression(node) {
        if (typeof node.source.value === 'string') check(node, node.source.value, 'dynamic');
      },
    };
  },
};

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = node.specifiers ?? [];
  return specifiers.length > 0 && specifiers.every(({ importKind }) => importKind === 'type');
}
