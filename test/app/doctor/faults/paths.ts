// Faults of certificates and paths that two configs can meet: one of each code.
import type { Given } from '../../../support/path-builder.js';
import { FAULTS, type FaultRow, NOTES } from '../../../checks/path-fault-rows.js';

/**
 * Never given: what is asked of nobody here, of every link without lists of revoked certificates,
 * and what no reader lets pass.
 */
export const NOT_GIVEN = [
  ...['email-address', 'search-limit', 'trust-settings', 'name-not-judged'],
  ...['revocation-not-judged', 'malformed-extension', 'file-kind'],
];

/** What a sentence mends has a row of its own. */
const isOfServer = ({ faulty: { terms, whole }, code }: FaultRow) =>
  !terms &&
  !NOT_GIVEN.includes(code) &&
  code !== 'no-path' &&
  (!whole || isChainAlone(whole().given));

/** What two configs can say of a path: whom the one trusts, and what the other sends. */
function isChainAlone({ anchors: _anchors, between: _between, ...terms }: Given): boolean {
  return Object.keys(terms).length === 0;
}

const all = [...FAULTS, ...NOTES].filter(isOfServer);

/** The others of a code differ in what a path's own tests look at. */
export const PATH_FAULTS = all.filter(
  ({ code }, at) => all.findIndex((one) => one.code === code) === at,
);
