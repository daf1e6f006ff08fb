// `cert revoke` and `crl issue` as use-cases: what may be revoked and taken back, what the next CRL says of it, and which numbers it gets.
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueCrl, type IssueCrlRequest } from '../../../src/app/crl/issue.js';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { issueCertificate } from '../../../src/app/issue/certificate.js';
import { revokeCertificate, type RevokeRequest } from '../../../src/app/ledger/revoke.js';
import { verifyCertificate } from '../../../src/app/verify/certificate.js';
import { decodeCertificateRevocationList } from '../../../src/pki/crl/certificate-revocation-list.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import { itNeeding, OPENSSL, opensslDoes } from '../../support/peer.js';
import { recordingPrograms } from '../../support/recording-programs.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const temporary = temporaryFolder();
const [ca, other] = [join(temporary, 'ca'), join(temporary, 'other')];
const ledger = join(ca, 'ledger.jsonl');
// One for all, so that no two runs draw the same numbers.
const random = seededRandom();
const ports = () => ({ ...testPorts(), random });

const NEW = { force: false, dryRun: false } as const;
const days = { days: 90, isDefault: false };

async function host(name: string, folder = ca) {
  const out = join(temporary, name);
  const { certificates } = await issueCertificate(
    {
      ...{
        name: basename(out),
        out,
        profile: 'server',
        subjectAltNames: [parseGeneralName(`${basename(out)}.lan`)],
      },
      ...{ validity: days, issuer: { source: { folder } }, formats: ['pem'], consumers: [] },
      ...NEW,
    },
    ports(),
  );
  return {
    out,
    file: join(out, `${basename(out)}.crt`),
    serial: certificates[0]?.serialNumber as string,
  };
}

beforeAll(async () => {
  for (const out of [ca, other]) {
    await createCa(
      { out, keyType: 'ec-p256', validity: { days: 900, isDefault: false }, ...NEW },
      ports(),
    );
  }
});

const revoke = (certificate: string, more: Partial<RevokeRequest> = {}) =>
  revokeCertificate(
    { ca, certificate, digits: undefined, act: 'revoke', dryRun: false, ...more },
    ports(),
  );

const release = (certificate: string) => revoke(certificate, { act: 'release' });

const crl = (more: Partial<IssueCrlRequest> = {}) =>
  issueCrl({ ca, form: 'der', lasts: { days: 30 }, force: false, dryRun: false, ...more }, ports());

const standing = (path = join(ca, 'ca.crl')) =>
  decodeCertificateRevocationList(new Uint8Array(readFileSync(path)));

const reasonIn = async (serial: string) => {
  await crl();
  const entry = standing().revoked.find(({ serialNumber }) => serialNumber === serial);
  return entry && (entry.reason ?? 'unspecified');
};

