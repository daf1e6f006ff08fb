// A table of what a server may do, and what is said of it; nobody is dialled.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { probe, type ProbeRequest } from '../../../src/app/probe/probe.js';
import { createCa } from '../../../src/library/tlsmith.js';
import type { Dialled } from '../../../src/ports.js';
import { fakeDialer } from '../../support/fake-dialer.js';
import { NOW } from '../../support/fixed-clock.js';
import { refusalOf } from '../../support/refusal-of.js';
import { helloOf, messagesOfTls12, messagesOfTls13 } from '../../support/server-messages.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';
import { tlsAuthority } from '../../support/tls-authority.js';

const folder = temporaryFolder();
const file = (name: string, text: string) => {
  writeFileSync(`${folder}/${name}`, text);
  return `${folder}/${name}`;
};

const ca = await tlsAuthority('own', NOW);
const own = await ca.identity('client', 'beat');
const serving = await ca.identity('server', 'logs.lan');
const renewed = await ca.identity('server', 'logs.lan');
const certificateFile = file('own.crt', own.certificateChain);
const keyFile = file('own.key', own.privateKey);
const trust = file('ca.crt', ca.anchor);

const derOf = (pem: string) => Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
const said = {
  certificates: [derOf(serving.certificateChain)],
  issuers: [Buffer.from('300e310c300a06035504030c036f776e', 'hex')],
};
const asking = messagesOfTls13(said);
const asksNobody = messagesOfTls13({ certificates: said.certificates });

const request: ProbeRequest = {
  ...{ host: { kind: 'dns', value: 'logs.lan' }, port: 5044, timeOutMs: 10_000 },
  ...{ own: { certificateFile, keyFile }, trust },
};

type Kind = 'own' | 'none' | 'foreign';
type Answers = Partial<Record<Kind, Partial<Dialled>>>;

/** A server that asks for certificates and answers each kind of client as it is told. */
async function probed(answers: Answers, more: Partial<ProbeRequest> = {}) {
  const dialer = fakeDialer(({ identity }) => {
    const isOwn = identity?.certificateChain === own.certificateChain;
    const kind = isOwn ? 'own' : identity ? 'foreign' : 'none';
    return { handshake: asking, ...answers[kind] };
  });
  const report = await probe({ ...request, ...more }, testPorts({ dialer }));
  return { report, calls: dialer.calls };
}

const alert = (number: number): Partial<Dialled> => ({ ended: 'failure', alert: number });
const RIGHT: Answers = { none: alert(116), foreign: alert(48) };
const errorsIn = ({ findings }: Awaited<ReturnType<typeof probed>>['report']) =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

const everybody = (answer: Partial<Dialled>): Answers => ({
  ...{ own: answer, none: answer, foreign: answer },
});
const answer = (text: string): Partial<Dialled> => ({
  ...{ ended: 'answer', answer: Buffer.from(text) },
});
const HTTP_400 =
  'HTTP/1.1 400 Bad Request\r\n\r\n<title>400 No required SSL certificate was sent</title>';

describe('whom the server takes', () => {
  it.each<[string, Answers, string[], Partial<ProbeRequest>]>([
    ['ours alone', RIGHT, [], {}],
    ['others are closed upon', { none: { ended: 'close' }, foreign: { ended: 'failure' } }, [], {}],
    ['everybody, unasked', everybody({ handshake: asksNobody }), ['asks-nobody'], {}],
    ['who shows none', { ...RIGHT, none: {} }, ['accepts-without-certificate'], {}],
    ['a certificate of any CA', { ...RIGHT, foreign: {} }, ['accepts-unknown-ca'], {}],
    ['nobody', { ...RIGHT, own: alert(46) }, ['refuses-own'], {}],
    ['ours left out', RIGHT, [], { own: undefined }],
    [
      'others by HTTP 400',
      { own: answer('HTTP/1.1 200 OK\r\n\r\n'), none: answer(HTTP_400), foreign: answer(HTTP_400) },
      [],
      { spoken: 'http' },
    ],
    [
      'all by HTTP',
      everybody(answer('HTTP/1.1 401 Unauthorized\r\n\r\n')),
      ['accepts-without-certificate', 'accepts-unknown-ca'],
      { spoken: 'http' },
    ],
    ['ours by redis', { ...RIGHT, own: answer('+PONG\r\n+OK\r\n') }, [], { spoken: 'redis' }],
    [
      'a request that is not answered',
      { ...RIGHT, own: { ended: 'time-out' } },
      [],
      { spoken: 'http' },
    ],
  ])('%s', async (_, answers, codes, more) => {
    const { report } = await probed(answers, more);
    expect(errorsIn(report)).toEqual(codes);
    expect(report).toMatchObject({ ok: codes.length === 0, isExamined: true });
  });

  it('each attempt has its outcome, alert and sentence', async () => {
    const { report } = await probed(RIGHT);
    expect(report.attempts).toMatchObject([
      { with: 'own', outcome: 'accepted', message: 'it keeps the connection after the handshake' },
      { with: 'none', outcome: 'refused', alert: 'certificate_required' },
      { with: 'foreign', outcome: 'refused', alert: 'unknown_ca' },
    ]);
  });

  it('who can no longer be reached is not examined', async () => {
    const gone: Partial<Dialled> = { reached: 'nothing', ended: 'failure', reason: 'ECONNREFUSED' };
    const { report } = await probed({ ...RIGHT, foreign: gone });
    expect(report).toMatchObject({ ok: false, isExamined: false });
  });
});

