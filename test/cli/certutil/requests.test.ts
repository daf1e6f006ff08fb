// Values of certutil's flags as requests: defaults, what excludes what, and what can be judged from the call alone.
import { describe, expect, it } from 'vitest';
import { httpRequest } from '../../../src/cli/certutil/http-request.js';
import { parseCertutil } from '../../../src/cli/certutil/parse-flags.js';
import { remark } from '../../../src/cli/certutil/flag-remarks.js';
import { caRequest, certRequest, csrRequest } from '../../../src/cli/certutil/mode-requests.js';
import type { Mode } from '../../../src/cli/certutil/flag-table.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { refusalOf } from '../../support/refusal-of.js';
import { silentReporter } from '../../support/silent-reporter.js';

const MAKERS = { ca: caRequest, cert: certRequest, csr: csrRequest, http: httpRequest };
const requestOf = (mode: Mode, ...argv: string[]) => MAKERS[mode](parseCertutil(mode, argv));
const CA = ['--ca', 'ca.p12'];

it("[content-key] has certutil's defaults", () => {
  expect(requestOf('ca')).toEqual({
    ...{ keyType: 'rsa-2048', lifetime: { days: 1095 }, form: 'pkcs12', dryRun: false },
  });
  expect(requestOf('cert', ...CA)).toEqual({
    ...{ keyType: 'rsa-2048', lifetime: { days: 1095 }, form: 'pkcs12', dryRun: false },
    issuer: { source: { storeFile: 'ca.p12' } },
    instances: { single: { name: 'instance', dns: [], ip: [] } },
    usualOut: 'elastic-certificates.p12',
  });
  expect(requestOf('http', '--dns', 'a')).toEqual({
    ...{ keyType: 'rsa-2048', lifetime: { days: 1825 }, dryRun: false },
    signer: { kind: 'new-ca', keyType: 'rsa-2048', lifetime: { days: 1825 } },
    nodes: [{ subjectAltNames: [{ kind: 'dns', value: 'a' }] }],
  });
});

describe('[flag-keysize] sizes of keys', () => {
  it.each(['2048', '3072', '4096'])('%s is made', (size) => {
    expect(requestOf('csr', '--keysize', size)).toMatchObject({ keyType: `rsa-${size}` });
  });
  it.each([
    ['1024', 'key-weak'],
    ['1', 'key-weak'],
    ['8192', 'number-invalid'],
    ['2049', 'number-invalid'],
    ['0', 'number-invalid'],
    ['-2048', 'flag-value-missing'],
    ['2048.0', 'number-invalid'],
    ['rsa', 'number-invalid'],
    ['constructor', 'number-invalid'],
  ])('%s is refused: %s', async (size, code) => {
    expect((await refusalOf(() => requestOf('ca', '--keysize', size))).code).toBe(code);
  });
});

describe('what is refused from the call alone', () => {
  it.each<[string, Mode, string[], string, RegExp]>([
    ['[flag-no-ca]', 'cert', [], 'input-needed', /--ca FILE.*--self-signed/],
    ['[flag-keep-ca-key]', 'cert', ['--keep-ca-key'], 'flags-conflict', /8\.0/],
    ['[flag-ca-cert]', 'cert', ['--ca-cert', 'x'], 'flags-conflict', /belong together/],
    ['[flag-ca-key]', 'cert', ['--ca-key', 'x'], 'flags-conflict', /belong together/],
    ['[flag-ca-cert]', 'cert', [...CA, '--ca-cert', 'x'], 'flags-conflict', /exclude/],
    ['[flag-ca-key]', 'cert', [...CA, '--ca-key', 'x'], 'flags-conflict', /exclude/],
    ['[flag-self-signed]', 'cert', [...CA, '--self-signed'], 'flags-conflict', /exclude/],
    ['[flag-multiple]', 'csr', ['--multiple', '--name', 'x'], 'flags-conflict', /exclude/],
    ['[flag-multiple]', 'csr', ['--multiple', '--dns', 'x'], 'flags-conflict', /exclude/],
    ['[flag-multiple]', 'csr', ['--multiple', '--ip', '::1'], 'flags-conflict', /exclude/],
    ['[flag-days]', 'ca', ['--days', '0'], 'number-invalid', /1 to 36525/],
    ['[flag-days]', 'cert', [...CA, '--days', 'x'], 'number-invalid', /1 to 36525/],
    ['[flag-ca-dn]', 'ca', ['--ca-dn', 'nobody'], 'name-invalid', /distinguished name/],
    ['[password-sources]', 'ca', ['--pass', '--password-file', 'x'], 'flags-conflict', /exclude/],
    ['[password-sources]', 'csr', ['--pass=x', '--password-env', 'X'], 'flags-conflict', /exclude/],
    ['[flag-out]', 'csr', ['--out', '-'], 'stdout-unsuitable', /into a file/],
    ['[http-out]', 'http', ['--out=-', '--dns', 'a'], 'stdout-unsuitable', /into a file/],
    ['[http-csr]', 'http', ['--csr', ...CA], 'flags-conflict', /exclude/],
    ['[http-csr]', 'http', ['--csr', '--ca-days', '1'], 'flags-conflict', /exclude/],
    ['[http-ca]', 'http', [...CA, '--ca-dn', 'CN=x'], 'flags-conflict', /exclude/],
    ['[http-hosts]', 'http', ['--dns', 'not a host!'], 'name-invalid', /not a host/],
    ['[http-hosts]', 'http', ['--ip', 'host'], 'name-invalid', /host/],
  ])('%s %s %j', async (_, mode, argv, code, says) => {
    const error = await refusalOf(() => requestOf(mode, ...argv));
    expect(error.code).toBe(code);
    expect(error.sentence).toMatch(says);
  });
});