describe('a certificate is revoked', () => {
  it.each<[string, (of: Awaited<ReturnType<typeof host>>) => [string, string | undefined]]>([
    ['by its file', ({ file }) => [file, undefined]],
    ['by its folder', ({ out }) => [out, undefined]],
    ['by its serial number', ({ serial }) => [serial, serial]],
    ['by the first digits of that', ({ serial }) => ['x', serial.slice(0, 12)]],
  ])('%s', async (how, named) => {
    const one = await host(how.replaceAll(' ', '-'));
    const [certificate, digits] = named(one);
    const { event } = await revoke(certificate, { digits, reason: 'keyCompromise' });
    expect([event, await reasonIn(one.serial)]).toEqual(['revoked', 'keyCompromise']);
  });

  it('that the ledger does not know, by what it says itself', async () => {
    const one = await host('forgotten');
    const lines = readFileSync(ledger, 'utf8').split('\n');
    writeFileSync(ledger, lines.filter((line) => !line.includes(one.serial)).join('\n'));
    await revoke(one.file);
    const found = ledgerEntries(ledger).filter(({ serialNumber }) => serialNumber === one.serial);
    expect(found).toMatchObject([{ event: 'revoked', profile: 'server', subject: 'CN=forgotten' }]);
    expect(await reasonIn(one.serial)).toBe('unspecified');
  });

  it('of a CA below, by its folder', async () => {
    const below = join(temporary, 'below');
    const issuer = { folder: ca };
    const validity = { days: 100, isDefault: false };
    const { certificates } = await createCa(
      { out: below, keyType: 'ec-p256', validity, issuer, ...NEW },
      ports(),
    );
    await revoke(below, { reason: 'cACompromise' });
    expect(await reasonIn(certificates[0]?.serialNumber as string)).toBe('cACompromise');
  });

  it('by its folder, whose key is lost', async () => {
    const one = await host('keyless');
    rmSync(join(one.out, 'keyless.key'));
    await revoke(one.out, { reason: 'keyCompromise' });
    expect(await reasonIn(one.serial)).toBe('keyCompromise');
  });

  it('in words only by a dry run', async () => {
    const one = await host('dry');
    const before = readFileSync(ledger, 'utf8');
    expect((await revoke(one.file, { dryRun: true })).event).toBe('revoked');
    expect(readFileSync(ledger, 'utf8')).toBe(before);
  });
});

describe('what was revoked', () => {
  const HOLD = 'certificateHold';
  it.each<[string, (file: string) => Promise<unknown>, string | undefined]>([
    ['twice keeps its reason', (file) => revoke(file), 'superseded'],
    ['for the same reason stays', (file) => revoke(file, { reason: 'superseded' }), 'superseded'],
  ])('%s, and nothing is recorded', async (name, again, reason) => {
    const one = await host(name.replaceAll(' ', '-'));
    await revoke(one.file, { reason: 'superseded' });
    expect(await again(one.file)).toMatchObject({ event: null, reason });
    expect(await reasonIn(one.serial)).toBe(reason);
  });

  it('for good takes no other reason, and is not released', async () => {
    const { file } = await host('final');
    await revoke(file, { reason: 'superseded' });
    const codes = [
      await codeOf(() => revoke(file, { reason: 'keyCompromise' })),
      await codeOf(() => revoke(file, { reason: HOLD })),
      await codeOf(() => release(file)),
    ];
    expect(codes).toEqual(Array(3).fill('revocation-final'));
  });

  it('on hold is released, or revoked for good', async () => {
    const { file, serial } = await host('held');
    const found = [];
    for (const act of [
      () => revoke(file, { reason: HOLD }),
      () => release(file),
      () => revoke(file, { reason: HOLD }),
      () => revoke(file, { reason: 'keyCompromise' }),
    ]) {
      await act();
      found.push(await reasonIn(serial));
    }
    expect(found).toEqual([HOLD, undefined, HOLD, 'keyCompromise']);
  });

  it('is nothing where it is only released', async () => {
    const { file } = await host('never');
    expect(await release(file)).toMatchObject({ event: null, reason: null });
  });
});

describe('nothing is revoked', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'of another CA',
      async () => revoke((await host('stranger', other)).file),
      'revocation-in-vain',
    ],
    ['that is the CA itself', () => revoke(ca), 'revocation-in-vain'],
    ['that is no file and no number', () => revoke('es02'), 'input-absent'],
    ['that the ledger does not know', () => revoke('x', { digits: '0123456789' }), 'input-absent'],
    ['in a folder that is no CA', () => revoke('x', { ca: temporary }), 'input-absent'],
  ])('%s', async (_, act, code) => {
    expect(await codeOf(act)).toBe(code);
  });
});

it('a folder of several hosts is none of them, and they are named', async () => {
  const kit = join(temporary, 'kit');
  for (const name of ['kit/a', 'kit/b']) await host(name);
  cpSync(ca, join(kit, 'ca'), { recursive: true });
  const { code, sentence } = await refusalOf(() => revoke(kit));
  expect([code, sentence]).toEqual([
    'input-wrong-kind',
    `"${kit}" is no host's folder, but holds such folders: name one of them ("${kit}/a", "${kit}/b")`,
  ]);
  expect(await codeOf(() => revoke(temporary))).toBe('input-wrong-kind');
});

