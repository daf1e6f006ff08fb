// Makes CAs that are not ours, with openssl: good ones and odd ones, for tests of what an issuer must be.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-cli.js';

export interface ForeignCa {
  /** The CA's certificate alone. */
  certificateFile: string;
  keyFile: string;
  /** The CA's certificate, then its issuers up to the root: for `--ca-cert`. */
  bundleFile: string;
}

export interface ForeignCaOptions {
  /** Common name; default: the folder's name. */
  commonName?: string;
  /** Lines of the extension section. Default: a well-formed CA. */
  extensions?: readonly string[];
  /** From when until when: days from now, negative is the past. */
  fromDay?: number;
  untilDay?: number;
  /** Makes an intermediate. */
  issuer?: ForeignCa;
  /** Encrypts the key file (PBES2). */
  password?: string;
}

export const CA_EXTENSIONS = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
];

/** An EC CA (P-256) in a new folder. `openssl ca` is used, for OpenSSL 3.0 sets dates in no other command. */
export async function makeForeignCa(
  folder: string,
  options: ForeignCaOptions = {},
): Promise<ForeignCa> {
  const { extensions = CA_EXTENSIONS, fromDay = -1, untilDay = 1000, issuer, password } = options;
  const commonName = options.commonName ?? folder.split('/').pop();
  await mkdir(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  await writeFile(at('openssl.cnf'), configuration(extensions));
  await writeFile(at('index.txt'), '');
  await writeFile(at('serial'), `01${randomBytes(12).toString('hex')}\n`);
  await openssl(
    ['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ['-keyout', 'plain.key', '-out', 'ca.csr', '-subj', `/CN=${commonName}`],
    folder,
  );
  const signer = issuer
    ? ['-cert', issuer.certificateFile, '-keyfile', issuer.keyFile]
    : ['-selfsign', '-keyfile', 'plain.key'];
  await openssl(
    ['ca', '-batch', '-notext', '-config', 'openssl.cnf', ...signer],
    ['-in', 'ca.csr', '-out', 'ca.crt', '-startdate', day(fromDay), '-enddate', day(untilDay)],
    folder,
  );
  await openssl(
    ['pkcs8', '-topk8', '-in', 'plain.key', '-out', 'ca.key'],
    password === undefined ? ['-nocrypt'] : ['-passout', `pass:${password}`],
    folder,
  );
  const above = issuer ? await readFile(issuer.bundleFile, 'utf8') : '';
  await writeFile(at('bundle.crt'), (await readFile(at('ca.crt'), 'utf8')) + above);
  return {
    certificateFile: at('ca.crt'),
    keyFile: at('ca.key'),
    bundleFile: at('bundle.crt'),
  };
}

/** `openssl ...`; a failure of it fails the test with what it said. */
export async function openssl(
  head: readonly string[],
  tail: readonly string[],
  cwd: string,
): Promise<string> {
  const result = await runProgram('openssl', [...head, ...tail], { cwd });
  if (result.exitCode !== 0) throw new Error(`openssl ${head.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

function configuration(extensions: readonly string[]): string {
  return [
    '[ca]',
    'default_ca=here',
    '[here]',
    'dir=.',
    'new_certs_dir=.',
    'database=index.txt',
    'serial=serial',
    'unique_subject=no',
    'default_md=sha256',
    'policy=anything',
    'x509_extensions=extensions',
    '[anything]',
    'commonName=supplied',
    '[extensions]',
    ...extensions,
    '',
  ].join('\n');
}

/** `YYYYMMDDHHMMSSZ`, so many days from now. */
function day(offset: number): string {
  const time = new Date(Date.now() + offset * 86_400_000).toISOString();
  return time.replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
}
