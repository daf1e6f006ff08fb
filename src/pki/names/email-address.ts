// E-mail addresses as certificates carry them: the local part as typed, the domain in A-labels (RFC
// 5280 4.2.1.6).
import { judgeDomain } from './dns-name.js';
import { isAscii, unseenFault, type Judgement } from './judgement.js';

/**
 * An rfc822Name is a Mailbox (RFC 5321 4.1.2) in ASCII; its local part may matter by case and is
 * kept.
 */
export function judgeEmail(text: string): Judgement {
  const at = text.lastIndexOf('@');
  if (at < 0) return { fault: unseenFault(text) ?? 'it has no "@"; it is written user@domain' };
  const local = text.slice(0, at);
  const fault = localPartFault(local);
  if (fault !== undefined) return { fault };
  const domain = judgeDomain(text.slice(at + 1));
  if ('fault' in domain) return { fault: `its domain cannot be used, ${domain.fault}` };
  const value = `${local}@${domain.value}`;
  return value.length > 254
    ? { fault: 'it is longer than 254 octets (RFC 5321 4.5.3.1.3)' }
    : { value };
}

function localPartFault(local: string): string | undefined {
  const unseen = unseenFault(local);
  if (unseen !== undefined) return unseen;
  if (local === '') return 'its local part, before the "@", is empty';
  if (!isAscii(local))
    return 'its local part is not ASCII, which rfc822Name demands (RFC 5280 4.2.1.6)';
  if (!/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local)) {
    return 'its local part is not made of letters, digits and signs with single dots between (RFC 5321 4.1.2)';
  }
  return local.length > 64
    ? 'its local part is longer than 64 octets (RFC 5321 4.5.3.1.1)'
    : undefined;
}
