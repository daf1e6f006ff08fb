// The page of a kit after a renewal: the ends of the certificates that it names, and the first of
// them. It is read back by the words of its own template.

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
  const text = sections.join('');
  const named = [...text.matchAll(new RegExp(`until (${TIME})`, 'g'))].map(([, time]) => time);
  const [first] = named.sort();
  if (first === undefined) return text;
  return text.replace(new RegExp(`(\\*\\*Expires )${TIME}`), `$1${first}`);
}
