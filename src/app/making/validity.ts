// The dates of a new certificate within those of every certificate above it.
import type { Issuer } from '../../pki/issuing/issuer.js';
import {
  formatTime,
  planValidity,
  type Validity,
  type WantedValidity,
} from '../../pki/certificate/validity.js';
import type { Reporter } from '../../ports.js';

/** Dates within the issuer's; says so where the end had to be shortened. */
export function validityBelow(
  wanted: WantedValidity,
  issuer: Issuer | undefined,
  now: Date,
  { reporter }: { reporter: Reporter },
): Validity {
  const bounds = issuer?.chain.map(({ notBefore, notAfter }) => ({ notBefore, notAfter }));
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
  return validity;
}
