// A CA folder as it stands, without its key: its certificates, and which CA is to succeed it.
import { basename, dirname } from 'node:path/posix';
import { pathIn } from '../../../path-in.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { Chain } from '../../../pki/certificate/identity.js';
import { equalBytes } from '../../../pki/der/hex.js';
import {
  decodeSuccessorLine,
  type SuccessorLine,
  wholeBehindHalf,
} from '../../../pki/issuing/ledger.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { isCaFolder, ledgerOf } from '../../reading/ca-folder.js';
import { chainAbove } from '../../reading/certificate/chain.js';
import { readCertificates } from '../../reading/certificate/certificates.js';
import type { IssuerPorts } from '../../reading/key/issuer.js';
import { linesWith } from '../../reading/ledger/search.js';

export interface StandingCa {
  /** As the person named it. */
  folder: string;
  /** Its own certificate first, then those above it. */
  chain: Chain;
  ledger: string;
  /** For its name and key, signed by the CA that it succeeds. */
  cross: Certificate | undefined;
}

export const CROSS_CERTIFICATE = 'cross.crt';

/** Throws `input-*`. */
export async function readStandingCa(folder: string, ports: IssuerPorts): Promise<StandingCa> {
  const { files, crypto } = ports;
  const ledger = await ledgerOf(folder, files);
  const [own, ...beside] = await readCertificates(pathIn(folder, 'ca.crt'), undefined, ports);
  const above = await certificatesIfThere(pathIn(folder, 'chain.crt'), ports);
  const [cross] = await certificatesIfThere(pathIn(folder, CROSS_CERTIFICATE), ports);
  const chain = chainAbove(own, [...beside, ...above], crypto);
  const isOfIt = cross && equalBytes(cross.subjectDer, own.subjectDer);
  return { folder, chain, ledger, cross: isOfIt ? cross : undefined };
}

async function certificatesIfThere(path: string, ports: IssuerPorts): Promise<Certificate[]> {
  const kind = await ports.files.kindBehind(path);
  return kind === 'absent' ? [] : readCertificates(path, undefined, ports);
}

/**
 * By the last line of its ledger that says so; undefined where none does, or nothing was made of
 * it. It is looked for beside the old one first: both may have been moved.
 */
export async function successorOf(
  { folder, ledger }: StandingCa,
  ports: IssuerPorts,
): Promise<StandingCa | undefined> {
  const line = await successorLineIn(ledger, ports);
  if (!line) return undefined;
  const beside = besideIt(folder, basename(line.path));
  for (const path of [beside, line.path]) {
    if (!(await isCaFolder(path, ports.files))) continue;
    const found = await readStandingCa(path, ports);
    // By its name: its certificate may have been renewed since.
    if (formatDistinguishedName(found.chain[0].subject) === line.subject) return found;
  }
  return undefined;
}

/** Those that have succeeded it since, one after the other. */
export async function laterSuccessors(ca: StandingCa, ports: IssuerPorts): Promise<StandingCa[]> {
  const { files } = ports;
  const later: StandingCa[] = [];
  const seen = new Set([files.absolute(ca.folder)]);
  // What is only rehearsed has no ledger.
  for (let one = ca; (await files.kindBehind(one.ledger)) === 'file';) {
    const next = await successorOf(one, ports);
    if (!next || seen.has(files.absolute(next.folder))) break;
    seen.add(files.absolute(next.folder));
    later.push(next);
    one = next;
  }
  return later;
}

/** As it would be typed. */
function besideIt(folder: string, name: string): string {
  const around = dirname(folder);
  return around === '.' && !folder.startsWith('./') ? name : pathIn(around, name);
}

/** The last one. */
export async function successorLineIn(
  ledger: string,
  ports: IssuerPorts,
): Promise<SuccessorLine | undefined> {
  let last: SuccessorLine | undefined;
  const file = await ports.files.open(ledger);
  try {
    await linesWith(file, '"event":"successor"', (line) => {
      last = decodeSuccessorLine(line) ?? decodeSuccessorLine(wholeBehindHalf(line) ?? '') ?? last;
    });
  } finally {
    await file.close();
  }
  return last;
}

/** `ca` is followed by `ca-2`, that by `ca-3`. */
export function nextFolder(folder: string): string {
  const trimmed = folder.replace(/(?<=.)\/+$/, '');
  const [, stem = trimmed, number = '1'] = /^(.*[^/.].*?)-(\d{1,4})$/.exec(trimmed) ?? [];
  return `${stem}-${Number(number) + 1}`;
}
