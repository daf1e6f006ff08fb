// The page of a kit: what the operator of each host is told, and that a shell understands every line of it.
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KitPageFolder, KitPage } from '../../../src/targets/page/page.js';
import { KIT_PAGE_FILE, KIT_PAGE_FOLDER, renderKitPage } from '../../../src/targets/page/page.js';
import { parseStackVersion } from '../../../src/targets/stack-version.js';
import {
  installFolderOf,
  pairsOf,
  readsKeyContainer,
  type Target,
  trustFormOf,
} from '../../../src/targets/target.js';
import { shipped, shippedTargets, storesOf, templateText } from '../shipped.js';

const template = templateText(KIT_PAGE_FOLDER, KIT_PAGE_FILE);

function folder(name: string, more: Partial<KitPageFolder> = {}): KitPageFolder {
  const { target = shipped(name) } = more;
  return {
    target,
    folder: name,
    installFolder: installFolderOf(target, name),
    files: [
      { name: `${name}.key`, kind: 'key' },
      { name: `${name}.crt`, kind: 'certificate' },
      { name: 'ca.crt', kind: 'trust' },
      { name: target.snippetFile, kind: 'snippet' },
    ],
    notAfter: '2029-02-22T09:00:00Z',
    subjectAltNames: [`dns:${name}`],
    secrets: [],
    ...more,
  };
}

function encrypted(name: string, target = shipped(name)): KitPageFolder {
  const plain = folder(name, { target });
  const variable = `${name.toUpperCase()}_KEY_PASSWORD`;
  return {
    ...plain,
    files: [...plain.files, { name: 'secrets.env', kind: 'secrets' }],
    secrets: [{ purpose: 'key', variable }],
  };
}

/** A folder with stores, as the product reads them; `user` adds a password for one. */
function stored(
  name: string,
  {
    called = name,
    user = false,
    stack = '9.4',
    target = shipped(name),
  }: { called?: string; user?: boolean; stack?: string; target?: Target } = {},
): KitPageFolder {
  const prefix = called.toUpperCase().replaceAll('-', '_');
  const trust = trustFormOf({ target, version: parseStackVersion(stack).version }, 'pkcs12');
  return folder(name, {
    target,
    folder: called,
    installFolder: installFolderOf(target, called),
    files: [
      { name: 'keystore.p12', kind: 'key-store' },
      trust === 'pem'
        ? { name: 'ca.crt', kind: 'trust' }
        : { name: 'truststore.p12', kind: 'trust-store' },
      { name: target.snippetFile, kind: 'snippet' },
      { name: 'secrets.env', kind: 'secrets' },
    ],
    secrets: [
      { purpose: 'keyStore', variable: `${prefix}_KEYSTORE_PASSWORD` },
      ...(trust === 'pem'
        ? []
        : [{ purpose: 'trustStore' as const, variable: `${prefix}_TRUSTSTORE_PASSWORD` }]),
      ...(user ? [{ purpose: 'user' as const, variable: `${prefix}_USER_PASSWORD` }] : []),
    ],
  });
}

/** The page of Logstash to Logstash. */
function relayPage(folders: KitPageFolder[], more: Partial<KitPage> = {}): string {
  return page({
    title: 'Logstash output to Logstash input',
    server: shipped('logstash-input'),
    port: 9800,
    folders,
    ...more,
  });
}

function page(more: Partial<KitPage> = {}, stack = '9.4'): string {
  return renderKitPage(template, {
    title: 'Heartbeat to Logstash',
    createdAt: '2026-11-20T09:00:00Z',
    stack: parseStackVersion(stack).version,
    authority: {
      subject: 'CN=tlsmith CA',
      sha256Fingerprint: 'ab'.repeat(32),
      notAfter: '2036-11-17T09:00:00Z',
      isByHand: false,
    },
    server: shipped('logstash'),
    clientAuthentication: 'required',
    hosts: ['logs.mycompany.com', '10.0.0.5'],
    port: 5044,
    folders: [folder('heartbeat'), folder('logstash')],
    ...more,
  });
}

