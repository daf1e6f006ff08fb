// `config show systemd-timer` and `config show cron`: the files, whoever starts them, and where they go.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { showSchedule, type ShowScheduleRequest } from '../../../src/app/config/schedule.js';
import { cronCommandIn, splitLikeShell, wordsIn, wordsOfUnit } from '../../support/schedules.js';
import { codeOf } from '../../support/refusal-of.js';
import { issueHost, makeCa } from '../../support/renewing.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();

type Task<Kind extends string> = Partial<
  Extract<ShowScheduleRequest['task'], Record<Kind, unknown>>
>;
type Changes<Kind extends string> = Partial<Omit<ShowScheduleRequest, 'task'>> & Task<Kind>;

const NONE = { caPasswordFile: undefined, hook: undefined };
const RENEWAL = { folder: '/srv/kit', within: '30d', ca: undefined, ...NONE };
const CRL = { crl: '/etc/nginx/ca.crl', form: 'pem', days: '7', ca: '/srv/ca', ...NONE } as const;

function scheduled(task: object, changes: object, ports = testPorts()) {
  const asked = { target: 'systemd-timer', name: undefined, force: false, dryRun: false } as const;
  const keys = Object.keys(task);
  const own = Object.entries(changes).filter(([key]) => keys.includes(key));
  const rest = Object.entries(changes).filter(([key]) => !keys.includes(key));
  const whole = { ...task, ...Object.fromEntries(own) } as ShowScheduleRequest['task'];
  return showSchedule({ ...asked, task: whole, ...Object.fromEntries(rest) }, ports);
}

const shown = (changes: Changes<'folder'> = {}, ports = testPorts()) =>
  scheduled(RENEWAL, changes, ports);
const shownCrl = (changes: Changes<'crl'> = {}, ports = testPorts()) =>
  scheduled(CRL, changes, ports);

const lineOf = (text: string, name: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(name))
    ?.slice(name.length);

describe('a timer', () => {
  it('is a service that may write where it renews and nowhere else, and when it starts', async () => {
    const { snippet, configFiles } = await shown();
    expect(configFiles).toEqual([
      '/etc/systemd/system/tlsmith-renew.service',
      '/etc/systemd/system/tlsmith-renew.timer',
    ]);
    expect(snippet).toBe(`# /etc/systemd/system/tlsmith-renew.service
[Unit]
Description=Renew the certificates that are due

[Service]
Type=oneshot
ExecStart=/usr/bin/env tlsmith cert renew /srv/kit --within 30d --no-input
UMask=0077
# What it needs, and no more. A hook may need more: leave these out then.
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=/srv/kit

# /etc/systemd/system/tlsmith-renew.timer
# Then: sudo systemctl daemon-reload && sudo systemctl enable --now tlsmith-renew.timer
[Unit]
Description=Renew the certificates that are due, once a day

[Timer]
OnCalendar=daily
RandomizedDelaySec=6h
Persistent=true

[Install]
WantedBy=timers.target
`);
  });

  it('says all that the renewal is to know, and takes nothing from a hook', async () => {
    const { snippet } = await shown({
      ...{ within: '33%', ca: 'ca', caPasswordFile: 'pass', hook: 'systemctl reload "nginx"' },
    });
    expect(wordsOfUnit(lineOf(snippet, 'ExecStart=') ?? '')).toEqual([
      ...['/usr/bin/env', 'tlsmith', 'cert', 'renew', '/srv/kit', '--within', '33%'],
      ...['--ca', join(process.cwd(), 'ca'), '--ca-password-file', join(process.cwd(), 'pass')],
      ...['--hook', 'systemctl reload "nginx"', '--no-input'],
    ]);
    expect(snippet).toContain('UMask=0077');
    expect(snippet).not.toMatch(/Protect|NoNew|ReadWrite/);
  });

  it('may write into a CA folder elsewhere too, for its ledger', async () => {
    const { snippet } = await shown({ ca: '/srv/the ca' });
    expect(wordsIn(lineOf(snippet, 'ReadWritePaths=') ?? '')).toEqual(['/srv/kit', '/srv/the ca']);
  });

  it('leaves the address of a CA that is asked as it is', async () => {
    const ca = 'vault+https://vault.lan:8200/pki/roles/hosts';
    const { snippet } = await shown({ ca });
    expect(wordsOfUnit(lineOf(snippet, 'ExecStart=') ?? '')).toContain(ca);
    expect(lineOf(snippet, 'ReadWritePaths=')).toBe('/srv/kit');
  });

  it('goes by the name that it is given', async () => {
    const { configFiles, snippet } = await shown({ name: 'renew.logs' });
    expect(configFiles[1]).toBe('/etc/systemd/system/renew.logs.timer');
    expect(snippet).toContain('enable --now renew.logs.timer');
    expect(await codeOf(() => shown({ name: '../x' }))).toBe('name-invalid');
  });
});

