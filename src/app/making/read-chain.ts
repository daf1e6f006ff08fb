// Whether the products that will read a certificate can read and verify those above it: before a CA
// signs, where its chain is known, and of what came back from one that was asked.
import type { Chain } from '../../pki/certificate/identity.js';
import { describePublicKey } from '../../pki/key/public-key.js';
import type { AnswerTerms } from './certified.js';
import { checkIssuerIsVerified, type Consumers } from './consumers.js';
import { checkReadByJvm } from './jvm-certificates.js';

/** The issuing certificate comes first. Throws `consumer-cannot-read`. */
export function checkChainIsRead(chain: Chain, consumers: Consumers): void {
  checkIssuerIsVerified(describePublicKey(chain[0].subjectPublicKeyInfo), consumers);
  checkReadByJvm(chain, consumers);
}

/** The same of an answer, with what was certified itself. */
export function readBy(consumers: Consumers): NonNullable<AnswerTerms['accept']> {
  return ({ chain: [certificate, ...intermediates], trustAnchors }) => {
    const [issuing = trustAnchors[0], ...above] = intermediates;
    checkReadByJvm([certificate], consumers);
    checkChainIsRead([issuing, ...above, ...trustAnchors], consumers);
  };
}
