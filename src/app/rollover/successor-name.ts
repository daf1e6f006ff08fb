// What the CA that succeeds another one is called: like it, but not the same.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { COMMON_NAME } from '../../pki/names/attribute-type.js';
import type { DistinguishedName, TextAttribute } from '../../pki/names/distinguished-name.js';

/** The most that a common name holds (RFC 5280, A.1). */
const LONGEST = 64;

/**
 * Undefined for one that has the name that `ca create` gives: the new one gets such a name too. Else
 * its common name with the next number; one without a common name gets its date.
 */
export function successorName(
  { subject }: Pick<Certificate, 'subject'>,
  now: Date,
): DistinguishedName | undefined {
  const names = subject.flat().filter((one): one is TextAttribute => {
    return one.type === COMMON_NAME && 'value' in one;
  });
  const last = names.at(-1);
  if (!last) return [...subject, [{ type: COMMON_NAME, value: now.toISOString().slice(0, 10) }]];
  if (subject.length === 1 && names.length === 1 && OURS.test(last.value)) return undefined;
  const next = { ...last, value: nextNumber(last.value) };
  return subject.map((rdn) => rdn.map((one) => (one === last ? next : one)));
}

const OURS = /^tlsmith (?:intermediate )?CA \d{4}-\d\d-\d\d [0-9a-f]{6}$/;

/** `Example Root` is followed by `Example Root 2`, that by `Example Root 3`. */
function nextNumber(name: string): string {
  const [, stem = name, number = '1'] = /^(.*\S) (\d{1,4})$/.exec(name) ?? [];
  const end = ` ${Number(number) + 1}`;
  return `${[...stem].slice(0, LONGEST - end.length).join('')}${end}`;
}