describe('the number of a CRL', () => {
  const numberOf = async (more?: Partial<IssueCrlRequest>) =>
    BigInt((await crl(more)).crl?.crlNumber ?? '0');

  it('goes up, wherever the CRL is written', async () => {
    const first = await numberOf();
    const elsewhere = await numberOf({ out: join(temporary, 'public.crl'), form: 'pem' });
    expect([elsewhere, await numberOf({ out: '-' })]).toEqual([first + 1n, first + 2n]);
  });

  it('goes up where the ledger has lost its lines', async () => {
    const first = await numberOf();
    const kept = readFileSync(ledger, 'utf8').split('\n');
    writeFileSync(ledger, kept.filter((line) => !line.includes('"crl"')).join('\n'));
    expect(await numberOf()).toBe(first + 1n);
  });

  it('is not taken by a run that was cut off', async () => {
    const first = await numberOf();
    appendFileSync(ledger, '{"at":"2026-11-20T10:00:00Z","event":"crl","id":"12');
    expect(await numberOf()).toBe(first + 1n);
  });

  it('is not taken by a dry run', async () => {
    const first = await numberOf();
    expect((await crl({ dryRun: true })).crl).toBeNull();
    expect(await numberOf()).toBe(first + 1n);
  });
});

describe('verify finds the CRL of a CA folder', () => {
  const LATER = new Date('2026-12-25T00:00:00Z');
  const verdict = async (file: string, more: { crls?: readonly string[]; at?: Date } = {}) => {
    const { ok, findings } = await verifyCertificate(
      { certificate: file, trust: ca, untrusted: [], crls: [], ...more },
      ports(),
    );
    const about = findings.filter(({ code }) => code.startsWith('revo'));
    return [ok, ...about.map(({ code, severity }) => `${severity} ${code}`)];
  };
  const [good, bad, shut] = ['taken', 'refused', 'shut'];
  beforeAll(async () => {
    await host(good);
    await revoke((await host(bad)).file, { reason: 'keyCompromise' });
    await crl({ form: 'pem' });
    const revoked = await host(shut);
    await revoke(revoked.file);
    await crl({ out: join(temporary, 'given.crl') });
  });
  const given = { crls: [join(temporary, 'given.crl')] };

  it.each<[string, string, Parameters<typeof verdict>[1], unknown[]]>([
    ['and takes what is not in it', good, {}, [true]],
    ['and refuses what is', bad, {}, [false, 'error revoked']],
    ['and warns where it is outdated', good, { at: LATER }, [true, 'warning revocation-outdated']],
    [
      'and refuses what it lists, however old',
      bad,
      { at: LATER },
      [false, 'error revoked', 'warning revocation-outdated'],
    ],
    ['beside one that is given', shut, given, [false, 'error revoked']],
  ])('%s', async (_, name, more, expected) => {
    expect(await verdict(join(temporary, name, `${name}.crt`), more)).toEqual(expected);
  });

  it('and says that it cannot be read', async () => {
    const { file } = await host('unread', other);
    writeFileSync(join(other, 'ca.crl'), 'no CRL');
    const told = ports();
    const { ok, findings } = await verifyCertificate(
      { certificate: file, trust: other, untrusted: [], crls: [] },
      told,
    );
    expect([ok, findings.map(({ code }) => code)]).toEqual([
      true,
      expect.arrayContaining(['revocation-not-judged']),
    ]);
    rmSync(join(other, 'ca.crl'));
    expect(told.reporter.warnings).toEqual([expect.stringContaining('revocation is not judged')]);
  });
});

