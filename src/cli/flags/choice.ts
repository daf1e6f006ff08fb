// Flags whose value is one of a few words: one parser, one sentence for all of them.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';

/**
 * For `Flags.custom`: takes one of `values`; its refusal begins with `what`, such as `the profile`,
 * and lists them.
 */
export function choice<const T extends string>(
  what: string,
  values: readonly T[],
  helpValue = values.join('|'),
) {
  const parse = async (text: string): Promise<T> => {
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    throw new TlsmithError(
      'flag-value-invalid',
      `${what} is one of ${values.join(', ')}, not ${quote(text)}`,
      {
        possible: values,
      },
    );
  };
  return { parse, helpValue };
}
