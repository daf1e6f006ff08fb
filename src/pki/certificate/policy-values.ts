// Policies and name constraints (RFC 5280, 4.2.1.4, 4.2.1.5, 4.2.1.10 and 4.2.1.11) as lines of
// text.
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { integerText, oidOf, shownHex, smallInteger, textOrHex } from '../der/der-values.js';
import { generalNameText } from '../names/general-name-encoding.js';

const ANY_POLICY = '2.5.29.32.0';
const CPS = '1.3.6.1.5.5.7.2.1';
const USER_NOTICE = '1.3.6.1.5.5.7.2.2';

/** One line a policy, its qualifiers in brackets. */
export function decodePolicies(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((information) => {
    const members = new DerReader(information.content);
    const policy = policyName(members.next(TAG.oid));
    const qualifiers = members.optional(TAG.sequence);
    members.end();
    if (!qualifiers) return policy;
    return `${policy} (${membersOf(qualifiers).map(qualifierText).join('; ')})`;
  });
}

export function decodePolicyMappings(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((mapping) => {
    const members = new DerReader(mapping.content);
    const [issuer, subject] = [members.next(TAG.oid), members.next(TAG.oid)];
    members.end();
    return `${policyName(issuer)} = ${policyName(subject)}`;
  });
}

export function decodePolicyConstraints(value: Uint8Array): string[] {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  const required = members.optional(0x80);
  const inhibited = members.optional(0x81);
  members.end();
  return [
    ...(required ? [`requireExplicitPolicy: ${smallInteger(required)}`] : []),
    ...(inhibited ? [`inhibitPolicyMapping: ${smallInteger(inhibited)}`] : []),
  ];
}

/** One line a subtree: `permitted dns:.example`, `excluded ip:10.0.0.0/8`. */
export function decodeNameConstraints(value: Uint8Array): string[] {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  const subtrees = (word: string, list: DerElement | undefined) =>
    list ? membersOf(list).map((subtree) => `${word} ${subtreeText(subtree)}`) : [];
  const permitted = subtrees('permitted', members.optional(0xa0));
  const excluded = subtrees('excluded', members.optional(0xa1));
  members.end();
  return [...permitted, ...excluded];
}

/**
 * 4.2.1.10: minimum is 0 and maximum is absent in every conforming certificate; others are said.
 */
function subtreeText({ content }: DerElement): string {
  const members = new DerReader(content);
  const base = generalNameText(members.next());
  const minimum = members.optional(0x80);
  const maximum = members.optional(0x81);
  const lower = minimum ? ` minimum ${integerText(minimum)}` : '';
  return `${base}${lower}${maximum ? ` maximum ${integerText(maximum)}` : ''}`;
}

function qualifierText({ content }: DerElement): string {
  const members = new DerReader(content);
  const type = oidOf(members.next(TAG.oid));
  const qualifier = members.next();
  if (type === CPS) return `cPS: ${textOrHex(qualifier)}`;
  if (type === USER_NOTICE) return `userNotice: ${noticeText(qualifier)}`;
  return `${type}: #${shownHex(qualifier.whole)}`;
}

/** UserNotice: a reference (organization and numbers), a text, or both. */
function noticeText({ content }: DerElement): string {
  const members = new DerReader(content);
  const reference = members.optional(TAG.sequence);
  const text = members.isDone ? [] : [textOrHex(members.next())];
  if (!reference) return text.join('');
  const [organization, numbers] = membersOf(reference);
  const list = numbers ? ` ${membersOf(numbers).map(integerText).join(', ')}` : '';
  return [...(organization ? [`${textOrHex(organization)}${list}`] : []), ...text].join(', ');
}

function policyName(element: DerElement): string {
  const oid = oidOf(element);
  return oid === ANY_POLICY ? 'anyPolicy' : oid;
}
