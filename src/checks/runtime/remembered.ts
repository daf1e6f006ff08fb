// What is worked out of a certificate is worked out once, whoever asks again, unless it hung on the
// version of the runtime that asked.

/** `isSince` of a runtime, or of its library. */
export type AskVersion = (...version: readonly number[]) => boolean;

export function remembered<K extends object, R>(
  compute: (key: K, ask: AskVersion) => R,
): (key: K, ask: AskVersion) => R {
  const known = new WeakMap<K, { value: R }>();
  return (key, ask) => {
    const found = known.get(key);
    if (found) return found.value;
    let isAsked = false;
    const value = compute(key, (...version) => {
      isAsked = true;
      return ask(...version);
    });
    if (!isAsked) known.set(key, { value });
    return value;
  };
}