describe('an outdated CRL that is given', () => {
  it('says nothing, which is an error', async () => {
    const out = join(temporary, 'old.crl');
    await crl({ ca: other, out });
    const { file } = await host('elsewhere', other);
    const { findings } = await verifyCertificate(
      {
        ...{ certificate: file, trust: join(other, 'ca.crt'), untrusted: [], crls: [out] },
        at: new Date('2026-12-25T00:00:00Z'),
      },
      ports(),
    );
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'revocation-unknown' },
    ]);
  });
});

describe('a CRL', () => {
  itNeeding({ openssl: OPENSSL })('is signed for thirty days, as OpenSSL reads it', async () => {
    await crl({ form: 'pem' });
    const args = ['crl', '-in', join(ca, 'ca.crl'), '-CAfile', join(ca, 'ca.crt'), '-noout'];
    const text = await opensslDoes([...args, '-verify', '-lastupdate', '-nextupdate']);
    expect(text.replaceAll(/ +/g, ' ').trim().split('\n')).toEqual([
      'lastUpdate=Nov 20 10:00:00 2026 GMT',
      'nextUpdate=Dec 20 10:00:00 2026 GMT',
    ]);
  });

  it('does not take the place of a file that is none of this CA', async () => {
    const out = join(temporary, 'notes.txt');
    writeFileSync(out, 'mine\n');
    expect(await codeOf(() => crl({ out }))).toBe('output-exists');
    await crl({ ca: other, out: join(temporary, 'other.crl') });
    expect(await codeOf(() => crl({ out: join(temporary, 'other.crl') }))).toBe('output-exists');
    await crl({ out, force: true });
    expect(standing(out).crlNumber).toMatch(/^\d+$/);
  });

  it('does not take the place of several in one file', async () => {
    const out = join(temporary, 'several.crl');
    for (const one of [ca, other]) await crl({ ca: one, form: 'pem' });
    const text = [ca, other].map((one) => readFileSync(join(one, 'ca.crl'), 'utf8')).join('');
    writeFileSync(out, text);
    const { code, sentence } = await refusalOf(() => crl({ out }));
    expect([code, sentence]).toEqual(['output-exists', expect.stringContaining('holds 2 CRLs')]);
    expect(readFileSync(out, 'utf8')).toBe(text);
    rmSync(join(other, 'ca.crl'));
  });

  it.each(['ca.crt', 'ca.key', 'ledger.jsonl'])('is not written over %s', async (name) => {
    const before = readFileSync(join(ca, name));
    const code = await codeOf(() => crl({ out: join(ca, name), force: true }));
    expect([code, readFileSync(join(ca, name))]).toEqual(['output-is-input', before]);
  });
});

describe('a hook', () => {
  const hook = ['systemctl', 'reload', 'nginx'];
  const told = async (exitCode: number, more: Partial<IssueCrlRequest> = {}) => {
    const programs = recordingPrograms(() => ({ exitCode, output: 'said\n' }));
    const out = join(temporary, 'hooked.crl');
    const request = { ca, form: 'der', lasts: { days: 7 }, force: false, dryRun: false } as const;
    const answer = await issueCrl({ ...request, out, hook, ...more }, { ...ports(), programs });
    return { out, answer, runs: programs.runs };
  };

  it('is run once the CRL stands there, and told where', async () => {
    const { out, answer, runs } = await told(0);
    expect(runs).toEqual([{ command: hook, variables: { TLSMITH_FILES: out } }]);
    expect(answer).toMatchObject({ ok: true, hook: { command: hook, exitCode: 0 } });
    expect(standing(out).crlNumber).toBe(answer.crl?.crlNumber);
  });

  it('that fails leaves the CRL, and says so', async () => {
    const { out, answer } = await told(3);
    expect(answer).toMatchObject({ ok: false, hook: { exitCode: 3, output: 'said\n' } });
    expect(standing(out).crlNumber).toBe(answer.crl?.crlNumber);
  });

  it('is not run in a dry run', async () => {
    const { answer, runs } = await told(3, { dryRun: true });
    expect([answer.ok, runs]).toEqual([true, []]);
  });
});
