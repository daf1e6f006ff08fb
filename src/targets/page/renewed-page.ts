// The page of a kit after a renewal: the ends of the certificates that it names, the first of them,
// and the CAs that its hosts trust. It is read back by the words of its own template.
import { code } from './markdown.js';

export interface RenewedEnd {
  /** Of the host, in the kit. */
  folder: string;
  /** RFC 3339, UTC. */
  notAfter: string;
}

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
/** Of the certificate that a section is about. */
const OWN_END = new RegExp(`^(Certificate for .*, until )${TIME}`, 'm');

/** The same text where it says nothing of these ends. */
export function withRenewedEnds(page: string, ends: readonly RenewedEnd[]): string {
  const sections = page.split(/^(?=## )/m).map((section) => {
    const [heading = ''] = section.split('\n', 1);
    const renewed = ends.find(({ folder }) => heading.endsWith(`: \`${folder}/\``));
    return renewed ? section.replace(OWN_END, `$1${renewed.notAfter}`) : section;
  });
  return withFirstEnd(sections.join(''));
}

function withFirstEnd(text: string): string {
  const named = [...text.matchAll(new RegExp(`until (${TIME})`, 'g'))].map(([, time]) => time);
  const [first] = named.sort();
  if (first === undefined) return text;
  return text.replace(new RegExp(`(\\*\\*Expires )${TIME}`), `$1${first}`);
}

export interface PageAuthority {
  /** RFC 4514. */
  subject: string;
  /** RFC 3339, UTC. */
  notAfter: string;
  /** Lower-case hex. */
  sha256Fingerprint: string;
  /** In the kit; none: it stands elsewhere. */
  folder?: string | undefined;
}

/** The line of that CA, whichever of its certificates it has, gives way to these, in their order. */
export function withAuthorities(
  page: string,
  old: Pick<PageAuthority, 'subject' | 'folder'>,
  now: readonly PageAuthority[],
): string {
  const [own, ...named] = [old, ...now].map(({ subject }) => code(subject));
  const subjectIn = (line: string) => AUTHORITY.exec(line)?.[1] ?? '';
  const before = page.split('\n');
  // A page that does not name it says the others already.
  if (!before.some((line) => subjectIn(line) === own)) return page;
  const lines = before.flatMap((line) => {
    const subject = subjectIn(line);
    if (subject === own) return now.map(authorityLine);
    return named.includes(subject) ? [] : [line];
  });
  const folders = now.flatMap(({ folder }) => (folder === undefined ? [] : [folder]));
  const text = withFirstEnd(lines.join('\n'));
  return folders.reduce((said, folder) => withKeptFolder(said, old.folder, folder), text);
}

const AUTHORITY = /^- CA (.*), until \S+; SHA-256 `[0-9a-f]{64}`$/;

function authorityLine({ subject, notAfter, sha256Fingerprint }: PageAuthority): string {
  return `- CA ${code(subject)}, until ${notAfter}; SHA-256 \`${sha256Fingerprint}\``;
}

/** Its key is no more for the hosts than that of the one before. */
function withKeptFolder(page: string, old: string | undefined, folder: string): string {
  const [own, mark] = [code(`${folder}/`), code(`${old}/`)];
  if (old === folder || page.includes(`${own} belong`)) return page;
  return page
    .replace(`${mark} belongs on none`, () => `${mark} and ${own} belong on none`)
    .replace(`${mark} belong on none`, () => `${mark} and ${own} belong on none`);
}
