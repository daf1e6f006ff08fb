// Where Node may keep compiled code: in a folder that nobody but this user can write to, or nowhere.
//
// Node's own choice is a folder in the shared temporary one. It runs what it finds there, and whoever made that folder first
// decides what that is.
const { lstatSync, mkdirSync, realpathSync } = process.getBuiltinModule('node:fs');
const { homedir } = process.getBuiltinModule('node:os');
const { dirname, isAbsolute, join, relative } = process.getBuiltinModule('node:path');

const WRITABLE_BY_OTHERS = 0o022;

/**
 * `tlsmith` below XDG_CACHE_HOME or `~/.cache`, made if it is not there, mode 0700. Undefined where that is a link, another
 * user's, or below a folder in which others could put one of their own in its place.
 */
function compileCacheFolder(environment, user = process.geteuid?.()) {
  // Without users (Windows) a folder cannot be judged.
  if (user === undefined) return undefined;
  try {
    const base = cacheHome(environment);
    if (base === undefined) return undefined;
    const standing = nearestStanding(base);
    const home = realpathSync(standing);
    // Before anything is made: it might be made through somebody's link.
    if (!ancestorsOf(home).every((at) => isSafe(at, user, WRITABLE_BY_OTHERS))) return undefined;
    const folder = join(home, relative(standing, base), 'tlsmith');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return lstatSync(folder).uid === user && isSafe(folder, user, 0o077) ? folder : undefined;
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

/** The path itself, or what of it exists; a link that leads nowhere exists. */
function nearestStanding(path) {
  return lstatSync(path, { throwIfNoEntry: false }) ? path : nearestStanding(dirname(path));
}

/** `/a/b` → `/a/b`, `/a`, `/`. */
function ancestorsOf(path) {
  const above = dirname(path);
  return above === path ? [path] : [path, ...ancestorsOf(above)];
}

/** A folder itself, no link, of this user or of root, with none of the bits that are forbidden. */
function isSafe(path, user, forbidden) {
  const entry = lstatSync(path);
  const isOwned = entry.uid === user || entry.uid === 0;
  return entry.isDirectory() && isOwned && (entry.mode & forbidden) === 0;
}

module.exports = { compileCacheFolder };
