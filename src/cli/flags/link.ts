// What a link is beside its certificates: who demands what, who watches it, what is encrypted in
// it.
import * as Flags from '@oclif/core/flags';
import { choice } from './choice.js';

const clientAuthentication = Flags.custom<'required' | 'optional'>(
  choice('client authentication', ['required', 'optional']),
);

export const clientAuthenticationFlag = {
  'client-auth': clientAuthentication({
    description: 'whether the server demands a client certificate (default required)',
  }),
};

export const templatesFlag = {
  templates: Flags.string({
    description: 'folder with products of your own, one folder each, data only',
    helpValue: 'DIR',
  }),
};
