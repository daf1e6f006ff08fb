// Files of a host in which certificates of CAs give way to others, or get company: in the form that
// the files have, and with all else that is in them.
import { TlsmithError } from '../../errors.js';
import { encodeCertificates, encodePem } from '../../formats/containers/pem.js';
import { encodePkcs7 } from '../../formats/containers/pkcs7-encode.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { AuthorityFile, AuthorityUse } from '../reading/folder/authority-files.js';
import type { EncodingPorts } from './host-files.js';
import { exchangedStore } from './exchanged-store.js';
import type { ReplacedFile } from './replacing/replacement.js';

/** What comes in the place of one certificate; itself where it stays, nothing where it goes. */
export type Exchange = (certificate: Certificate, use: AuthorityUse) => readonly Certificate[];

export interface ExchangeTerms {
  exchange: Exchange;
  /** Whether nobody chose the password: then nothing has to slow down who guesses. */
  isGenerated(password: string | undefined): boolean;
}

/**
 * Undefined where nothing changes. Throws `consumer-cannot-read` for a form that is not written,
 * `password-unusable`.
 */
export async function exchangedFile(
  file: AuthorityFile,
  terms: ExchangeTerms,
  ports: EncodingPorts,
): Promise<ReplacedFile | undefined> {
  if (!wouldChange(file, terms.exchange)) return undefined;
  const { name, bytes: before } = file;
  return { name, before, ...(await contentOf(file, terms, ports)) };
}

/** Whether that exchange makes it another file. */
export function wouldChange({ trusted, above }: AuthorityFile, exchange: Exchange): boolean {
  const isSame = (use: AuthorityUse) => (one: Certificate) => {
    const [only, ...others] = exchange(one, use);
    return only !== undefined && others.length === 0 && equalBytes(only.der, one.der);
  };
  return !trusted.every(isSame('trusted')) || !above.every(isSame('above'));
}

async function contentOf(
  file: AuthorityFile,
  terms: ExchangeTerms,
  ports: EncodingPorts,
): Promise<Pick<ReplacedFile, 'after' | 'isSecret'>> {
  const exchanged = (one: Certificate) => exchangedIn(file, one, terms.exchange);
  switch (file.form) {
    case 'pem':
      return pemContent(file, exchanged);
    case 'der': {
      const [only, ...others] = [...file.trusted, ...file.above].flatMap(exchanged);
      if (only && others.length === 0) return { after: only.der, isSecret: false };
      throw notWritten(file.name, 'one certificate in DER, where two are needed', 'PEM');
    }
    case 'pkcs7': {
      const der = encodePkcs7(file.certificates.flatMap(exchanged).map((one) => one.der));
      return { after: file.isPem ? utf8(encodePem('PKCS7', der)) : der, isSecret: false };
    }
    case 'store': {
      const { store, password, name } = file;
      const protection = { password, isGenerated: terms.isGenerated(password) };
      const after = await exchangedStore(
        { store, name, exchange: terms.exchange },
        protection,
        ports,
      );
      return { after, isSecret: store.keys.length > 0 };
    }
  }
}

/** What is neither trusted nor above another one, such as an end entity, stays. */
function exchangedIn(
  { trusted, above }: AuthorityFile,
  one: Certificate,
  exchange: Exchange,
): readonly Certificate[] {
  if (trusted.includes(one)) return exchange(one, 'trusted');
  return above.includes(one) ? exchange(one, 'above') : [one];
}

/** What stands around the blocks stays, and what is new has their line ends. */
function pemContent(
  { bytes, blocks }: AuthorityFile & { form: 'pem' },
  exchanged: (one: Certificate) => readonly Certificate[],
): Pick<ReplacedFile, 'after' | 'isSecret'> {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/(?<=\n|\r(?!\n))/);
  const texts: string[] = [];
  let isSecret = false;
  let next = 0;
  for (let at = 0; at < lines.length; at++) {
    const end = endOfBlock(lines, at);
    const block = end === undefined ? undefined : blocks[next];
    if (end === undefined || !block) {
      texts.push(lines[at] as string);
      continue;
    }
    next += 1;
    isSecret ||= block.text.includes('PRIVATE KEY-----');
    const own = lines.slice(at, end + 1).join('');
    texts.push(block.certificate ? blockAfter(own, block.certificate, exchanged) : own);
    at = end;
  }
  return { after: new Uint8Array(Buffer.from(texts.join(''), 'latin1')), isSecret };
}

/** Of the block that begins at this line, as `decodePem` finds them. */
function endOfBlock(lines: readonly string[], at: number): number | undefined {
  if (!/^(?:\u00ef\u00bb\u00bf)?-----BEGIN [^-]+-----\s*$/.test(lines[at] as string)) {
    return undefined;
  }
  const end = lines.findIndex((line, index) => index > at && line.startsWith('-----'));
  return end === -1 ? undefined : end;
}

function blockAfter(
  own: string,
  certificate: Certificate,
  exchanged: (one: Certificate) => readonly Certificate[],
): string {
  const isIt = ({ der }: Certificate) => equalBytes(der, certificate.der);
  const lineEnd = own.includes('\r\n') ? '\r\n' : '\n';
  const parts = exchanged(certificate).map((one) =>
    isIt(one)
      ? own.replace(/(?<![\r\n])$/, lineEnd)
      : encodeCertificates([one]).replaceAll('\n', lineEnd),
  );
  return parts.join('');
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Throws nothing itself. */
export function notWritten(name: string, form: string, instead: string): TlsmithError {
  return new TlsmithError(
    'consumer-cannot-read',
    `${name} is ${form}, which is not written anew: ${instead} takes both`,
    { consumer: 'ca rotate', found: form },
  );
}
