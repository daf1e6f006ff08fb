// PEM as people bring it: what shells, YAML, JSON, mails and environment variables do to it is
// undone where there is one way to read it.
import { TlsmithError } from '../../errors.js';
import { ifNormalised } from '../../pki/der/ber.js';
import { decodePem, malformedPem, type PemBlock } from './pem.js';

export interface BroughtPem {
  /** In the order of the file: a damaged block hides no good one. */
  found: (PemBlock | TlsmithError)[];
  /** What was undone; sentences that follow the file's name. */
  notes: string[];
}

/** Never throws. At most one more than `limit` blocks are looked for. */
export function readBroughtPem(bytes: Uint8Array, limit: number): BroughtPem {
  const text = Buffer.from(bytes).toString('latin1');
  const asItStands = strictly(text, limit);
  const count = blocksIn(asItStands);
  const isRight = count > 0 && count === asItStands.length;
  if (isRight && count === occurrencesIn(text, limit)) {
    return { found: asItStands, notes: [] };
  }
  const mended = undone(text, limit);
  // A BEGIN in prose is no block: what is there in the right form wins, unless there is more in the
  // other.
  const isMore = blocksIn(mended.found) > count || asItStands.length === 0;
  return isMore ? mended : { found: asItStands, notes: [] };
}

const blocksIn = (found: BroughtPem['found']) =>
  found.filter((one) => !(one instanceof TlsmithError)).length;

const BEGIN = '-----BEGIN ';

function occurrencesIn(text: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(BEGIN); at !== -1 && count <= limit; count++) {
    at = text.indexOf(BEGIN, at + 1);
  }
  return count;
}

/** One for each BEGIN line, up to the next one: a block that is cut off spoils no other. */
function strictly(text: string, limit: number): BroughtPem['found'] {
  const begin = /^(?:\u00ef\u00bb\u00bf)?-----BEGIN /gm;
  const found: BroughtPem['found'] = [];
  let [line, counted] = [1, 0];
  let start = begin.exec(text)?.index;
  while (start !== undefined && found.length <= limit) {
    const next = begin.exec(text)?.index;
    line += lineEndsIn(text.slice(counted, start));
    counted = start;
    found.push(...decoded(text.slice(start, next), line));
    start = next;
  }
  return found;
}

function decoded(segment: string, line: number): BroughtPem['found'] {
  try {
    return decodePem(Buffer.from(segment, 'latin1'), line);
  } catch (error) {
    if (error instanceof TlsmithError) return [error];
    throw error;
  }
}

const lineEndsIn = (text: string) => text.match(/\r\n|\n|\r/g)?.length ?? 0;

const ESCAPED_LINE_END = /(?:\\+r)?\\+n/g;

/** Base64 around a whole PEM, once; then every block, wherever in a line it begins. */
function undone(text: string, limit: number): BroughtPem {
  const inner = decodedBase64(text)?.toString('latin1');
  if (inner?.includes(BEGIN) !== true) return blocksAnywhere(text, limit);
  const asItStands = strictly(inner, limit);
  const isRight = blocksIn(asItStands) > 0 && blocksIn(asItStands) === asItStands.length;
  const { found, notes } = isRight
    ? { found: asItStands, notes: [] }
    : blocksAnywhere(inner, limit);
  return { found, notes: ['is base64 around a PEM', ...notes] };
}

function blocksAnywhere(text: string, limit: number): BroughtPem {
  const found: BroughtPem['found'] = [];
  const habits = new Set<string>();
  let [line, counted] = [1, 0];
  for (let start = text.indexOf(BEGIN); start !== -1 && found.length <= limit;) {
    line += lineEndsIn(text.slice(counted, start));
    counted = start;
    const block = blockAt(text, start, line);
    found.push(block.found);
    for (const habit of habitsOf(text, start, block)) habits.add(habit);
    start = text.indexOf(BEGIN, Math.max(block.end, start + BEGIN.length));
  }
  return { found, notes: [...habits] };
}

interface FoundBlock {
  found: PemBlock | TlsmithError;
  /** As it stands. */
  body: string;
  end: number;
}

