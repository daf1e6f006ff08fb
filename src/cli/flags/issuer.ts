// Which CA signs, and what opens its key.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import type { IssuerRequest, IssuerSource } from '../../app/reading/key/issuer.js';
import { refuseTogether } from '../flag-rules.js';
import { passwordSource, type PasswordFlags } from './passwords.js';

export const issuerFlags = {
  ca: Flags.string({
    description: 'a CA folder made by ca create (default ./ca, or TLSMITH_CA)',
    helpValue: 'DIR',
  }),
  'ca-cert': Flags.string({
    description:
      'certificate of a CA of any origin with its chain, in any order and container; a store with the key needs no --ca-key',
    helpValue: 'FILE',
  }),
  'ca-key': Flags.string({ description: 'private key of that CA', helpValue: 'FILE' }),
  alias: Flags.string({
    description: 'which entry of the store, where it holds several CAs',
    helpValue: 'NAME',
  }),
  'ca-p12': Flags.string({
    description: 'the same as --ca-cert, for a CA in a store of any origin',
    helpValue: 'FILE',
  }),
};

export const caPasswordFlags = {
  'ca-password-file': Flags.string({
    description: 'file with the password of the CA key; - is stdin',
    helpValue: 'FILE',
  }),
  'ca-password-env': Flags.string({
    description: 'environment variable with the password of the CA key',
    helpValue: 'VAR',
  }),
};

export interface IssuerFlags extends PasswordFlags {
  ca: string | undefined;
  'ca-cert': string | undefined;
  'ca-key': string | undefined;
  'ca-p12': string | undefined;
  alias?: string | undefined;
}

/** The CA that was typed, or undefined; what is typed beats the default and the variable. */
export function typedIssuer(flags: IssuerFlags): IssuerSource | undefined {
  refuseTogether(flags, 'ca', 'ca-cert');
  refuseTogether(flags, 'ca', 'ca-key');
  for (const other of ['ca', 'ca-cert', 'ca-key']) refuseTogether(flags, 'ca-p12', other);
  if (flags['ca-p12'] !== undefined) return { storeFile: flags['ca-p12'] };
  const { ca, 'ca-cert': certificateFile, 'ca-key': keyFile } = flags;
  if (ca !== undefined) return { folder: ca };
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile !== undefined) {
    return keyFile === undefined ? { storeFile: certificateFile } : { certificateFile, keyFile };
  }
  throw new TlsmithError('flags-conflict', '--ca-key needs --ca-cert, whose key it is', {
    flags: ['--ca-cert', '--ca-key'],
  });
}

export function issuerRequest(source: IssuerSource, flags: IssuerFlags): IssuerRequest {
  return { source, ...issuerOpening(flags) };
}

/** What opens a CA, whichever it is. */
export function issuerOpening(flags: IssuerFlags): Omit<IssuerRequest, 'source'> {
  return { password: passwordSource(flags, 'ca-password'), alias: flags.alias };
}

/** The CA that was typed, or the folder that is meant when none is. */
export function anyIssuer(flags: IssuerFlags): IssuerRequest {
  return issuerRequest(typedIssuer(flags) ?? defaultIssuer(process.env), flags);
}

export function defaultIssuer(environment: NodeJS.ProcessEnv): { folder: string } {
  return { folder: environment.TLSMITH_CA || './ca' };
}
