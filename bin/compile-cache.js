// Where Node may keep compiled code: in a folder that nobody but this user can write to, or nowhere.
//
// Node's own choice is a folder in the shared temporary one. It runs what it finds there, and whoever made that folder first
// decides what that is.
const { lstatSync, mkdirSync, realpathSync } = process.getBuiltinModule('node:fs');
const { homedir } = process.getBuiltinModule('node:os');
const { basename, dirname, isAbsolute, join } = process.getBuiltinModule('node:path');

/**
 * `tlsmith` in XDG_CACHE_HOME or `~/.cache`, each made with mode 0700 if it is not there. Undefined where that is a link or another
 * user's, in a folder for everybody, or where others could put one of their own in its place.
 */
function compileCacheFolder(environment, user = process.geteuid?.()) {
  // Without users (Windows) a folder cannot be judged.
  if (user === undefined) return undefined;
  try {
    const base = cacheHome(environment);
    if (base === undefined) return undefined;
    const parent = realpathSync(dirname(base));
    // Before anything is made: it might be made through somebody's link.
    if (!ancestorsOf(parent).every((at) => staysAsItIs(at, user))) return undefined;
    const home = lstatSync(base, { throwIfNoEntry: false }) ? realpathSync(base) : undefined;
    if (home === undefined && isWritableByOthers(parent)) return undefined;
    if (home !== undefined && !isClosed(home, user)) return undefined;
    const folder = join(home ?? make(join(parent, basename(base))), 'tlsmith');
    if (!lstatSync(folder, { throwIfNoEntry: false })) make(folder);
    const { uid, mode } = lstatSync(folder);
    return uid === user && (mode & 0o077) === 0 && staysAsItIs(folder, user) ? folder : undefined;
  } catch {
    return undefined; // A cache is never worth a failure.
  }
}

/** The XDG Base Directory Specification has relative values ignored. */
function cacheHome({ XDG_CACHE_HOME: said = '' }) {
  if (isAbsolute(said)) return said;
  const home = homedir();
  return isAbsolute(home) ? join(home, '.cache') : undefined;
}

function make(folder) {
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Nobody else may put anything into it, nor anything in its place. */
function isClosed(folder, user) {
  return !isWritableByOthers(folder) && ancestorsOf(folder).every((at) => staysAsItIs(at, user));
}

/** `/a/b` → `/a/b`, `/a`, `/`. */
function ancestorsOf(path) {
  const above = dirname(path);
  return above === path ? [path] : [path, ...ancestorsOf(above)];
}

function isWritableByOthers(path) {
  return (lstatSync(path).mode & 0o022) !== 0;
}

/** A folder, no link, of this user or of root, in which nobody else can put one thing in place of another. */
function staysAsItIs(path, user) {
  const entry = lstatSync(path);
  const isOwned = entry.uid === user || entry.uid === 0;
  const isSticky = (entry.mode & 0o1000) !== 0;
  return entry.isDirectory() && isOwned && (isSticky || !isWritableByOthers(path));
}

module.exports = { compileCacheFolder };
