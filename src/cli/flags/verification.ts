// What a certificate is judged by: for whom, for what, when, and how far up.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import {
  parseDialledHost,
  parseGeneralName,
  type GeneralName,
} from '../../pki/names/general-name.js';
import { parseObjectIdentifier } from '../../pki/names/name-parser.js';
import type { PolicyInputs } from '../../pki/path/policy-graph.js';
import { parseMoment } from '../../pki/certificate/validity.js';
import { quote } from '../../quote.js';
import { refuseTogether } from '../flag-rules.js';
import { choice } from './choice.js';
import { peerFlags } from './endpoint.js';
import { inPasswordFlags } from './passwords.js';

const host = Flags.custom<GeneralName>({
  parse: async (text) => parseDialledHost(text),
  helpValue: 'NAME',
});

const email = Flags.custom<string>({
  parse: async (text) => parseGeneralName(`email:${text}`).value,
  helpValue: 'ADDRESS',
});

const moment = Flags.custom<Date>({ parse: async (text) => parseMoment(text), helpValue: 'TIME' });

const purpose = Flags.custom<'server' | 'client' | 'any'>(
  choice('the purpose', ['server', 'client', 'any']),
);

const policy = Flags.custom<string>({
  parse: async (text) => parseObjectIdentifier(text),
  helpValue: 'OID',
});

const depth = Flags.custom<number>({
  parse: async (text) => {
    if (/^\d{1,3}$/.test(text)) return Number(text);
    throw new TlsmithError(
      'number-invalid',
      `${quote(text)} is no number of intermediates: 0 to 999 are possible`,
    );
  },
  helpValue: 'N',
});

const level = Flags.custom<number>({
  parse: async (text) => {
    if (/^[0-5]$/.test(text)) return Number(text);
    throw new TlsmithError(
      'number-invalid',
      `${quote(text)} is no security level of OpenSSL: 0 to 5 are`,
    );
  },
  helpValue: 'N',
});

const files = { helpValue: 'FILE', multiple: true, multipleNonGreedy: true } as const;

export const verificationFlags = {
  ca: Flags.string({
    description:
      'a CA folder, or a file of trust anchors (PEM, DER, PKCS#7, PKCS#12); default ./ca, or TLSMITH_CA',
    helpValue: 'PATH',
  }),
  alias: Flags.string({
    description: 'which entry, where the certificate stands in a store with several keys',
    helpValue: 'NAME',
  }),
  untrusted: Flags.string({
    description: 'a file of certificates that may stand in the path; repeatable',
    ...files,
  }),
  crl: Flags.string({
    description:
      'a file of CRLs, complete, delta or indirect: revocation is judged (that of a CA folder is found); repeatable',
    ...files,
  }),
  ocsp: Flags.string({
    description:
      'a file of OCSP responses (DER or PEM), stapled or saved: revocation is judged; repeatable',
    ...files,
  }),
  host: host({
    description:
      'DNS name or IP address that the certificate must name (default of a server: the one that is dialled)',
  }),
  email: email({ description: 'mailbox that the certificate must name' }),
  purpose: purpose({
    description: 'what it is to be used for (default any; of a server that is dialled, server)',
  }),
  ...peerFlags,
  at: moment({ description: 'judge as of this moment (RFC 3339), not as of now' }),
  pair: Flags.string({
    description:
      'folder of one end of a link: judges both directions, with --with. The snippets say who is the server; without any it is this one',
    helpValue: 'DIR',
  }),
  with: Flags.string({ description: 'folder of the other end', helpValue: 'DIR' }),
  ...inPasswordFlags,
  'max-depth': depth({ description: 'intermediates between it and the trust anchor, at most' }),
  policy: policy({
    description:
      'a certificate policy that is accepted (RFC 5280, 6.1.1 c), where one is required; repeatable (default any)',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'require-policy': Flags.boolean({
    description: 'a policy must be valid all the way down, also where no CA says so',
  }),
  'inhibit-mapping': Flags.boolean({ description: 'no CA may map one policy to another' }),
  'openssl-level': level({
    description: "OpenSSL's security level, 0 to 5, of its row among the runtimes (default 2)",
  }),
  'inhibit-any': Flags.boolean({ description: 'anyPolicy stands for no other policy' }),
};

interface PolicyFlags {
  policy?: string[] | undefined;
  'require-policy': boolean;
  'inhibit-mapping': boolean;
  'inhibit-any': boolean;
}

export function policyInputsOf(flags: PolicyFlags): PolicyInputs {
  return {
    accepted: flags.policy,
    isRequired: flags['require-policy'],
    isMappingInhibited: flags['inhibit-mapping'],
    isAnyInhibited: flags['inhibit-any'],
  };
}

/**
 * The folders of `--pair` and `--with`; undefined where a certificate is named. Throws
 * `flags-conflict`, `input-needed`, `argument-missing`.
 */
export function linkOf(
  certificate: string | undefined,
  flags: { pair?: string | undefined; with?: string | undefined },
): readonly [string, string] | undefined {
  if (flags.pair === undefined && flags.with === undefined) {
    if (certificate !== undefined) return undefined;
    throw new TlsmithError('argument-missing', 'CERT is missing', { arguments: ['CERT'] });
  }
  if (flags.pair === undefined || flags.with === undefined) {
    const flag = flags.pair === undefined ? '--pair' : '--with';
    throw new TlsmithError('input-needed', `${flag} is missing: a link has two ends`, { flag });
  }
  if (certificate !== undefined) {
    throw new TlsmithError('argument-unexpected', 'with --pair no certificate is named');
  }
  for (const other of [...OF_CERTIFICATE, ...Object.keys(peerFlags)]) {
    refuseTogether(flags, 'pair', other);
  }
  return [flags.pair, flags.with];
}

const OF_CERTIFICATE = [
  ...['ca', 'alias', 'untrusted', 'crl', 'ocsp', 'email', 'purpose', 'max-depth'],
  ...['policy', 'require-policy', 'inhibit-mapping', 'inhibit-any'],
  'openssl-level',
];