describe('the connections', () => {
  it('are five, and the last two decide nothing', async () => {
    const { report, calls } = await probed(RIGHT);
    expect(calls.map(({ protocol, serverName }) => [protocol, serverName])).toEqual([
      ...[1, 2, 3].map(() => [undefined, 'logs.lan']),
      ['TLSv1.2', 'logs.lan'],
      [undefined, undefined],
    ]);
    expect(report.also.map(({ how }) => how)).toEqual(['TLSv1.2', 'without a server name']);
  });

  it('are none with the folder of a CA in place of ours', async () => {
    const { certificate, privateKey } = await createCa({ now: NOW });
    mkdirSync(`${folder}/ca`);
    file('ca/ca.crt', certificate);
    file('ca/ca.key', privateKey);
    const dialer = fakeDialer(() => ({}));
    const asked = { ...request, own: { folder: `${folder}/ca` } };
    const error = await refusalOf(() => probe(asked, testPorts({ dialer })));
    expect(error).toMatchObject({ code: 'input-wrong-kind', details: { found: 'a CA folder' } });
    expect(dialer.calls).toEqual([]);
  });

  it('are two without a certificate of ours', async () => {
    const { calls } = await probed(RIGHT, { own: undefined });
    expect(calls).toHaveLength(2);
  });

  it('say no octet unless they are told to', async () => {
    const { calls } = await probed(RIGHT);
    expect(calls.every((call) => call.request === undefined)).toBe(true);
  });

  it('say an event once, with our certificate alone', async () => {
    const receipt = answer('2A\0\0\0\u0001');
    const { report, calls } = await probed({ ...RIGHT, own: receipt }, { spoken: 'beats' });
    expect(report.attempts[0]).toMatchObject({ message: 'it acknowledges the event' });
    expect(calls.map((call) => call.request !== undefined)).toEqual([
      ...[true, false, false, false, false],
    ]);
    const [head, window, kind] = ['2W', '\0\0\0\u0001', '2J'];
    expect(Buffer.from(calls[0]?.request ?? []).toString()).toContain(head + window + kind);
  });

  it('name no address, and the name that is given', async () => {
    const host = { kind: 'ip', value: '10.0.0.5' } as const;
    const unnamed = await probed(RIGHT, { host, trust: undefined });
    expect(unnamed.calls.map(({ serverName }) => serverName)).toEqual(Array(4).fill(undefined));
    const serverName = { kind: 'dns', value: 'logs.lan' } as const;
    const named = await probed(RIGHT, { host, serverName });
    expect(named.calls[0]).toMatchObject({ host: '10.0.0.5', serverName: 'logs.lan' });
    expect(named.report.ok).toBe(true);
  });
});

describe('what the server shows', () => {
  it.each([
    ['TLS 1.3', messagesOfTls13],
    ['TLS 1.2', messagesOfTls12],
  ])('%s: its chain, and of whom it asks', async (_, messages) => {
    const shown = { handshake: messages(said) };
    const { report } = await probed({ own: shown, none: alert(116), foreign: alert(48) });
    expect(report).toMatchObject({
      ...{ endpoint: 'logs.lan:5044', protocol: 'TLSv1.3', keyExchange: 'X25519' },
      ...{ asksForCertificate: true, acceptedIssuers: ['CN=own'] },
      certificates: [{ subject: 'CN=end', issuer: 'CN=own' }],
    });
    expect(report.runtimes.map(({ accepts }) => accepts)).toEqual(Array(6).fill(true));
  });

  it.each([
    ['TLSv1.3', messagesOfTls13, 'TLSv1.2'],
    ['TLSv1.2', messagesOfTls12, 'TLSv1.3'],
  ])('%s, also where nobody is taken', async (protocol, messages, other) => {
    const refused = { ...alert(48), handshake: messages(said), session: undefined };
    const { report } = await probed(everybody({ ...refused, reached: 'connection' }));
    expect(report).toMatchObject({ protocol, also: [{ how: other }, {}] });
  });

  it('is not judged without trust anchors', async () => {
    const { report } = await probed(RIGHT, { trust: undefined });
    expect(report).toMatchObject({ ok: true, findings: [], runtimes: [] });
  });

  it('is judged for the name that is dialled', async () => {
    const host = { kind: 'dns', value: 'other.lan' } as const;
    const { report } = await probed(RIGHT, { host });
    expect(errorsIn(report)).toEqual(['host-name']);
  });

  it('is compared with the file at hand', async () => {
    const same = file('same.crt', serving.certificateChain);
    const other = file('other.crt', renewed.certificateChain);
    expect(errorsIn((await probed(RIGHT, { certServed: same })).report)).toEqual([]);
    const { report } = await probed(RIGHT, { certServed: other });
    expect(errorsIn(report)).toEqual(['served-certificate']);
  });

  it('is kept as it came, and over nothing', async () => {
    const saveChain = `${folder}/saved.pem`;
    const { report } = await probed(RIGHT, { saveChain });
    expect(report.files).toMatchObject([{ path: saveChain, kind: 'certificate' }]);
    expect(readFileSync(saveChain, 'utf8')).toBe(serving.certificateChain);
    expect(await refusalOf(() => probed(RIGHT, { saveChain }))).toMatchObject({
      code: 'output-exists',
    });
  });

  it('may be anything', async () => {
    const handshake = messagesOfTls13({
      certificates: [Buffer.from('x')],
      issuers: [Buffer.of(1)],
    });
    const { report } = await probed({ own: { handshake }, ...RIGHT });
    expect(report).toMatchObject({ ok: true, certificates: [], acceptedIssuers: [] });
  });
});

