// OCSP responses of openssl are judged as openssl judges them, and those by hand are judged by both alike.
import { writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { daysFromNow, NOW } from '../support/fixed-clock.js';
import { extension } from '../support/foreign-certificate.js';
import { ocspResponse, type ResponseContent, type SingleContent } from '../support/ocsp-builder.js';
import { ca, endEntity, type Made, OID, oid, sequence, someKey } from '../support/path-builder.js';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const pathOf = (name: string) => `${folder}/${name}`;

const root = ca('Root');
const SERIAL = Uint8Array.of(0x41, 7);
const leaf = endEntity(root, { serialNumber: SERIAL });
const OCSP_SIGNING = sequence(oid('1.3.6.1.5.5.7.3.9'));
const withUse = (issuer: Made, use: Uint8Array | undefined) =>
  ca('Responder', issuer, {
    changes: { [OID.bc]: undefined, [OID.eku]: use && extension(OID.eku, false, use) },
    key: someKey(),
    serialNumber: Uint8Array.of(0x42, 1),
  });
const responder = withUse(root, OCSP_SIGNING);
const unfit = withUse(root, undefined);
const other = ca('Other');

const put = (name: string, { der, key }: Made) => {
  writeFileSync(pathOf(`${name}.crt`), encodePem('CERTIFICATE', der));
  writeFileSync(pathOf(`${name}.key`), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
};

interface Judged {
  ok: boolean;
  findings: { code: string; message: string; severity: string }[];
}

async function ours(response: string): Promise<Judged> {
  const { stdout } = await runHere([
    ...['verify', pathOf('leaf.crt'), '--ca', pathOf('root.crt'), '--ocsp', response],
    ...['--at', NOW.toISOString(), '--json'],
  ]);
  return JSON.parse(stdout) as Judged;
}

/** `good`, `revoked`, or undefined where openssl does not rely on it. */
async function theirs(response: string): Promise<string | undefined> {
  const { stdout, stderr } = await openssl([
    ...['ocsp', '-respin', response, '-issuer', pathOf('root.crt'), '-cert', pathOf('leaf.crt')],
    ...['-CAfile', pathOf('root.crt'), '-no_nonce', '-attime', String(NOW.getTime() / 1000)],
  ]);
  if (!stderr.includes('Response verify OK')) return undefined;
  return /leaf\.crt: (\w+)/.exec(stdout)?.[1];
}

function verdictOf({ findings }: Judged): string | undefined {
  const codes = findings.map(({ code }) => code);
  if (codes.includes('revoked')) return 'revoked';
  return codes.includes('revocation-unknown') ? undefined : 'good';
}

beforeAll(() => {
  for (const [name, one] of Object.entries({ root, leaf, responder, unfit })) put(name, one);
});

describePeer('openssl ocsp', { openssl: OPENSSL }, () => {
  const single = (more: Partial<SingleContent> = {}): SingleContent => ({
    issuer: root,
    serialNumber: SERIAL,
    nextUpdate: null,
    thisUpdate: daysFromNow(-0.1),
    ...more,
  });

  it.each<[string, Partial<SingleContent>, Partial<ResponseContent>, string | undefined]>([
    ['good of the issuer', {}, {}, 'good'],
    ['good by its key', {}, { byKey: true }, 'good'],
    ['revoked of the issuer', { status: 'revoked', reason: 1 }, {}, 'revoked'],
    ['good of a responder', {}, { signer: responder, certificates: [responder] }, 'good'],
    [
      'revoked of a responder',
      { status: 'revoked' },
      { signer: responder, certificates: [responder] },
      'revoked',
    ],
    [
      'one that is certified for other uses',
      {},
      { signer: unfit, certificates: [unfit] },
      undefined,
    ],
    ['one of another CA', {}, { signer: other, certificates: [other] }, undefined],
    ['one with a wrong signature', {}, { forger: other }, undefined],
  ])('judges as we do: %s', async (_, about, more, verdict) => {
    const file = pathOf('hand.der');
    writeFileSync(file, ocspResponse({ signer: root, singles: [single(about)], ...more }));
    expect(await theirs(file)).toBe(verdict);
    expect(verdictOf(await ours(file))).toBe(verdict);
  });

  describe.each([
    ['the issuer', 'root'],
    ['a responder', 'responder'],
  ])('makes responses in the name of %s', (_, signer) => {
    it.each<[line: string, hash: string, verdict: string | undefined]>([
      ['V\t301231235959Z\t\t4107\tunknown\t/CN=host', 'sha1', 'good'],
      ['V\t301231235959Z\t\t4107\tunknown\t/CN=host', 'sha256', 'good'],
      ['R\t301231235959Z\t260101000000Z,keyCompromise\t4107\tunknown\t/CN=host', 'sha1', 'revoked'],
      ['V\t301231235959Z\t\t4108\tunknown\t/CN=other', 'sha256', undefined],
    ])('%j with %s', async (line, hash, verdict) => {
      writeFileSync(pathOf('index.txt'), `${line}\n`);
      const file = pathOf('made.der');
      await opensslDoes([
        ...['ocsp', '-index', pathOf('index.txt'), '-CA', pathOf('root.crt'), `-${hash}`],
        ...['-rsigner', pathOf(`${signer}.crt`), '-rkey', pathOf(`${signer}.key`)],
        ...['-issuer', pathOf('root.crt'), '-cert', pathOf('leaf.crt')],
        ...['-respout', file, '-no_nonce', '-noverify'],
      ]);
      // openssl has no clock but the machine's: judged at the moment that stands in the response.
      const inspected = await runHere(['inspect', file, '--json']);
      const [item] = (
        JSON.parse(inspected.stdout) as {
          items: {
            type: string;
            responder: string;
            responses: { thisUpdate: string; certStatus: string; serialNumber: string }[];
          }[];
        }
      ).items;
      const subject = new X509Certificate(readFileSync(pathOf(`${signer}.crt`))).subject;
      expect(item).toMatchObject({ type: 'ocsp-response', responder: subject });
      const [told] = item?.responses ?? [];
      expect(told).toMatchObject({ serialNumber: '4107', certStatus: verdict ?? 'unknown' });
      const { stdout } = await runHere([
        ...['verify', pathOf('leaf.crt'), '--ca', pathOf('root.crt'), '--ocsp', file],
        ...['--at', told?.thisUpdate ?? '', '--json'],
      ]);
      expect(verdictOf(JSON.parse(stdout) as Judged)).toBe(verdict);
    });
  });
});
