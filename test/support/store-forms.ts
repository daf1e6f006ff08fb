// Every form of store that the program makes, made by the built program: what strangers are then asked to read.
import { readFileSync } from 'node:fs';
import { lineFile } from './peer-certificate.js';
import { twoAtATime } from './peer.js';
import { runHere } from './run-here.js';

export interface StoreForm {
  name: string;
  file: string;
  /** 0 for a trust store. */
  keys: 0 | 1;
  certificates: number;
  compat: 'modern' | 'legacy';
  /** As Java lists them. */
  aliases: readonly string[];
  password(): string;
}

/** Takes quotes, blanks and more that a parser could trip over. */
export const CHOSEN_PASSWORD = "Pa ss~!'1";

const COMPATS = ['modern', 'legacy'] as const;
const KEYS = [
  { kind: 'EC', keyType: 'ec-p256' },
  { kind: 'RSA', keyType: 'rsa-2048' },
];
/** The issuer of a chain of so many certificates, the root not counted. */
const ISSUERS = ['root', 'middle', 'low'];

/** The forms that lie below `folder` once `makeStoreForms` is done. */
export function storeForms(folder: string): StoreForm[] {
  return [
    ...COMPATS.flatMap((compat) => [
      ...KEYS.flatMap(({ kind, keyType }) =>
        ISSUERS.map((_, index) => ({
          ...generated(folder, `${keyType}-${index + 1}-${compat}`, 'keystore.p12'),
          name: `key store, ${compat}, ${kind}, chain of ${index + 1}`,
          keys: 1 as const,
          certificates: index + 1,
          compat,
          aliases: [`${keyType}-${index + 1}`],
        })),
      ),
      {
        name: `key store, ${compat}, chosen password`,
        file: `${folder}/chosen-${compat}.p12`,
        keys: 1 as const,
        certificates: 3,
        compat,
        aliases: ['es01 of berlin'],
        password: () => CHOSEN_PASSWORD,
      },
      ...[1, 2].map((count) => ({
        ...generated(folder, `trust-${count}-${compat}`, 'truststore.p12'),
        name: `trust store, ${compat}, ${count === 1 ? '1 CA' : `${count} CAs`}`,
        keys: 0 as const,
        certificates: count,
        compat,
        aliases: count === 1 ? ['ca'] : ['ca-1', 'ca-2'],
      })),
    ]),
    ...made(folder, 'issued', 'cert issue', 'issued', 3),
    ...made(folder, 'kit/logstash-output', 'kit, output', 'logstash-output', 1),
    ...made(folder, 'kit/logstash-input', 'kit, input', 'logstash-input', 1).slice(0, 1),
  ];
}

function made(folder: string, path: string, name: string, alias: string, certificates: number) {
  return [
    {
      ...generated(folder, path, 'keystore.p12'),
      name: `${name}: keystore.p12`,
      keys: 1 as const,
      certificates,
      compat: 'modern' as const,
      aliases: [alias],
    },
    {
      ...generated(folder, path, 'truststore.p12'),
      name: `${name}: truststore.p12`,
      keys: 0 as const,
      certificates: 1,
      compat: 'modern' as const,
      aliases: ['ca'],
    },
  ];
}

/** A file with the password beside it, as `--generate-password` leaves it. */
function generated(folder: string, path: string, file: string) {
  const purpose = file === 'keystore.p12' ? 'KEYSTORE' : 'TRUSTSTORE';
  return {
    file: `${folder}/${path}/${file}`,
    password: () => secretOf(`${folder}/${path}/secrets.env`, purpose),
  };
}

/** The password for that purpose in a `secrets.env`. */
export function secretOf(file: string, purpose: string): string {
  const line = new RegExp(`^[A-Z0-9_]+_${purpose}_PASSWORD=(.*)$`, 'm');
  return line.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
}

/** Runs the program for each. `folder` is then also a place of PEM: `root`, `middle`, `low`, `es01-…`. */
export async function makeStoreForms(folder: string): Promise<void> {
  const at = (path: string) => `${folder}/${path}`;
  const chosen = lineFile(at('chosen'), CHOSEN_PASSWORD);
  await succeed(['ca', 'create', '--out', at('root')]);
  await succeed(['ca', 'create', '--out', at('other')]);
  await succeed([
    ...['ca', 'create', '--issuer', at('root'), '--path-length', '1', '--out', at('middle')],
  ]);
  await succeed(['ca', 'create', '--issuer', at('middle'), '--out', at('low')]);
  const identities = KEYS.flatMap(({ keyType }) =>
    ISSUERS.map((issuer, index) => ({ keyType, issuer, name: `${keyType}-${index + 1}` })),
  );
  await twoAtATime(identities, ({ keyType, issuer, name }) =>
    succeed([
      ...['cert', 'issue', name, '--ca', at(issuer), '--out', at(name), '--profile', 'peer'],
      ...['--san', 'localhost', '--key-type', keyType],
    ]),
  );
  const keystore = (name: string, compat: string, ...more: readonly string[]) => [
    ...['export', 'keystore', '--dir', at(name), '--compat', compat, ...more],
  ];
  const calls = [
    ...COMPATS.flatMap((compat) => [
      ...identities.map(({ name }) =>
        keystore(
          ...([name, compat, '--out', at(`${name}-${compat}/keystore.p12`)] as const),
          '--generate-password',
        ),
      ),
      keystore(
        ...(['ec-p256-3', compat, '--out', at(`chosen-${compat}.p12`)] as const),
        ...['--password-file', chosen, '--alias', 'ES01 of Berlin'],
      ),
      ...[['root'], ['root', 'other']].map((cas) => [
        ...['export', 'truststore', '--compat', compat, '--generate-password'],
        ...cas.flatMap((ca) => ['--ca-cert', at(`${ca}/ca.crt`)]),
        ...['--out', at(`trust-${cas.length}-${compat}/truststore.p12`)],
      ]),
    ]),
    [
      ...['cert', 'issue', 'issued', '--ca', at('low'), '--out', at('issued')],
      ...['--profile', 'peer', '--san', 'localhost', '--format', 'pkcs12', '--generate-password'],
    ],
    [
      ...['kit', 'logstash-output', 'logstash-input', '--store', 'pkcs12', '--host', 'localhost'],
      ...['--out', at('kit')],
    ],
  ];
  await twoAtATime(calls, succeed);
}

/** The program, which must end with 0. */
export async function succeed(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runHere(args);
  if (exitCode !== 0) throw new Error(`tlsmith ${args.join(' ')}: ${stderr}`);
  return stdout;
}
