// Names on the command line: flags whose values are names already when the command sees them.
import * as Flags from '@oclif/core/flags';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { parseDistinguishedName } from '../../pki/names/name-parser.js';
import { type GeneralName, parseGeneralName, parseHost } from '../../pki/names/general-name.js';

const generalName = Flags.custom<GeneralName>({
  parse: async (text) => parseGeneralName(text),
  helpValue: 'NAME',
});

const host = Flags.custom<GeneralName>({
  parse: async (text) => parseHost(text),
  helpValue: 'NAME',
});

const distinguishedName = Flags.custom<DistinguishedName>({
  parse: async (text) => parseDistinguishedName(text),
  helpValue: 'DN',
});

export const sanFlag = {
  san: generalName({
    description:
      'subjectAltName: DNS name, IP address, e-mail or URI; upn:user@domain for a Windows account; repeatable',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export const hostFlag = {
  host: host({
    description: 'DNS name or IP address by which clients dial the server; repeatable',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export const subjectFlag = {
  subject: distinguishedName({ description: 'subject as RFC 4514 text, most specific part first' }),
};
