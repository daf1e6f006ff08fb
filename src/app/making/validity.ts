// The dates of a new certificate within those of every certificate above it.
import type { Certificate } from '../../pki/certificate/certificate.js';
import {
  formatTime,
  planValidity,
  type Validity,
  type WantedValidity,
} from '../../pki/certificate/validity.js';
import type { Reporter } from '../../ports.js';

export interface PlannedValidity extends Validity {
  /** As it was asked for: what an issuer by request is told. None: until that end. */
  wanted?: WantedValidity | undefined;
}

/** Dates within those of `chain`, as far as it is known; says where the end had to be shortened. */
export function validityBelow(
  wanted: WantedValidity,
  chain: readonly Certificate[] | undefined,
  now: Date,
  { reporter }: { reporter: Reporter },
): PlannedValidity {
  const bounds = chain?.map(({ notBefore, notAfter }) => ({ notBefore, notAfter }));
  const narrowest = bounds?.reduce((narrow, { notBefore, notAfter }) => ({
    notBefore: notBefore > narrow.notBefore ? notBefore : narrow.notBefore,
    notAfter: notAfter < narrow.notAfter ? notAfter : narrow.notAfter,
  }));
  const { shortened, ...validity } = planValidity({
    now,
    wanted,
    issuer: narrowest,
  });
  if (shortened) {
    reporter.note(`valid until ${formatTime(validity.notAfter)} only, the end of the issuer`);
  }
  return { ...validity, wanted };
}
