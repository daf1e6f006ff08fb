// What a certificate is for.
import * as Flags from '@oclif/core/flags';
import { choice } from './choice.js';

const endEntity = Flags.custom<'server' | 'client' | 'peer'>(
  choice('the profile', ['server', 'client', 'peer']),
);
const any = Flags.custom<'server' | 'client' | 'peer' | 'intermediate'>(
  choice('the profile', ['server', 'client', 'peer', 'intermediate']),
);

export const profileFlag = {
  profile: endEntity({ description: 'what the certificate is for (extKeyUsage)' }),
};

export const anyProfileFlag = {
  profile: any({ description: 'what the certificate is for; intermediate makes a CA' }),
};
