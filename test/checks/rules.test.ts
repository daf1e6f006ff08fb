// The rules as a whole: each stands in a list and in the file of its code, none twice; and the
// order in which paths tell them.
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { COMMON_RANK } from '../../src/checks/rule.js';
import { rulesBelow } from '../support/rules.js';

const { files, rules, lists } = await rulesBelow();

it('there are rules and lists', () => {
  expect(rules.length).toBeGreaterThan(60);
  expect(lists.size).toBeGreaterThan(10);
});

it('each rule stands in a list', () => {
  const listed = new Set([...lists.values()].flat());
  expect(rules.filter(({ rule }) => !listed.has(rule))).toEqual([]);
});

it('each list holds rules of such files and nothing else, each once', () => {
  const known = new Set(rules.map(({ rule }) => rule));
  for (const [name, list] of lists) {
    expect(list.length, name).toBeGreaterThan(0);
    expect(
      list.filter((one) => !known.has(one)),
      name,
    ).toEqual([]);
    expect(new Set(list).size, name).toBe(list.length);
  }
});

it('code and citation are the key', () => {
  const keys = rules.map(({ rule: { code, citation } }) => `${code} (${citation})`);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

it('a file is called as the code of its rules, and all rules of one code stand in one file', () => {
  const named = rules.map(({ file, rule }) => [file, rule.code] as const);
  expect(named.filter(([file, code]) => basename(file) !== code)).toEqual([]);
  const files = new Set(named.map(([file]) => file));
  expect(files.size).toBe(new Set(named.map(([, code]) => code)).size);
});

it('what holds no rule is a list, or says what rules are about', () => {
  expect(files.filter((file) => !rules.some((one) => one.file === file))).toEqual([
    ...['certificate/inspected', 'certificate/issued', 'certificate/linted'],
    ...['certificate/rules', 'certificate/terms'],
    ...['config/config-rule', 'config/fitted-change', 'config/nearest-setting'],
    ...['config/outdated', 'config/renaming', 'config/rules', 'config/start-rules'],
    ...['config/verification', 'crl/crl-fields', 'crl/identifiers', 'crl/linted', 'crl/rules'],
    ...['finding', 'link/configured-link-rules'],
    ...['link/rules', 'link/server-trust', 'link/switched-on', 'loading/loadable'],
    ...['loading/loaded-files', 'loading/loaders', 'loading/rules'],
    ...['named-file/file-access', 'named-file/named-file', 'named-file/rules'],
    ...['path/rules', 'path/terms'],
    ...['peer/rules', 'peer/terms', 'remedy', 'request/linted', 'request/rules', 'rule'],
  ]);
});

it('each rule says where it comes from', () => {
  for (const { file, rule } of rules) {
    expect(rule.citation, file).toMatch(
      /^(RFC \d+|X\.\d+|POSIX\.1-2024), ([A-Z]\.)?\d|^CWE-\d+$|^(OpenJDK|OpenSSL), |^the product's (loader|settings)$/,
    );
    expect(rule.code, file).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }
});

it('a rule of those that inspect lists says what it may be, where that depends', () => {
  const silent = rules.filter(
    ({ file, rule: { severity, severities } }) =>
      typeof severity === 'function' && !severities && !file.startsWith('config/'),
  );
  expect(silent).toEqual([]);
});

it('the order in which findings of one severity are told', () => {
  const inOrder = rules.toSorted((a, b) => a.rule.rank - b.rule.rank);
  const codes = inOrder.map(({ rule: { code, rank } }) => (rank === COMMON_RANK ? '…' : code));
  expect(codes.filter((code, at) => code !== codes[at - 1])).toEqual([
    'search-limit',
    'revoked',
    'expired',
    'not-yet-valid',
    'host-name',
    'email-address',
    'purpose',
    'name-constraints',
    'path-length',
    'max-depth',
    'not-a-ca',
    'key-cert-sign',
    'certificate-policy',
    'unprocessed-critical-extension',
    '…',
    'extension-criticality',
    'key-identifiers',
    'signature-algorithm',
    'key-size',
    'signature',
    'revocation-unknown',
    'no-path',
  ]);
});

it('rules of one code have one rank', () => {
  const ranks = new Map(rules.map(({ rule: { code, rank } }) => [code, rank]));
  expect(rules.filter(({ rule: { code, rank } }) => ranks.get(code) !== rank)).toEqual([]);
});
