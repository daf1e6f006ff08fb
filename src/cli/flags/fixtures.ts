// Flags of `fixtures`: where the set goes, for which moment it is made, and what makes it again.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { parseMoment } from '../../pki/certificate/validity.js';
import { quote } from '../../quote.js';
import { outputFlags } from './output.js';

const moment = Flags.custom<Date>({ parse: async (text) => parseMoment(text), helpValue: 'TIME' });

/** Its bounds are for the use-case to say. */
const seed = Flags.custom<number>({
  parse: async (text) => {
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new TlsmithError('number-invalid', `${quote(text)} is no seed: it is a whole number`);
  },
  helpValue: 'N',
});

export const fixturesFlags = {
  ...outputFlags('./tlsmith-fixtures'),
  at: moment({
    description:
      'the moment (RFC 3339) around which the dates lie and the verdicts hold; default now',
  }),
  seed: seed({
    description:
      'with the same --at the same set, byte for byte: 0 to 4294967295; by default drawn, and said',
  }),
};