/** Five dashes end a body: no header and no base64 has them. */
function blockAt(text: string, start: number, line: number): FoundBlock {
  const head = /^-----BEGIN ([A-Z0-9][A-Z0-9 .#]{0,63})-----/.exec(text.slice(start, start + 96));
  const label = head?.[1];
  if (!head || label === undefined) {
    const found = new TlsmithError(
      'input-malformed',
      (it) => `${it} has a damaged BEGIN line (line ${line})`,
      {
        line,
      },
    );
    return { found, body: '', end: start + BEGIN.length };
  }
  const from = start + head[0].length;
  const to = text.indexOf('-----', from);
  const tail = `-----END ${label}-----`;
  if (to === -1 || !text.startsWith(tail, to)) {
    const found = malformedPem(label, 'has no matching END line', line);
    return { found, body: '', end: from };
  }
  const body = text.slice(from, to);
  return { found: rebuilt(label, body, line), body, end: to + tail.length };
}

const HEADERS = /^\s*(Proc-Type: ?4,ENCRYPTED)\s+(DEK-Info: ?[A-Za-z0-9-]+,[0-9A-Fa-f]+)\s/;

/**
 * The block as it should stand, read strictly: quotes, commas, `>` and backslashes are none of
 * base64.
 */
function rebuilt(label: string, body: string, line: number): PemBlock | TlsmithError {
  const plain = body
    .replace(ESCAPED_LINE_END, '\n')
    .replace(/[>"',\\]+(?!ENCRYPTED|[0-9A-F]{16})/g, ' ');
  const [all = '', procType, dekInfo] = HEADERS.exec(plain) ?? [];
  const base64 = plain
    .slice(all.length)
    .replace(/\s+/g, '')
    .replace(/.{64}(?=.)/g, '$&\n');
  const headers = procType === undefined ? '' : `${procType}\n${dekInfo}\n\n`;
  const text = `-----BEGIN ${label}-----\n${headers}${base64}\n-----END ${label}-----\n`;
  const [block] = decoded(text, line);
  if (block && !(block instanceof TlsmithError)) return block;
  const lines = body.split(/\r\n|\n|\r/);
  const at = lines.findIndex((one) => /[^A-Za-z0-9+/=\s>"',\\:-]/.test(one));
  return malformedPem(label, 'is not base64', line + Math.max(at, 0));
}

/** How the block differs from what RFC 7468 wants, in words. */
function habitsOf(text: string, start: number, { found, body }: FoundBlock): string[] {
  if (found instanceof TlsmithError) return [];
  const before = text.slice(Math.max(0, start - 16), start);
  const habits: string[] = [];
  if (/\\n/.test(body)) habits.push('has \\n in place of the line ends of its PEM');
  else if (!/[\r\n]/.test(body.trim())) habits.push('has a PEM without line ends');
  if (/-----$/.test(before)) habits.push('has PEM blocks that are glued together');
  else if (/(^|[\r\n])[ \t]+$/.test(before)) habits.push('has an indented PEM');
  else if (/>[ \t]*$/.test(before)) habits.push('has a PEM that is quoted with >');
  else if (/[^\r\n\u00bf]$/.test(before)) habits.push('has a PEM that begins inside a line');
  return habits;
}

/** Text that is base64 and nothing else, quotes around it aside; undefined for all other. */
function decodedBase64(text: string): Buffer | undefined {
  const bare = text.replace(/^\u00ef\u00bb\u00bf/, '').replace(/[\s"']+/g, '');
  if (bare.length < 8 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(bare)) return undefined;
  return Buffer.from(bare, 'base64');
}

/** The DER or BER of which a text without BEGIN and END is the base64, with its note. */
export function readBareBase64(bytes: Uint8Array): { der: Uint8Array; note: string } | undefined {
  const decodedText = decodedBase64(Buffer.from(bytes).toString('latin1'));
  if (decodedText?.[0] !== 0x30) return undefined;
  const isWhole = ifNormalised(decodedText)?.length === decodedText.length;
  if (!isWhole) return undefined;
  return {
    der: new Uint8Array(decodedText),
    note: 'is base64 without BEGIN and END lines',
  };
}

export const BER_NOTE = 'is BER (indefinite lengths or strings in pieces), and not DER';
