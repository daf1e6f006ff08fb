// Faults of certificates and paths that two configs can meet: one of each code.
import { FAULTS, type FaultRow, NOTES } from '../../../checks/path-fault-rows.js';

/**
 * Never given: what is asked of nobody here, of every link without lists of revoked certificates,
 * and what no reader lets pass.
 */
export const NOT_GIVEN = [
  ...['email-address', 'search-limit', 'trust-settings', 'name-not-judged'],
  ...['revocation-not-judged', 'malformed-extension'],
];

const isOfServer = ({ faulty: { terms, whole }, code }: FaultRow) =>
  !terms && !whole && !NOT_GIVEN.includes(code);
const all = [...FAULTS, ...NOTES].filter(isOfServer);

/** The others of a code differ in what a path's own tests look at. */
export const PATH_FAULTS = all.filter(
  ({ code }, at) => all.findIndex((one) => one.code === code) === at,
);
