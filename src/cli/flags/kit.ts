// The flags of `kit`, which meet nowhere else.
import * as Flags from '@oclif/core/flags';
import { choice } from './choice.js';
import { caPasswordFlags, issuerFlags } from './issuer.js';
import { caKeyTypeFlag, keyTypeFlag } from './keys.js';
import { clientAuthenticationFlag, templatesFlag } from './link.js';
import { hostFlag, sanFlag } from './names.js';
import { outputFlags } from './output.js';
import { newPasswordFlags } from './passwords.js';
import { placeFlags } from './place.js';
import { stackFlag } from './targets.js';
import { validityFlags } from './validity.js';

const eku = Flags.custom<'both' | 'own'>(choice('extKeyUsage', ['both', 'own']));

export const kitFlags = {
  ...hostFlag,
  ...sanFlag,
  'client-name': Flags.string({
    description: "the client's folder, file stem and common name (default CLIENT)",
    helpValue: 'NAME',
  }),
  clients: Flags.string({
    description: 'several client hosts, a folder each',
    helpValue: 'N1,N2',
  }),
  'add-client': Flags.string({
    description: 'one more client into the kit in --out; the server stays as it is',
    helpValue: 'NAME',
  }),
  request: Flags.boolean({
    description: 'make keys and requests only, for a CA that signs elsewhere',
  }),
  signed: Flags.string({
    description:
      'certificate that such a CA made, and with --ca-cert its root: the kit; repeatable',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  requests: Flags.string({
    description: 'folder with the keys of those requests (default ./tlsmith-kit-requests)',
    helpValue: 'DIR',
  }),
  'server-name': Flags.string({
    description: "the server's folder, file stem and common name (default SERVER)",
    helpValue: 'NAME',
  }),
  ...placeFlags,
  ...stackFlag,
  ...clientAuthenticationFlag,
  monitor: Flags.boolean({
    description: 'add a Heartbeat monitor that watches when the certificate of the server expires',
  }),
  'encrypt-messages': Flags.boolean({
    description: 'encrypt the messages themselves too (python to logstash-tcp)',
  }),
  ...templatesFlag,
  user: Flags.string({
    description:
      'ask for user and password too, where both products know them (logstash-input, logstash-http); the password is generated',
    helpValue: 'NAME',
  }),
  eku: eku({
    description: 'extKeyUsage of each certificate: both, or only its own role (default both)',
  }),
  ...keyTypeFlag,
  ...caKeyTypeFlag,
  ...validityFlags,
  ...issuerFlags,
  ca: Flags.string({
    description: 'an existing CA folder instead of a new CA',
    helpValue: 'DIR',
  }),
  ...caPasswordFlags,
  ...newPasswordFlags,
  'no-handshake': Flags.boolean({ description: 'do not prove the link on 127.0.0.1' }),
  ...outputFlags('./tlsmith-kit'),
};
