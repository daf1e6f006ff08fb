// `crl issue` as a use-case: which numbers its CRLs get, whose place they take, what verify makes of them, and what runs afterwards.
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueCrl, type IssueCrlRequest } from '../../../src/app/crl/issue.js';
import { verifyCertificate } from '../../../src/app/verify/certificate.js';
import { itNeeding, OPENSSL, opensslDoes } from '../../support/peer.js';
import { recordingPrograms } from '../../support/recording-programs.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { revokingHere } from '../../support/revoking-here.js';

const { temporary, ca, other, ledger, ports, host, revoke, crl, standing } = revokingHere();

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
