// The name of an entry in a store (friendlyName, Java's alias): what is accepted, and the form that
// is written.
import { TlsmithError } from '../../errors.js';
import { isUnseen, quote } from '../../quote.js';

const MAXIMUM_LENGTH = 100;

/**
 * In lower case: Java compares aliases so, and writes them so. Throws `name-invalid` with the
 * reason.
 */
export function checkAlias(alias: string): string {
  const fault = faultOf(alias);
  if (fault === undefined) return alias.toLowerCase();
  throw new TlsmithError('name-invalid', `${quote(alias)} is not an alias: ${fault}`, {
    reason: fault,
  });
}

function faultOf(alias: string): string | undefined {
  if (alias.trim() === '') return 'it is empty';
  if (alias !== alias.trim()) return 'it begins or ends with a blank';
  if ([...alias].length > MAXIMUM_LENGTH) return `it is longer than ${MAXIMUM_LENGTH} characters`;
  if (/[/\\]/.test(alias)) return 'it contains a slash';
  if ([...alias].some(isUnseen)) return 'it contains a control or invisible character';
  return undefined;
}
