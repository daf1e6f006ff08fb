// The help topic that lists every file that is written, with its mode.
import type { FileKind } from '../../app/writing/plan.js';

export interface FileRow {
  name: string;
  kind: FileKind;
  /** Octal, as the file gets it whatever the umask. */
  mode: string;
  meaning: string;
}

/** A test holds the modes against the writer. */
export const FILES: readonly FileRow[] = [
  row(
    'NAME.crt',
    'certificate',
    '0644',
    'the certificate of a host, then the intermediates; never the root',
  ),
  row(
    'NAME.key',
    'private-key',
    '0600',
    'its private key, PKCS#8; encrypted where a password is given',
  ),
  row(
    'ca.crt',
    'certificate',
    '0644',
    "in a host's folder whom the host trusts; in a CA folder the CA's own",
  ),
  row('keystore.p12', 'keystore', '0600', 'key and certificates of a host, PKCS#12'),
  row(
    'truststore.p12',
    'truststore',
    '0644',
    'whom the host trusts, PKCS#12 with the mark that Java wants',
  ),
  row('secrets.env', 'secrets', '0600', 'the passwords that were made for a host, NAME=value'),
  row('NAME.csr', 'request', '0644', 'a request for a certificate, PKCS#10'),
  row('ca.key', 'private-key', '0600', 'the key of a CA; never overwritten'),
  row('chain.crt', 'certificate', '0644', 'the issuers of an intermediate CA, root last'),
  row('ca.crl', 'crl', '0644', 'what the CA has revoked'),
  row(
    'ledger.jsonl',
    'ledger',
    '0600',
    'what a CA issued, one JSON object a line, written before the files',
  ),
  row(
    'heartbeat.yml, …',
    'snippet',
    '0644',
    'the settings of a product, to be merged where the first line says',
  ),
  row('README.md', 'readme', '0644', 'of a kit: what goes where, how it is installed and checked'),
  row(
    'manifest.json',
    'report',
    '0644',
    'of fixtures: what is wrong with each item, and what to expect of whom',
  ),
  row(
    'FILE.zip, FILE.tar.gz',
    'archive',
    '0600',
    'of a batch: a folder for each host, with the modes of its files',
  ),
  row('SHA256SUMS', 'checksums', '0644', 'in the archive of a batch, for sha256sum -c'),
  row('answers.yml', 'answers', '0644', 'answers of the wizard, for --answers; never a password'),
  row(
    'hosts.yml',
    'list',
    '0644',
    'a list of hosts that was typed into the wizard, for cert batch',
  ),
  row('FILE', 'report', '0644', 'the answer of status in another form, where --out says'),
  row(
    'elastic-stack-ca.p12',
    'keystore',
    '0600',
    'of certutil: key, certificate and trusted CA in one PKCS#12 store',
  ),
  row(
    'csr-bundle.zip, …',
    'archive',
    '0600',
    'of certutil: what certutil puts into it, with modes',
  ),
  row('.gitignore', 'ignore', '0644', 'keeps a new folder of secrets out of a git work tree'),
];

const FOLDERS = `Folders that hold secrets, and a kit, are 0700. A new folder appears whole or not at all, no
file is ever half-written, and nothing is written through a link.`;

export function fileTopic(): { files: readonly FileRow[]; text: string } {
  const width = Math.max(...FILES.map(({ name }) => name.length));
  const lines = FILES.map(
    ({ name, mode, meaning }) => `  ${name.padEnd(width)}  ${mode}  ${meaning}`,
  );
  return { files: FILES, text: `Files that are written:\n\n${lines.join('\n')}\n\n${FOLDERS}\n` };
}

function row(name: string, kind: FileKind, mode: string, meaning: string): FileRow {
  return { name, kind, mode, meaning };
}
