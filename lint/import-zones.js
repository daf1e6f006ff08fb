// ESLint rule: an import must be one that the table of rooms allows.
import { dirname, relative, resolve, sep } from 'node:path';
import {
  EXCEPTIONS,
  PACKAGES,
  PURE_NODE_MODULES,
  ROOM_PACKAGES,
  ROOMS,
  SHARED_FILES,
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
    const isCommand = from.room === 'commands';
    return isCommand ? 'a command does not import another command' : undefined;
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
  const rooms = ROOM_PACKAGES[name];
  if (rooms?.includes(from.room)) return undefined;
  return `${from.room || from.file} may not import the package ${name}`;
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