describe('a line of cron', () => {
  it('is one a day, whose time is the folder’s own', async () => {
    const { snippet, configFiles } = await shown({ target: 'cron' });
    expect(configFiles).toEqual(['/etc/cron.d/tlsmith-renew']);
    expect(snippet)
      .toBe(`# /etc/cron.d/tlsmith-renew, owned by root: renews the certificates that are due, once a day.
# It says nothing unless it renews or fails. Who is to get that by mail:
#MAILTO=root
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
56 6 * * * root tlsmith cert renew /srv/kit --within 30d --no-input --quiet
`);
  });

  it('reaches the shell whole, whatever the folder is called', async () => {
    const folder = `/srv/it's "my" $kit/100% \\%`;
    const { snippet } = await shown({ target: 'cron', folder, within: '33%', hook: 'a %b' });
    const line = snippet.trimEnd().split('\n').at(-1) ?? '';
    expect(splitLikeShell(cronCommandIn(line))).toEqual([
      ...['tlsmith', 'cert', 'renew', folder, '--within', '33%', '--hook', 'a %b'],
      ...['--no-input', '--quiet'],
    ]);
  });

  it('comes at night, at many times for many folders', async () => {
    const times = new Set<string>();
    for (let i = 0; i < 50; i += 1) {
      const { snippet } = await shown({ target: 'cron', folder: `/srv/kit-${i}` });
      const time = /^(\d+) (\d+) \* \* \* root /m.exec(snippet);
      expect(Number(time?.[1])).toBeLessThan(60);
      expect(['4', '5', '6']).toContain(time?.[2]);
      times.add(time?.[0] ?? '');
    }
    expect(times.size).toBeGreaterThan(30);
  });

  it('is in a file whose name cron does not pass over', async () => {
    const { configFiles } = await shown({ target: 'cron', name: 'renew.logs' });
    expect(configFiles).toEqual(['/etc/cron.d/renew-logs']);
  });
});

describe('what is written', () => {
  it('is a folder with a file each, with nothing but its own text', async () => {
    const out = join(base, 'units');
    const { files, snippet } = await shown({ out });
    expect(files).toEqual([
      { path: join(out, 'tlsmith-renew.service'), kind: 'snippet', mode: '0644' },
      { path: join(out, 'tlsmith-renew.timer'), kind: 'snippet', mode: '0644' },
    ]);
    const texts = files.map(({ path }) => readFileSync(path, 'utf8'));
    expect(texts.join('\n')).toBe(snippet);
    expect(await codeOf(() => shown({ out }))).toBe('output-exists');
    await shown({ out, force: true, within: '10d' });
    expect(readFileSync(files[0]?.path ?? '', 'utf8')).toContain('--within 10d');
  });

  it('is one file of cron', async () => {
    const out = join(base, 'renewal');
    const { files, snippet } = await shown({ target: 'cron', out });
    expect(files).toEqual([{ path: out, kind: 'snippet', mode: '0644' }]);
    expect(readFileSync(out, 'utf8')).toBe(snippet);
    expect(statSync(out).mode & 0o777).toBe(0o644);
  });

  it('is nothing in a dry run', async () => {
    const out = join(base, 'dry');
    const { files, dryRun } = await shown({ out, dryRun: true });
    expect(files).toHaveLength(2);
    expect(dryRun).toBe(true);
    expect(readdirSync(base)).not.toContain('dry');
  });
});

describe('what stands in the folder', () => {
  const home = join(base, 'home');
  const kit = join(home, 'kit');
  const locked = join(home, 'locked');
  const told = async (request: Changes<'folder'>) => {
    const ports = testPorts();
    const { snippet } = await shown(request, ports);
    return {
      warnings: ports.reporter.warnings,
      written: lineOf(snippet, 'ReadWritePaths='),
      snippet,
    };
  };
  const warningsOf = async (request: Changes<'folder'>) => (await told(request)).warnings;

  beforeAll(async () => {
    await makeCa(join(kit, 'ca'));
    await issueHost(join(kit, 'a'), join(kit, 'ca'));
    await makeCa(locked, { password: { text: 'of the CA' } });
    mkdirSync(join(home, 'hosts'));
    mkdirSync(join(home, 'ca'));
    for (const name of ['ca.crt', 'ca.key', 'ledger.jsonl']) {
      copyFileSync(join(kit, 'ca', name), join(home, 'ca', name));
    }
  });

  it('is a CA, or it is missed where none is named', async () => {
    expect(await warningsOf({ folder: kit })).toEqual([]);
    const folder = join(home, 'hosts');
    expect(await warningsOf({ folder })).toEqual([
      `"${folder}" holds no CA, and none is named: the renewal would have none`,
    ]);
    expect(await warningsOf({ folder, ca: '/elsewhere' })).toEqual([]);
  });

  it('is said to be nothing where it does not exist', async () => {
    const absent = `"${home}/absent" does not exist: until it does, each renewal fails`;
    expect(await warningsOf({ folder: join(home, 'absent') })).toEqual([absent]);
    expect(await warningsOf({ folder: join(home, 'absent'), ca: '/srv/ca' })).toEqual([absent]);
  });

  it('is one host of a kit, whose page and ledger change with it', async () => {
    for (const folder of [join(kit, 'a'), join(kit, 'a/a.crt')]) {
      expect(await told({ folder })).toMatchObject({ warnings: [], written: kit });
    }
  });

  it('is a CA folder, whose hosts stand anywhere', async () => {
    const { warnings, snippet } = await told({ folder: join(kit, 'ca') });
    expect(warnings).toEqual([]);
    expect(snippet).toContain(`UMask=0077
# The CA's ledger says where the files are that it replaces: so no folder is closed to it.

`);
    expect(snippet).not.toMatch(/Protect|NoNew|ReadWrite/);
    const hooked = await told({ folder: join(kit, 'ca'), hook: 'x' });
    expect(hooked.snippet).not.toMatch(/ledger|Protect/);
  });

  it('is a CA with an encrypted key, and nobody to be asked for its password', async () => {
    const warning = `the key of the CA, "${locked}/ca.key", is encrypted, and nobody is there to be asked: --ca-password-file FILE names its password, or each run fails`;
    expect(await warningsOf({ folder: locked })).toEqual([warning]);
    expect(await warningsOf({ folder: kit, ca: locked })).toEqual([warning]);
    expect(await warningsOf({ target: 'cron', folder: locked })).toEqual([warning]);
    expect(await warningsOf({ folder: locked, caPasswordFile: 'pass' })).toEqual([]);
    expect(await warningsOf({ folder: locked, ca: 'step+https://ca.lan' })).toEqual([]);
  });
});

