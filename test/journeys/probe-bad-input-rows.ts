// Bad calls that name a server: CAs that sign nothing to probe with, and servers that are not there.
import { join } from 'node:path';
import type { OddInputs } from '../support/odd-inputs.js';
import type { BadInput } from './bad-input-rows.js';

/** Nobody listens there, and nobody is asked before the call is found wrong. */
const NOBODY = '127.0.0.1:1';

const signing = (source: (inputs: OddInputs) => string, ...flags: readonly string[]) => {
  return (inputs: OddInputs) => ['probe', NOBODY, '--sign-with', source(inputs), ...flags];
};
const passwordOf = (name: string) => (inputs: OddInputs) => [
  ...signing(({ lockedCa }) => lockedCa)(inputs),
  ...['--ca-password-file', inputs.at(name)],
];

export const SERVERS: readonly BadInput[] = [
  {
    what: 'a CA to probe with that is absent',
    args: signing(({ at }) => at('absent')),
    ...{ exit: 3, code: 'input-absent' },
    says: /absent" does not exist/,
    advises: /name one with --sign-with DIR/,
  },
  {
    what: 'a file as the CA to probe with',
    args: signing(({ ca }) => join(ca, 'ca.crt')),
    ...{ exit: 3, code: 'input-wrong-kind' },
    says: /is a file, not a CA folder/,
    advises: /--sign-with/,
  },
  {
    what: 'a URL as the CA to probe with',
    args: () => ['probe', NOBODY, '--sign-with', 'vault+https://vault.example:8200/pki/roles/web'],
    ...{ exit: 3, code: 'input-absent' },
    says: /does not exist/,
  },
  {
    what: 'a folder without a ledger as the CA to probe with',
    args: signing(({ at }) => at('empty-folder')),
    ...{ exit: 3, code: 'input-absent' },
    says: /ledger\.jsonl" does not exist, so this is no CA folder/,
  },
  {
    what: 'a CA without its key to probe with',
    args: signing(({ keylessCa }) => keylessCa),
    ...{ exit: 3, code: 'input-absent' },
    says: /ca\.key" does not exist/,
  },
  {
    what: 'a locked CA to probe with',
    args: signing(({ lockedCa }) => lockedCa),
    ...{ exit: 4, code: 'password-missing' },
    says: /ca\.key" is encrypted/,
    advises: /--ca-password-file/,
  },
  {
    what: 'a locked CA to probe with, and another password',
    args: passwordOf('wrong-password'),
    ...{ exit: 4, code: 'password-wrong' },
    says: /password/,
  },
  {
    what: 'the password of no CA to probe with',
    args: ({ at }) => ['probe', NOBODY, '--ca-password-file', at('password')],
    ...{ exit: 2, code: 'flags-conflict' },
    says: /--ca-password-file is of no use without --sign-with/,
  },
  {
    what: 'a server to probe that is not there, with a CA that signs',
    args: passwordOf('password'),
    ...{ exit: 6, code: 'peer-unreachable' },
    says: /127\.0\.0\.1:1 could not be examined: nobody listens/,
  },
  {
    what: 'a server to verify that is not there',
    args: ({ ca }) => ['verify', NOBODY, '--ca', ca],
    ...{ exit: 6, code: 'peer-unreachable' },
    says: /127\.0\.0\.1:1" could not be examined: nobody listens/,
  },
  {
    what: 'a server to verify by anchors that are absent',
    args: ({ at }) => ['verify', NOBODY, '--ca', at('absent')],
    ...{ exit: 3, code: 'input-absent' },
    says: /absent" does not exist/,
  },
  {
    what: 'what is no port, and no file either',
    args: ({ ca }) => ['verify', 'localhost:99999', '--ca', ca],
    ...{ exit: 3, code: 'input-absent' },
    says: /localhost:99999" does not exist/,
  },
  {
    what: 'a time-out for two folders',
    args: () => ['verify', '--pair', 'a', '--with', 'b', '--timeout', '5s'],
    ...{ exit: 2, code: 'flags-conflict' },
    says: /--pair and --timeout exclude each other/,
  },
  {
    what: 'a time-out of no time',
    args: () => ['inspect', NOBODY, '--timeout', '0'],
    ...{ exit: 2, code: 'number-invalid' },
    says: /1s to 300s/,
  },
];
