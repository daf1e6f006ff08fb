// How a store that is written anew is protected: what was readable for old readers stays so.
import type { Store } from '../../formats/pkcs12/store.js';

export function compatOf({ protection: { encryption } }: Store): 'modern' | 'legacy' {
  return encryption.some((scheme) => /3DES|DES-EDE|RC2|SHA1|SHA-1/i.test(scheme))
    ? 'legacy'
    : 'modern';
}