it('[flag-in] [flag-name] [flag-dns] [flag-ip] names instances', () => {
  expect(requestOf('csr', '--in', 'x', '--name', 'y')).toMatchObject({ instances: { list: 'x' } });
  expect(
    requestOf('csr', '--name', 'n', '--dns', 'a, b', '--dns', 'c', '--ip', '::1,'),
  ).toMatchObject({ instances: { single: { name: 'n', dns: ['a', 'b', 'c'], ip: ['::1'] } } });
  expect(requestOf('csr', '--multiple')).toMatchObject({ instances: { asked: true } });
});

it('[http-new-ca] [http-days] [http-key] [http-stack] [http-out] answers every question of the dialogue', () => {
  const argv = [
    ...[
      '--ca-dn',
      'CN=a,O=b',
      '--ca-days',
      '9',
      '--ca-keysize',
      '4096',
      '--ca-keyusage',
      'cRLSign',
    ],
    ...['--days', '8', '--name', 'k', '--subject', 'CN=s', '--keysize', '3072'],
    ...['--keyusage', 'digitalSignature', '--out', 'o.zip', '--stack', '8', '--ip', '::1'],
  ];
  const request = httpRequest(parseCertutil('http', argv));
  expect(request).toMatchObject({
    signer: { kind: 'new-ca', keyType: 'rsa-4096', lifetime: { days: 9 }, keyUsage: 'cRLSign' },
    ...{
      lifetime: { days: 8 },
      keyType: 'rsa-3072',
      keyUsage: 'digitalSignature',
      out: 'o.zip',
      stack: '8',
    },
    nodes: [{ keyName: 'k', subjectAltNames: [{ kind: 'ip', value: '::1' }] }],
  });
  if (!Array.isArray(request.nodes) || request.signer.kind !== 'new-ca') expect.unreachable();
  expect(formatDistinguishedName(request.nodes[0].subject)).toBe('CN=s');
  expect(formatDistinguishedName(request.signer.subject ?? [])).toBe('CN=a,O=b');
});

describe('remarks', () => {
  const said = (mode: Mode, ...argv: string[]) => {
    const reporter = silentReporter();
    remark(mode, parseCertutil(mode, argv), reporter);
    return reporter;
  };

  it('[flag-pass] [flag-ca-pass] warn once of passwords in sight, naming the flag that hides each', () => {
    expect(said('ca', '--pass', 'x').warnings).toEqual([
      'a password among the arguments can be seen by every process: say --password-file FILE in place of --pass',
    ]);
    expect(said('cert', '--pass=x', '--ca-pass=y').warnings).toEqual([
      expect.stringMatching(
        /--password-file FILE .* --ca-password-file FILE in place of --ca-pass$/,
      ),
    ]);
    for (const argv of [['--pass'], ['--pass', ''], ['--password-file', 'x']]) {
      expect(said('ca', ...argv).warnings).toEqual([]);
    }
  });

  it.each<[string, Mode, string[]]>([
    ['[flag-setting]', 'ca', ['-E', 'a=b']],
    ['[flag-ca-dn]', 'cert', ['--ca-dn', 'CN=x']],
    ['[flag-in]', 'cert', ['--in', 'x', '--name', 'y']],
    ['[flag-in]', 'csr', ['--in', 'x', '--multiple']],
  ])('%s say what has no effect: %s %j', (_, mode, argv) => {
    expect(said(mode, ...argv).notes).toEqual([expect.stringMatching(/has no effect/)]);
  });

  it('[flag-verbose] say nothing of what is merely taken', () => {
    expect(said('ca', '-v')).toMatchObject({ notes: [], warnings: [] });
  });
});
