// Asks the program for certificates and lets OpenSSL describe them, for the peer tests.
import { readFileSync, writeFileSync } from 'node:fs';
import { opensslDoes } from './peer.js';
import { runHereJson } from './run-here.js';

export interface CertificateFacts {
  path: string;
  subject: string;
  issuer: string;
  serialNumber: string;
  notBefore: string;
  notAfter: string;
  subjectAltNames: string[];
  extKeyUsage: string[];
  sha256Fingerprint: string;
}

/** Runs a command that must succeed and answers what it says about the first certificate. */
export async function makes(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CertificateFacts & { stderr: string }> {
  const { exitCode, document, stdout, stderr } = await runHereJson<{
    certificates: CertificateFacts[];
  }>(args, { env });
  const first = document.certificates?.[0];
  if (exitCode !== 0 || first === undefined) {
    throw new Error(`tlsmith ${args.join(' ')}: exit ${exitCode}\n${stdout}${stderr}`);
  }
  return { ...first, stderr };
}

export interface ExtensionText {
  critical: boolean;
  value: string;
}

/** The extensions that `openssl x509 -text` prints, by OpenSSL's name for them. */
export function extensionsIn(text: string): Record<string, ExtensionText> {
  const block = /X509v3 extensions:\n((?: {12}.*\n)+)/.exec(text)?.[1] ?? '';
  const extensions: Record<string, ExtensionText> = {};
  let current: ExtensionText | undefined;
  for (const line of block.split('\n')) {
    const head = /^ {12}(\S.*?): ?(critical)?\s*$/.exec(line);
    if (head?.[1] !== undefined) {
      current = { critical: head[2] !== undefined, value: '' };
      extensions[head[1]] = current;
    } else if (current !== undefined) {
      const value = line.trim().replace(/^keyid:/, '');
      current.value = current.value === '' ? value : `${current.value}\n${value}`.trim();
    }
  }
  return extensions;
}

interface DerElement {
  offset: number;
  depth: number;
  length: number;
  text: string;
}

/** What `openssl asn1parse` sees in a PEM certificate. */
export async function asn1parse(file: string): Promise<DerElement[]> {
  const output = await opensslDoes(['asn1parse', '-i', '-in', file]);
  return [...output.matchAll(/^ *(\d+):d=(\d+) +hl=(\d+) l= *(\d+) +(.*)$/gm)].map((match) => ({
    offset: Number(match[1]),
    depth: Number(match[2]),
    length: Number(match[3]) + Number(match[4]),
    text: (match[5] ?? '').trim(),
  }));
}

/** The DER bytes of issuer and subject, in hexadecimal, cut where OpenSSL says that they are. */
export async function nameBytes(file: string): Promise<{ issuer: string; subject: string }> {
  const derFile = `${file}.der`;
  await opensslDoes(['x509', '-in', file, '-outform', 'DER', '-out', derFile]);
  const der = readFileSync(derFile);
  const fields = (await asn1parse(file)).filter(({ depth }) => depth === 2);
  // TBSCertificate: version, serialNumber, signature, issuer, validity, subject
  const cut = (index: number) => {
    const field = fields[index];
    if (field === undefined) throw new Error(`${file} has no field ${index}`);
    return der.subarray(field.offset, field.offset + field.length).toString('hex');
  };
  return { issuer: cut(3), subject: cut(5) };
}

/** A file with one line, such as a password; answers its path. */
export function lineFile(path: string, line: string): string {
  writeFileSync(path, `${line}\n`, { mode: 0o600 });
  return path;
}