/** The lines of all code blocks of that kind. */
function code(text: string, kind: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms'))].flatMap(
    ([, block = '']) => block.trimEnd().split('\n'),
  );
}

/** What a shell says of the syntax of each script, nothing where it is right. */
function shellFaults(scripts: readonly string[]): string[] {
  const loop = `for script; do printf %s "$script" | sh -n 2>&1; printf '\\0'; done`;
  return execFileSync('sh', ['-c', loop, 'sh', ...scripts], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

describe('the head', () => {
  it('says when the first certificate expires, what is dialled and who the CA is', () => {
    const text = page({
      folders: [folder('heartbeat', { notAfter: '2027-01-01T00:00:00Z' }), folder('logstash')],
    });
    expect(text).toMatch(/^# Heartbeat to Logstash/);
    expect(text).toContain('**Expires 2027-01-01T00:00:00Z**');
    expect(text).toContain('`logs.mycompany.com`, `10.0.0.5`, port 5044');
    expect(text).toContain('`CN=tlsmith CA`, until 2036-11-17T09:00:00Z');
    expect(text).toContain('ab'.repeat(32));
  });

  it('speaks of the CA key only where the kit holds it', () => {
    const authority = {
      subject: 'CN=x',
      sha256Fingerprint: 'ab',
      notAfter: '2036-11-17T09:00:00Z',
      isByHand: false,
    };
    expect(page()).not.toContain('offline');
    expect(
      page({ authority: { ...authority, folder: { name: 'ca', isKeyEncrypted: false } } }),
    ).toContain('**the key is not encrypted**');
    const closed = page({
      authority: { ...authority, folder: { name: 'ca', isKeyEncrypted: true } },
    });
    expect(closed).toContain('the key is encrypted');
    expect(closed).not.toContain('not encrypted');
  });

  it('puts the server first: its restart comes before the first dial', () => {
    expect([...page().matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      '1. Logstash (server): `logstash/`',
      '2. Heartbeat (client): `heartbeat/`',
      'Renew',
    ]);
  });
});

describe('a host', () => {
  it('gets the files to the owner, group and modes that its service needs', () => {
    const lines = code(page(), 'sh').filter((line) => line.startsWith('sudo install'));
    expect(lines).toEqual([
      'sudo install -d -o root -g logstash -m 0750 /etc/logstash/certs',
      'sudo install -o root -g logstash -m 0640 logstash.key /etc/logstash/certs/',
      'sudo install -o root -g logstash -m 0644 logstash.crt ca.crt /etc/logstash/certs/',
      'sudo install -d -o root -g root -m 0750 /etc/heartbeat/certs',
      'sudo install -o root -g root -m 0600 heartbeat.key /etc/heartbeat/certs/',
      'sudo install -o root -g root -m 0644 heartbeat.crt ca.crt /etc/heartbeat/certs/',
    ]);
  });

  it('on Windows gets a closed folder before the key goes in', () => {
    const text = page({ folders: [folder('winlogbeat')] });
    // the fingerprint and the renewal, in the kit
    expect(code(text, 'sh')).toHaveLength(2);
    const lines = code(text, 'powershell');
    expect(lines[0]).toBe(
      "New-Item -ItemType Directory -Force -Path 'C:\\ProgramData\\winlogbeat\\certs'",
    );
    expect(lines[1]).toMatch(/^icacls 'C:\\ProgramData\\winlogbeat\\certs' \/inheritance:r /);
    expect(lines[2]).toMatch(/^Copy-Item -LiteralPath winlogbeat\.key, winlogbeat\.crt, ca\.crt /);
    expect(lines).toContain('Restart-Service winlogbeat');
    expect(text).toContain('Schannel');
  });

  it('is told which file the snippet goes into', () => {
    expect(page()).toContain('Merge `logstash.conf` into `/etc/logstash/conf.d/logstash.conf`.');
    expect(page()).toContain('Merge `heartbeat.yml` into `/etc/heartbeat/heartbeat.yml`.');
  });

  it('hears of secrets only where there are some, and how they reach keystore or service', () => {
    expect(page()).not.toMatch(/keystore add|EnvironmentFile=|secrets\.env/);
    const text = page({ folders: [encrypted('heartbeat'), encrypted('logstash')] });
    expect(text).toContain(
      'logstash-keystore --path.settings /etc/logstash add LOGSTASH_KEY_PASSWORD',
    );
    expect(text).toContain('heartbeat keystore add HEARTBEAT_KEY_PASSWORD --stdin');
    expect(text).toContain(
      'sudo install -o root -g root -m 0600 secrets.env /etc/logstash/certs/secrets.env',
    );
    expect(text).toContain('/etc/systemd/system/heartbeat-elastic.service.d');
    expect(text).toContain('If curl asks for a password');
  });

  it('has odd folders written for each reader: curl, and systemd, to which % and patterns mean something', () => {
    const installFolder = '/opt/100% a:b[c]*';
    const plain = encrypted('heartbeat');
    const text = page({ folders: [{ ...plain, installFolder }, encrypted('logstash')] });
    expect(text).toContain(
      String.raw`printf '[Service]\nEnvironmentFile=%s\n' '/opt/100%% a:b\[c]\*/secrets.env' |`,
    );
    expect(text).toContain(
      String.raw`--cert '/opt/100% a\:b[c]*/heartbeat.crt' --key '/opt/100% a:b[c]*/heartbeat.key'`,
    );
    const store = { ...stored('logstash-output'), installFolder: '/opt/a:b' };
    expect(relayPage([store, stored('logstash-input')])).toContain(
      String.raw`--cert-type P12 --cert '/opt/a\:b/keystore.p12'`,
    );
  });

  it('gets a dial with its certificate to each host, and one without', () => {
    const dials = code(page(), 'sh').filter((line) => line.includes('curl'));
    const own =
      '--cert /etc/heartbeat/certs/heartbeat.crt --key /etc/heartbeat/certs/heartbeat.key';
    expect(dials).toEqual([
      `sudo curl -v --cacert /etc/heartbeat/certs/ca.crt ${own} https://logs.mycompany.com:5044/`,
      `sudo curl -v --cacert /etc/heartbeat/certs/ca.crt ${own} https://10.0.0.5:5044/`,
      'sudo curl -v --cacert /etc/heartbeat/certs/ca.crt https://logs.mycompany.com:5044/',
    ]);
  });

  it('learns what each answer means, and that test output is blind under TLS 1.3', () => {
    const text = page();
    for (const answer of [
      'exit 52',
      'exit 60',
      'exit 56, 55 or 35',
      'Configuration OK',
      'Config OK',
    ])
      expect(text).toContain(answer);
    expect(text).toMatch(/does not notice a refused client certificate under TLS 1\.3/);
  });

  it('is still told how to check the link when the server is not part of the kit', () => {
    expect(page({ folders: [folder('heartbeat')] })).toContain('exit 52');
  });
});

/** What the page says of renewal. */
function renewal(more: Partial<KitPage> = {}, stack = '9.4'): string {
  return page(more, stack).split('\n## Renew\n')[1] ?? '';
}

describe('the renewal', () => {
  const authority = {
    subject: 'CN=x',
    sha256Fingerprint: 'ab',
    notAfter: '2036-11-17T09:00:00Z',
    isByHand: false,
  };
  const own = { ...authority, folder: { name: 'ca', isKeyEncrypted: false } };

  it('is where the head points to, and the same words for whoever holds the kit', () => {
    const text = page({ authority: own });
    expect(text).toContain('see [Renew](#renew)');
    expect(renewal({ authority: own })).toBe(`
In this folder, on the machine that has the CA, a month before the end:

\`\`\`sh
tlsmith cert renew . --within 30d
\`\`\`

It replaces certificates, keys and stores under their names. The old files stay as \`*.previous\`, and \`tlsmith cert renew . --rollback\` brings them back. Copy the folders that changed to their hosts, install the files as above, and have them used:

Logstash reads the files at its start only.

\`\`\`sh
sudo systemctl restart logstash
\`\`\`

Heartbeat reads the files at its start only. Late patch releases of this version know \`ssl.certificate_reload.enabled: true\` beside the other ssl settings, off by default, with which it notices new files by itself.

\`\`\`sh
sudo systemctl restart heartbeat-elastic
\`\`\`

To have it done every day: \`tlsmith config show systemd-timer --dir .\`, or \`cron\`.
`);
  });

  it('says where the password is named where the CA’s key has one', () => {
    const folder = { name: 'ca', isKeyEncrypted: true };
    const text = renewal({ authority: { ...authority, folder } });
    const flag = '--ca-password-file FILE';
    expect(code(text, 'sh')[0]).toBe(`tlsmith cert renew . --within 30d ${flag}`);
    expect(text).toContain('FILE holds the password of the CA');
    expect(text).toContain(`systemd-timer --dir . ${flag}\`, or`);
    expect(renewal({ authority: own })).not.toContain('password');
  });

  it('names the CA where it stands elsewhere', () => {
    expect(code(renewal({ authority }), 'sh')[0]).toBe(
      'tlsmith cert renew . --within 30d --ca DIR',
    );
    expect(renewal({ authority })).toContain('--ca-cert FILE --ca-key FILE');
    expect(renewal({ authority })).toContain('systemd-timer --dir . --ca DIR`');
  });

  it('goes by requests where people bring them to the CA, and by no timer', () => {
    const text = renewal({ authority: { ...authority, isByHand: true } });
    expect(code(text, 'sh').slice(0, 2)).toEqual([
      'tlsmith cert renew . --request',
      'tlsmith cert renew . --signed FILE',
    ]);
    expect(text).not.toMatch(/--within|--ca|systemd-timer/);
    expect(text).toContain('--rollback');
  });

  it('tells each product once, and no line where nothing is to be typed', () => {
    const folders = [folder('logstash'), folder('heartbeat'), folder('heartbeat')];
    const text = renewal({ folders }, '9.5');
    expect(text.match(/^(Heartbeat|Logstash) /gm)).toHaveLength(2);
    expect(text).toContain('\n\nHeartbeat notices new files by itself');
    expect(text).not.toContain('restart heartbeat');
    expect(code(renewal({ folders: [folder('winlogbeat')] }), 'powershell')).toEqual([
      'Restart-Service winlogbeat',
    ]);
  });
});

describe('stores', () => {
  const text = relayPage([stored('logstash-output', { user: true }), stored('logstash-input')]);

  it('are installed like keys and certificates, each end in a folder of its own', () => {
    const lines = code(text, 'sh').filter((line) => /^sudo install .* \/etc\/logstash/.test(line));
    const input = '/etc/logstash/certs/logstash-input';
    const output = '/etc/logstash/certs/logstash-output';
    expect(lines).toEqual([
      `sudo install -d -o root -g logstash -m 0750 ${input}`,
      `sudo install -o root -g logstash -m 0640 keystore.p12 ${input}/`,
      `sudo install -o root -g logstash -m 0644 ca.crt ${input}/`,
      `sudo install -o root -g root -m 0600 secrets.env ${input}/secrets.env`,
      `sudo install -d -o root -g logstash -m 0750 ${output}`,
      `sudo install -o root -g logstash -m 0640 keystore.p12 ${output}/`,
      `sudo install -o root -g logstash -m 0644 truststore.p12 ${output}/`,
      `sudo install -o root -g root -m 0600 secrets.env ${output}/secrets.env`,
    ]);
    expect(text).toContain('- `keystore.p12`: its private key and certificate (PKCS#12): secret');
    expect(text).toContain('- `truststore.p12`: the CA that it trusts (PKCS#12)');
  });

  it('have their passwords, and that of the user, put into the keystore', () => {
    const added = code(text, 'sh').filter((line) => line.includes('logstash-keystore'));
    expect(added.flatMap((line) => / add (\w+)$/.exec(line)?.[1] ?? [])).toEqual([
      'LOGSTASH_INPUT_KEYSTORE_PASSWORD',
      'LOGSTASH_OUTPUT_KEYSTORE_PASSWORD',
      'LOGSTASH_OUTPUT_TRUSTSTORE_PASSWORD',
      'LOGSTASH_OUTPUT_USER_PASSWORD',
    ]);
  });

  it('open for curl without a password on a command line, and with the CA as PEM', () => {
    const dials = code(text, 'sh').filter((line) => /curl|pkcs12/.test(line));
    const pass = `sed -n 's/^LOGSTASH_OUTPUT_KEYSTORE_PASSWORD=\\(.*\\)/pass = "\\1"/p' secrets.env`;
    const own =
      '--cacert ca.crt --cert-type P12 --cert /etc/logstash/certs/logstash-output/keystore.p12';
    expect(dials).toEqual([
      "sed -n 's/^LOGSTASH_OUTPUT_TRUSTSTORE_PASSWORD=//p' secrets.env | sudo openssl pkcs12 -in /etc/logstash/certs/logstash-output/truststore.p12 -nokeys -passin stdin > ca.crt",
      `${pass} | sudo curl -v --config - ${own} https://logs.mycompany.com:9800/`,
      `${pass} | sudo curl -v --config - ${own} https://10.0.0.5:9800/`,
      'curl -v --cacert ca.crt https://logs.mycompany.com:9800/',
    ]);
    expect(text).not.toContain('If curl asks for a password');
  });

  it('leave PEM files to the lines of PEM files', () => {
    const pem = relayPage([folder('logstash-output'), folder('logstash-input')]);
    const at = '/etc/logstash/certs/logstash-output';
    const own = `--cert ${at}/logstash-output.crt --key ${at}/logstash-output.key`;
    expect(code(pem, 'sh').filter((line) => /curl|pkcs12/.test(line))).toEqual([
      `sudo curl -v --cacert ${at}/ca.crt ${own} https://logs.mycompany.com:9800/`,
      `sudo curl -v --cacert ${at}/ca.crt ${own} https://10.0.0.5:9800/`,
      `sudo curl -v --cacert ${at}/ca.crt https://logs.mycompany.com:9800/`,
    ]);
  });

  it('come with what each answer means: the input speaks HTTP', () => {
    for (const answer of [
      'exit 0 with any HTTP status, as a rule `HTTP/1.1 200 OK`: **success**',
      '`401 Unauthorized`: success too',
      'exit 60: the address',
      'exit 56, 55 or 35: Logstash refused',
      'exit 58: the key store',
      '`bad certificate` or `certificate required`: **right**',
      '`Configuration OK`',
      '`Starting http input listener` with `:9800`',
    ]) {
      expect(text).toContain(answer);
    }
    expect(text).not.toContain('exit 52');
  });

  it('do not overwrite each other on a relay', () => {
    expect(text).toContain("this end's is /etc/logstash/certs/logstash-input.");
    expect(text).toContain("this end's is /etc/logstash/certs/logstash-output.");
    for (const name of ['logstash-input', 'logstash-output']) {
      expect(text).toContain(`/etc/systemd/system/logstash.service.d/tlsmith-${name}.conf`);
    }
  });

  it('ask for the password of a PEM key only where there is one', () => {
    const plain = folder('logstash-output', {
      secrets: [{ purpose: 'user', variable: 'LOGSTASH_OUTPUT_USER_PASSWORD' }],
    });
    const files = [...plain.files, { name: 'secrets.env', kind: 'secrets' } as const];
    expect(relayPage([{ ...plain, files }])).not.toContain('If curl asks');
    const both = [
      { purpose: 'key', variable: 'HEARTBEAT_KEY_PASSWORD' },
      { purpose: 'user', variable: 'HEARTBEAT_USER_PASSWORD' },
    ] as const;
    expect(page({ folders: [{ ...encrypted('heartbeat'), secrets: both }] })).toContain(
      'If curl asks for a password, it is that of the key: `HEARTBEAT_KEY_PASSWORD`.',
    );
  });
});

describe('every line', () => {
  const awkward = folder('heartbeat', {
    folder: "web `1` & it's",
    installFolder: "/etc/my certs/it's",
    files: [
      { name: "my key's.key", kind: 'key' },
      { name: '-x.crt', kind: 'certificate' },
      { name: 'ca $(id).crt', kind: 'trust' },
      { name: 'heartbeat.yml', kind: 'snippet' },
      { name: 'secrets.env', kind: 'secrets' },
    ],
    secrets: [{ purpose: 'key', variable: 'WEB_KEY_PASSWORD' }],
  });

  it('is understood by a shell, whatever the files are called', () => {
    const text = page({ hosts: ['::1'], folders: [awkward, encrypted('logstash')] });
    expect(text).toContain(
      "sudo install -o root -g root -m 0600 'my key'\\''s.key' '/etc/my certs/it'\\''s'/",
    );
    expect(text).toContain("'https://[::1]:5044/'");
    expect(text).toContain("service.d/'tlsmith-web `1` & it'\\''s.conf'");
    expect(shellFaults([code(text, 'sh').join('\n')])).toEqual(['']);
  });

  // Every pair in its newest version, from every form of files that both ends read: each end's section is a page of its own.
  const version = parseStackVersion('9').version;
  const links = pairsOf(shippedTargets()).flatMap(({ client, server }) =>
    storesOf(client, version)
      .filter((store) => storesOf(server, version).includes(store))
      .map((store) => ({ client, server, store })),
  );

  const pageOf = ({ client, server, store }: (typeof links)[number]) => {
    const filesOf = (target: Target) =>
      store === 'pkcs12'
        ? stored(target.name, { target })
        : readsKeyContainer({ target, version }, 'pkcs8-encrypted')
          ? encrypted(target.name, target)
          : folder(target.name, { target });
    return page({ server, folders: [filesOf(server), filesOf(client)] });
  };

  let pages: string[];
  let faults: string[];
  beforeAll(() => {
    pages = links.map(pageOf);
    faults = shellFaults(pages.map((text) => code(text, 'sh').join('\n')));
  });

  it.each(links.map((link, at) => ({ ...link, at })))(
    'of $client.name to $server.name with $store files is filled, and understood by a shell',
    ({ at }) => {
      const text = pages[at];
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object|\n\n\n|''/);
      expect(text).not.toMatch(/```\w+\n```/);
      expect(faults[at]).toBe('');
    },
  );

  it('is filled: no name, no empty command and no triple blank line is left over', () => {
    const text = page({
      folders: [encrypted('heartbeat'), encrypted('logstash'), encrypted('winlogbeat')],
    });
    expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object|\n\n\n/);
    expect(text).not.toMatch(/```\w+\n```/);
  });

  it('shows the names of a file or subject without their control characters', () => {
    const authority = {
      subject: 'CN=a\u202eb`c',
      sha256Fingerprint: 'ab',
      notAfter: '2036-11-17T09:00:00Z',
      isByHand: false,
    };
    expect(page({ authority })).toContain('`` CN=a\\u{202e}b`c ``');
  });
});

it('refuses a template that names what nobody provides', () => {
  expect(() =>
    renderKitPage('{{#hosts}}{{colour}}{{/hosts}}', { ...kitOf(), folders: [folder('logstash')] }),
  ).toThrow(expect.objectContaining({ code: 'template-invalid' }));
});

function kitOf(): KitPage {
  const authority = {
    subject: 'CN=x',
    sha256Fingerprint: 'ab',
    notAfter: '2036-11-17T09:00:00Z',
    isByHand: false,
  };
  const terms = {
    title: 't',
    createdAt: '2026-11-20T09:00:00Z',
    stack: parseStackVersion('9').version,
  };
  return {
    ...terms,
    authority,
    server: shipped('logstash'),
    hosts: ['a'],
    port: 1,
    clientAuthentication: 'required',
    folders: [],
  };
}