describe('somebody between', async () => {
  const servedBy = async (name: string) => {
    const { certificateChain } = await (
      await tlsAuthority(name, NOW)
    ).identity('server', 'logs.lan');
    return {
      chain: certificateChain,
      shown: messagesOfTls13({ ...said, certificates: [derOf(certificateChain)] }),
    };
  };
  const [opened, strange] = [await servedBy('mitmproxy'), await servedBy('My Company CA')];
  const expected = file('expected.crt', serving.certificateChain);
  const same = file('opened.crt', opened.chain);

  it.each<[string, Uint8Array, Partial<ProbeRequest>, string[]]>([
    ['is named where the chain leads nowhere', opened.shown, {}, ['intercepted', 'no-path']],
    ['is not guessed from a CA of somebody', strange.shown, {}, ['no-path']],
    [
      'is named where the file at hand is another',
      ...([opened.shown, { trust: undefined, certServed: expected }] as const),
      ['intercepted', 'served-certificate'],
    ],
    [
      'is nobody where another file is of somebody',
      ...([strange.shown, { trust: undefined, certServed: expected }] as const),
      ['served-certificate'],
    ],
    ['is nobody where nothing else is to be expected', opened.shown, { trust: undefined }, []],
    [
      'is nobody where the server has such a certificate',
      ...([opened.shown, { trust: undefined, certServed: same }] as const),
      [],
    ],
  ])('%s', async (_, handshake, more, codes) => {
    const answers = { own: { handshake }, none: alert(116), foreign: alert(48) };
    const { report } = await probed(answers, more);
    expect(errorsIn(report)).toEqual(codes);
  });
});

describe('no TLS', () => {
  const plain = (received: string): Partial<Dialled> => ({
    ...{ reached: 'connection', ended: 'failure', reason: 'ERR_SSL_WRONG_VERSION_NUMBER' },
    ...{ received: Buffer.from(received), handshake: Buffer.of() },
  });

  it.each([
    ['STARTTLS', plain('220 mail ESMTP\r\n'), /STARTTLS/],
    ['HTTP', plain('HTTP/1.1 400 Bad Request\r\n\r\n'), /HTTP without TLS/],
    ['garbage', plain('abc'), /no TLS/],
    ['TLS 1.0', { ...plain(''), handshake: helloOf(1) }, /TLS 1.0 only/],
    ['an old version, by its alert', { ...plain(''), alert: 70 }, /neither TLS 1.2 nor/],
  ])('%s is seen, and nobody dials again', async (_, own_, message) => {
    const { report, calls } = await probed({ own: own_ });
    expect(report).toMatchObject({ ok: false, isExamined: true });
    expect(report.findings).toMatchObject([{ code: 'no-tls' }]);
    expect(report.findings[0]?.message).toMatch(message);
    expect(calls).toHaveLength(1);
  });

  it.each<[string, Partial<Dialled>, RegExp]>([
    ['nobody listens', { reached: 'nothing', ended: 'failure', reason: 'ECONNREFUSED' }, /listens/],
    ['no such name', { reached: 'nothing', ended: 'failure', reason: 'ENOTFOUND' }, /address/],
    ['another failure', { reached: 'nothing', ended: 'failure', reason: 'EX' }, /\(EX\)/],
    ['no connection', { reached: 'nothing', ended: 'time-out' }, /time-out/],
    ['closed at once', { reached: 'connection', ended: 'close' }, /without a word of TLS/],
    ['no answer', { reached: 'connection', ended: 'time-out' }, /never answers/],
  ])('%s: not examined', async (_, own_, sentence) => {
    const refusal = await refusalOf(() => probed({ own: { handshake: Buffer.of(), ...own_ } }));
    expect(refusal).toMatchObject({ code: 'peer-unreachable' });
    expect(refusal.sentence).toMatch(sentence);
  });
});
