// A certificate that has ended by the clock of this machine, with its CA: for runs of the program, which know no other clock.
import { commonNames } from './der.js';
import { pem } from './doctor-files.js';
import { ca, endEntity } from './path-builder.js';

const DAY = 86_400_000;
const daysFromToday = (days: number) => new Date(Date.now() + days * DAY);

export { pem };
export const root = ca('Test CA', undefined, {
  notBefore: daysFromToday(-400),
  notAfter: daysFromToday(4000),
});
export const ended = endEntity(root, {
  subject: commonNames('ended'),
  notBefore: daysFromToday(-90),
  notAfter: daysFromToday(-3),
});