describe('a CRL', () => {
  it('is issued once a day by a service that may write there and into the CA folder', async () => {
    const { snippet, configFiles } = await shownCrl();
    expect(configFiles).toEqual([
      '/etc/systemd/system/tlsmith-crl.service',
      '/etc/systemd/system/tlsmith-crl.timer',
    ]);
    expect(snippet).toBe(`# /etc/systemd/system/tlsmith-crl.service
[Unit]
Description=Issue the next CRL

[Service]
Type=oneshot
ExecStart=/usr/bin/env tlsmith crl issue --ca /srv/ca --out /etc/nginx/ca.crl --days 7 --no-input
UMask=0077
# What it needs, and no more. A hook may need more: leave these out then.
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=/srv/ca /etc/nginx

# /etc/systemd/system/tlsmith-crl.timer
# Then: sudo systemctl daemon-reload && sudo systemctl enable --now tlsmith-crl.timer
[Unit]
# An expired CRL refuses everybody: look after a run that has failed (systemctl --failed).
Description=Issue the next CRL, once a day

[Timer]
OnCalendar=daily
RandomizedDelaySec=6h
Persistent=true

[Install]
WantedBy=timers.target
`);
  });

  it('is said all that it is to be, and what runs afterwards', async () => {
    const { snippet } = await shownCrl({
      ...{ form: 'der', days: '2m', ca: 'ca', crl: 'public/ca.crl', caPasswordFile: 'pass' },
      hook: 'systemctl reload "nginx"',
    });
    const at = (name: string) => join(process.cwd(), name);
    expect(wordsOfUnit(lineOf(snippet, 'ExecStart=') ?? '')).toEqual([
      ...[
        '/usr/bin/env',
        'tlsmith',
        'crl',
        'issue',
        '--ca',
        at('ca'),
        '--out',
        at('public/ca.crl'),
      ],
      ...['--days', '2m', '--form', 'der', '--ca-password-file', at('pass')],
      ...['--hook', 'systemctl reload "nginx"', '--no-input'],
    ]);
    expect(snippet).not.toMatch(/Protect|NoNew|ReadWrite/);
  });

  it('is a line of cron that says nothing unless it fails', async () => {
    const { snippet, configFiles } = await shownCrl({ target: 'cron' });
    expect(configFiles).toEqual(['/etc/cron.d/tlsmith-crl']);
    expect(snippet.trimEnd().split('\n').at(-1)).toMatch(
      /^\d+ [456] \* \* \* root tlsmith crl issue --ca \/srv\/ca --out \/etc\/nginx\/ca\.crl --days 7 --no-input --quiet >\/dev\/null$/,
    );
    expect(snippet).toContain('an expired CRL refuses everybody');
  });

  it('needs a CA folder, a folder for itself, and a key that is open', async () => {
    const home = join(base, 'crl');
    const [open, locked] = [join(home, 'open'), join(home, 'locked')];
    await makeCa(open);
    await makeCa(locked, { password: { text: 'of the CA' } });
    const warningsOf = async (changes: Changes<'crl'>) => {
      const ports = testPorts();
      await shownCrl({ ca: open, crl: join(home, 'ca.crl'), ...changes }, ports);
      return ports.reporter.warnings;
    };
    expect(await warningsOf({})).toEqual([]);
    expect(await warningsOf({ ca: home, crl: join(home, 'www/ca.crl') })).toEqual([
      `"${home}" is no CA folder: until it is one, each run fails`,
      `"${home}/www" is no folder: until it is one, each run fails`,
    ]);
    expect(await warningsOf({ ca: locked })).toEqual([
      expect.stringContaining('--ca-password-file FILE names its password, or each run fails'),
    ]);
    expect(await warningsOf({ ca: locked, caPasswordFile: 'pass' })).toEqual([]);
  });
});
