// Certificates that a server has to refuse though it trusts their CA: what they say, what the
// ledger keeps of them, and what is said of a server that takes them. Nobody is dialled.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { probe, type ProbeRequest } from '../../../src/app/probe/probe.js';
import type { IssuerRequest } from '../../../src/app/reading/key/issuer.js';
import { type CaOptions, createCa, encryptPrivateKey } from '../../../src/library/tlsmith.js';
import type { Certificate } from '../../../src/pki/certificate/certificate.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import type { Dialled, TlsIdentity } from '../../../src/ports.js';
import { fakeDialer } from '../../support/fake-dialer.js';
import { NOW } from '../../support/fixed-clock.js';
import { refusalOf } from '../../support/refusal-of.js';
import { messagesOfTls13 } from '../../support/server-messages.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';
import { tlsAuthority } from '../../support/tls-authority.js';

const folder = temporaryFolder();

async function caFolder(name: string, options: CaOptions = {}, password?: string): Promise<string> {
  const { certificate, privateKey } = await createCa({ now: NOW, name: 'own', ...options });
  const key = password === undefined ? privateKey : await encryptPrivateKey(privateKey, password);
  mkdirSync(`${folder}/${name}`);
  writeFileSync(`${folder}/${name}/ca.crt`, certificate);
  writeFileSync(`${folder}/${name}/ca.key`, key);
  writeFileSync(`${folder}/${name}/ledger.jsonl`, '');
  return `${folder}/${name}`;
}

const request: ProbeRequest = {
  ...{ host: { kind: 'dns', value: 'logs.lan' }, port: 5044, timeOutMs: 10_000 },
};

const certificateIn = ({ certificateChain }: TlsIdentity): Certificate =>
  decodeCertificate(Buffer.from(certificateChain.replace(/-----.*-----|\s/g, ''), 'base64'));

type Kind = 'none' | 'foreign' | 'wrong-purpose' | 'expired';

function kindOf(identity: TlsIdentity | undefined): Kind {
  if (!identity) return 'none';
  const { extKeyUsage, notAfter } = certificateIn(identity);
  if (notAfter < NOW) return 'expired';
  return extKeyUsage?.includes('clientAuth') ? 'foreign' : 'wrong-purpose';
}

const REFUSED: Partial<Dialled> = { ended: 'failure', alert: 42 };
const ASKING = messagesOfTls13({ certificates: [], issuers: [] });
const OPEN = messagesOfTls13({ certificates: [] });

/** A server that refuses everybody but those that it is told to take. */
async function probed(
  signWith: IssuerRequest,
  taken: readonly Kind[] = [],
  more: Partial<ProbeRequest> = {},
  handshake: Uint8Array = ASKING,
) {
  const lines: number[] = [];
  const dialer = fakeDialer(({ identity }) => {
    const source = signWith.source as { folder: string };
    lines.push(readFileSync(`${source.folder}/ledger.jsonl`).toString().split('\n').length - 1);
    return { handshake, ...(!taken.includes(kindOf(identity)) && REFUSED) };
  });
  const report = await probe({ ...request, signWith, ...more }, testPorts({ dialer }));
  return { report, calls: dialer.calls, lines };
}

const signedBy = (source: string): IssuerRequest => ({ source: { folder: source } });

describe('the certificates', () => {
  let ca: string;
  let made: Awaited<ReturnType<typeof probed>>;
  beforeAll(async () => {
    ca = await caFolder('ca');
    made = await probed(signedBy(ca));
  });

  it('are shown after all others, each once', () => {
    expect(made.report.attempts).toMatchObject([
      { with: 'none', outcome: 'refused' },
      { with: 'foreign', outcome: 'refused' },
      { with: 'wrong-purpose', outcome: 'refused' },
      { with: 'expired', outcome: 'refused' },
    ]);
    expect(made.report).toMatchObject({ ok: true, findings: [] });
  });

  it('are wrong in one thing each', () => {
    const [wrongPurpose, expired] = made.calls
      .slice(2)
      .map(({ identity }) => certificateIn(identity as TlsIdentity));
    const day = 86_400_000;
    expect(wrongPurpose).toMatchObject({ extKeyUsage: ['serverAuth'], subjectAltNames: [] });
    expect(wrongPurpose).toMatchObject({
      ...{ notBefore: new Date(Number(NOW) - day), notAfter: new Date(Number(NOW) + day) },
    });
    expect(expired).toMatchObject({
      ...{ extKeyUsage: ['clientAuth'], subjectAltNames: [] },
      ...{ notBefore: new Date(Number(NOW) - 2 * day), notAfter: new Date(Number(NOW) - day) },
    });
  });

  it('stand in the ledger before anybody sees them, a line each', () => {
    expect(made.lines).toEqual([0, 0, 1, 2]);
    expect(ledgerEntries(`${ca}/ledger.jsonl`)).toMatchObject([
      { event: 'probe', profile: 'server', subject: 'CN=tlsmith probe' },
      { event: 'probe', profile: 'client', subject: 'CN=tlsmith probe' },
    ]);
  });

  it('bear the name of ours, where there is one', async () => {
    const own = await (await tlsAuthority('own', NOW)).identity('client', 'beat');
    const [certificateFile, keyFile] = [`${folder}/own.crt`, `${folder}/own.key`];
    writeFileSync(certificateFile, own.certificateChain);
    writeFileSync(keyFile, own.privateKey);
    const { calls } = await probed(signedBy(ca), [], { own: { certificateFile, keyFile } });
    const unfit = calls.slice(3, 5).map(({ identity }) => certificateIn(identity as TlsIdentity));
    const names = unfit.map(({ subject }) => formatDistinguishedName(subject));
    expect(names).toEqual(['CN=end', 'CN=end']);
  });
});

