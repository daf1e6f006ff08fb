// Files and folders that an issuer must not be made of, beside good ones: for the journeys of bad input.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CA_EXTENSIONS, type ForeignCa, makeForeignCa, openssl } from './foreign-ca.js';
import { runHere } from './run-here.js';

export interface OddInputs {
  folder: string;
  /** A CA folder of ours; its key is plain. */
  ca: string;
  /** A CA folder whose key is encrypted. */
  lockedCa: string;
  /** An intermediate of path length 0. */
  issuingCa: string;
  keylessCa: string;
  good: ForeignCa;
  other: ForeignCa;
  locked: ForeignCa;
  expired: ForeignCa;
  notYetValid: ForeignCa;
  noKeyCertSign: ForeignCa;
  noCa: ForeignCa;
  serversOnly: ForeignCa;
  /** Second intermediate below a root that allows none below its first. */
  tooDeep: ForeignCa;
  /** A file of 17 MiB, outside `folder` so that comparing that stays cheap. */
  huge: string;
  at: (name: string) => string;
}

export async function makeOddInputs(folder: string): Promise<OddInputs> {
  await mkdir(join(folder, 'empty-folder'), { recursive: true });
  const at = (name: string) => join(folder, name);
  await writeFile(at('password'), 'correct horse\n');
  await writeFile(at('wrong-password'), 'wrong horse\n');
  await writeFile(at('empty'), '');
  await writeFile(at('line-end'), '\n');
  await writeFile(at('binary'), Buffer.from([0x00, 0xff, 0xfe, 0x80, 0x00, 0x01]));
  await writeFile(at('umlaut'), 'pässword\n');
  await writeFile(at('bell'), 'pass\u0007word\n');
  await writeFile(at('two-lines'), 'one\ntwo\n');
  await writeFile(`${folder}-17-mib`, Buffer.alloc(17 * 1024 * 1024, 0x30));
  const [good, other, locked, expired, notYetValid, noKeyCertSign, noCa, serversOnly, tooDeep] =
    await Promise.all([
      makeForeignCa(at('good')),
      makeForeignCa(at('other')),
      makeForeignCa(at('locked'), { password: 'correct horse' }),
      makeForeignCa(at('expired'), { fromDay: -10, untilDay: -1 }),
      makeForeignCa(at('not-yet-valid'), { fromDay: 2 }),
      makeForeignCa(at('no-key-cert-sign'), {
        extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign'],
      }),
      makeForeignCa(at('no-ca'), {
        extensions: ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,keyCertSign'],
      }),
      makeForeignCa(at('servers-only'), {
        extensions: [...CA_EXTENSIONS, 'extendedKeyUsage=serverAuth'],
      }),
      makeTooDeep(at),
    ]);
  await Promise.all([
    succeed(['ca', 'create', '--out', at('ca')]),
    succeed(['ca', 'create', '--out', at('keyless-ca')]),
    succeed(['ca', 'create', '--out', at('locked-ca'), '--ca-password-file', at('password')]),
  ]);
  await succeed(['ca', 'create', '--out', at('issuing-ca'), '--issuer', at('ca')]);
  await rm(at('keyless-ca/ca.key'));
  const certificate = await readFile(good.certificateFile, 'utf8');
  await writeFile(at('cut.crt'), certificate.slice(0, certificate.length / 2));
  await writeFile(
    at('stranger.crt'),
    certificate + (await readFile(other.certificateFile, 'utf8')),
  );
  await makeBomb(locked, at('bomb.key'));
  return {
    folder,
    ca: at('ca'),
    lockedCa: at('locked-ca'),
    issuingCa: at('issuing-ca'),
    keylessCa: at('keyless-ca'),
    good,
    other,
    locked,
    expired,
    notYetValid,
    noKeyCertSign,
    noCa,
    serversOnly,
    tooDeep,
    huge: `${folder}-17-mib`,
    at,
  };
}

/** Root (path length 0), an intermediate, and one more below that. */
async function makeTooDeep(at: (name: string) => string): Promise<ForeignCa> {
  const [, ...others] = CA_EXTENSIONS;
  const root = await makeForeignCa(at('flat-root'), {
    extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', ...others],
  });
  const first = await makeForeignCa(at('first-below'), { issuer: root, untilDay: 900 });
  return makeForeignCa(at('second-below'), { issuer: first, untilDay: 800 });
}

/** The locked CA's key under 65,537 rounds, of which the file then claims 8,388,607. */
async function makeBomb({ keyFile }: ForeignCa, bomb: string): Promise<void> {
  await openssl(
    ['pkcs8', '-topk8', '-iter', '65537', '-in', keyFile, '-passin', 'pass:correct horse'],
    ['-outform', 'DER', '-out', bomb, '-passout', 'pass:correct horse'],
    '.',
  );
  const der = await readFile(bomb);
  const rounds = der.indexOf(Buffer.from([0x02, 0x03, 0x01, 0x00, 0x01]));
  if (rounds === -1) throw new Error('openssl wrote no INTEGER 65537');
  der.set([0x7f, 0xff, 0xff], rounds + 2);
  await writeFile(bomb, der);
}

async function succeed(args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  if (exitCode !== 0) throw new Error(stderr);
}
