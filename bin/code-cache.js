// Loads the program's files with what V8 compiled of them in an earlier run of the same command, where such a cache may be kept.
//
// One file a command holds the compiled code of every file of the program that its run loaded. It is used only where the source is
// the one that it was made of and the code is whole, by their checksums (V8 looks at no more than lengths, and ends the process over
// damaged code), and where V8 finds that it is its own version's.
const fs = require('node:fs');
const { basename, dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/** What Node puts around a CommonJS module. */
const [BEFORE, AFTER] = ['(function(exports,require,module){', '\n})'];

/** Answers the exports of `dist/program.cjs` in the package's folder. Throws what Node throws for a file that cannot be read or run. */
function loadProgram(root, argv, environment) {
  const folder = join(root, 'dist');
  const file = cacheFile(folder, argv, environment);
  const kept = file === undefined ? new Map() : read(file);
  const modules = new Map();
  const scripts = new Map();
  const load = (name) => {
    if (!name.startsWith('./')) return require(name);
    if (modules.has(name)) return modules.get(name).exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = join(folder, name);
    const bytes = fs.readFileSync(filename);
    const { source, code } = kept.get(name) ?? {};
    const cachedData = source === sumOf(bytes) ? code : undefined;
    const script = new Script(BEFORE + bytes.latin1Slice() + AFTER, { filename, cachedData });
    // What V8 does not take was made under other flags of its own, such as a run may set: it stays for the next.
    scripts.set(name, { bytes, script, isKept: cachedData !== undefined });
    script.runInThisContext()(module.exports, load, module);
    return module.exports;
  };
  if (file !== undefined) process.once('exit', (code) => code <= 1 && keep(file, kept, scripts));
  return load('./program.cjs');
}

/** Undefined where nothing may be kept, and for what is no call of a command. */
function cacheFile(folder, argv, environment) {
  if (environment.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const home = cacheFolder(environment);
  if (home === undefined) return undefined;
  return join(home, `${callOf(folder, argv)}-${process.version}-${process.arch}.code`);
}

/** `cert-issue`, or `help`: runs alike, which need the same code. Never a word that is not ours: it may be anything. */
function callOf(folder, argv) {
  if (argv.includes('--help') || argv.includes('-h')) return 'help';
  const [first, second] = argv.filter((word) => !word.startsWith('-'));
  if (first === undefined) return argv.includes('--version') ? 'version' : 'help';
  const ids = JSON.parse(fs.readFileSync(join(folder, 'commands.json'), 'utf8'));
  return [`${first}:${second}`, first].find((id) => ids.includes(id))?.replace(':', '-') ?? 'none';
}

/** Length and CRC-32. */
function sumOf(bytes) {
  return `${bytes.length} ${crc32(bytes)}`;
}

/** File name → the sum of its source, and the code. Nothing where the cache is absent, damaged or none. */
function read(file) {
  const entries = new Map();
  try {
    const bytes = fs.readFileSync(file);
    const end = bytes.indexOf('\n');
    let at = end + 1;
    for (const { name, source, length, sum } of JSON.parse(bytes.toString('utf8', 0, end))) {
      const code = bytes.subarray(at, (at += length));
      if (sumOf(code) === sum) entries.set(name, { source, code });
    }
  } catch {
    entries.clear();
  }
  return entries;
}

/**
 * What the run has loaded, and what it had no use for this time. Written whole beside its place, and then renamed: two runs may end at
 * once. A cache is never worth a failure.
 */
function keep(file, kept, scripts) {
  if ([...scripts.values()].every(({ isKept }) => isKept)) return;
  const beside = `${file}.${process.pid}`;
  try {
    removeLeftOvers(dirname(file));
    const entries = new Map(kept);
    for (const [name, { bytes, script }] of scripts) {
      entries.set(name, { source: sumOf(bytes), code: script.createCachedData() });
    }
    const header = [...entries].map(([name, { source, code }]) => {
      return { name, source, length: code.length, sum: sumOf(code) };
    });
    const codes = [...entries.values()].map(({ code }) => code);
    const content = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...codes]);
    fs.writeFileSync(beside, content, { mode: 0o600, flag: 'wx' });
    fs.renameSync(beside, file);
  } catch {
    fs.rmSync(beside, { force: true });
  }
}

/** Of runs that were killed while they wrote. */
function removeLeftOvers(folder) {
  for (const name of fs.readdirSync(folder)) {
    const pid = /\.code\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) fs.rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Where Node may keep compiled code: in a folder that nobody but this user can write to, or nowhere. What is found there is run, and a
 * folder in the shared temporary one, which is Node's own choice, belongs to whoever made it first.
 *
 * `tlsmith` in XDG_CACHE_HOME or `~/.cache`, each made with mode 0700 if it is not there. Undefined where that is a link or another
 * user's, in a folder for everybody, or where others could put one of their own in its place.
 */
function cacheFolder(environment, user = process.geteuid?.()) {
  // Without users (Windows) a folder cannot be judged.
  if (user === undefined) return undefined;
  try {
    const base = cacheHome(environment);
    if (base === undefined) return undefined;
    const parent = fs.realpathSync(dirname(base));
    // Before anything is made: it might be made through somebody's link.
    if (!ancestorsOf(parent).every((at) => staysAsItIs(at, user))) return undefined;
    const home = fs.lstatSync(base, { throwIfNoEntry: false }) ? fs.realpathSync(base) : undefined;
    if (home === undefined && isWritableByOthers(parent)) return undefined;
    if (home !== undefined && !isClosed(home, user)) return undefined;
    const folder = join(home ?? make(join(parent, basename(base))), 'tlsmith');
    if (!fs.lstatSync(folder, { throwIfNoEntry: false })) make(folder);
    const { uid, mode } = fs.lstatSync(folder);
    return uid === user && (mode & 0o077) === 0 && staysAsItIs(folder, user) ? folder : undefined;
  } catch {
    return undefined; // A cache is never worth a failure.
  }
}

/** The XDG Base Directory Specification has relative values ignored. */
function cacheHome(environment) {
  const said = environment.XDG_CACHE_HOME ?? '';
  if (isAbsolute(said)) return said;
  const home = environment.HOME || require('node:os').homedir();
  return isAbsolute(home) ? join(home, '.cache') : undefined;
}

function make(folder) {
  fs.mkdirSync(folder, { mode: 0o700 });
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
  return (fs.lstatSync(path).mode & 0o022) !== 0;
}

/** A folder, no link, of this user or of root, in which nobody else can put one thing in place of another. */
function staysAsItIs(path, user) {
  const entry = fs.lstatSync(path);
  const isOwned = entry.uid === user || entry.uid === 0;
  const isSticky = (entry.mode & 0o1000) !== 0;
  return entry.isDirectory() && isOwned && (isSticky || !isWritableByOthers(path));
}

module.exports = { cacheFolder, loadProgram };