describe('a server that takes them', () => {
  it.each<[string, Kind[], string[], Uint8Array]>([
    ['for servers only', ['wrong-purpose'], ['accepts-wrong-purpose'], ASKING],
    ['expired', ['expired'], ['accepts-expired'], ASKING],
    [
      'whatever they are',
      ['foreign', 'wrong-purpose', 'expired'],
      ['accepts-unknown-ca', 'accepts-wrong-purpose', 'accepts-expired'],
      ASKING,
    ],
    ['and asks nobody', ['none', 'foreign', 'wrong-purpose', 'expired'], ['asks-nobody'], OPEN],
  ])('%s', async (name, taken, codes, handshake) => {
    const ca = await caFolder(`ca ${name}`);
    const { report } = await probed(signedBy(ca), taken, {}, handshake);
    expect(report.findings.map(({ code }) => code)).toEqual(codes);
    expect(report).toMatchObject({ ok: false, isExamined: true });
  });
});

describe('a CA that signs none, so that nobody is dialled and nothing is recorded', () => {
  const day = 86_400_000;
  it.each<[string, () => Promise<IssuerRequest>, string]>([
    ['is not there', async () => signedBy(`${folder}/nowhere`), 'input-absent'],
    [
      'is a file',
      async () => {
        writeFileSync(`${folder}/file`, '');
        return signedBy(`${folder}/file`);
      },
      'input-wrong-kind',
    ],
    [
      'is a folder without a ledger',
      async () => {
        mkdirSync(`${folder}/empty`);
        return signedBy(`${folder}/empty`);
      },
      'input-absent',
    ],
    [
      'is locked, and nobody has its password',
      async () => signedBy(await caFolder('locked', {}, 'secret')),
      'password-missing',
    ],
    [
      'is locked by another password',
      async () => ({
        ...signedBy(await caFolder('other', {}, 'secret')),
        password: { text: 'other' },
      }),
      'password-wrong',
    ],
    [
      'has expired',
      async () =>
        signedBy(await caFolder('old', { now: new Date(Number(NOW) - 9 * day), days: 1 })),
      'issuer-expired',
    ],
    [
      'may certify clients only',
      async () => signedBy(await caFolder('clients', { extKeyUsage: ['clientAuth'] })),
      'issuer-ext-key-usage',
    ],
    [
      'is asked by requests',
      async () => ({
        source: {
          issuer: {
            ...{ by: 'request', chain: undefined, ledger: undefined, inputs: [] },
            certify: () => Promise.reject(new Error('asked')),
          },
        },
      }),
      'issuer-by-request',
    ],
  ])('%s', async (_, source, code) => {
    const dialer = fakeDialer(() => ({}));
    const signWith = await source();
    const error = await refusalOf(() => probe({ ...request, signWith }, testPorts({ dialer })));
    expect(error.code).toBe(code);
    expect(dialer.calls).toEqual([]);
  });

  it('is asked for no more than it has, in its last hour', async () => {
    const old = { now: new Date(Number(NOW) - day + 3_600_000), days: 1 };
    const { calls, report } = await probed(signedBy(await caFolder('last hour', old)));
    const [shown] = calls.slice(2).map(({ identity }) => certificateIn(identity as TlsIdentity));
    expect(Number(shown?.notAfter)).toBeLessThanOrEqual(Number(NOW) + 3_600_000);
    expect(report.ok).toBe(true);
  });

  it('opens with its password', async () => {
    const ca = await caFolder('opened', {}, 'secret');
    const { report } = await probed({ ...signedBy(ca), password: { text: 'secret' } });
    expect(report.ok).toBe(true);
  });
});

it('a server that cannot be reached leaves no line in the ledger', async () => {
  const ca = await caFolder('unreached');
  const dialer = fakeDialer(() => ({
    reached: 'nothing',
    ended: 'failure',
    reason: 'ECONNREFUSED',
  }));
  const ports = testPorts({ dialer });
  await refusalOf(() => probe({ ...request, signWith: signedBy(ca) }, ports));
  expect(readFileSync(`${ca}/ledger.jsonl`, 'utf8')).toBe('');
});
