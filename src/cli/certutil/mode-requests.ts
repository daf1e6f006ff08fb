// The flags of each mode as one request, and what they ask for that has no effect.
import type { CertutilCaRequest } from '../../app/certutil/ca.js';
import type { CertutilCertRequest } from '../../app/certutil/cert.js';
import type { CertutilCsrRequest } from '../../app/certutil/csr.js';
import { TlsmithError } from '../../errors.js';
import { refuseTogether } from '../flag-rules.js';
import type { CertutilValues } from './parse-flags.js';
import {
  lifetimeOf,
  instancesOf,
  issuerOf,
  keyTypeOf,
  passwordOf,
  subjectOf,
  textOf,
} from './flag-values.js';

/** Three years, as certutil has it. */
const DAYS = 1095;

export function caRequest(values: CertutilValues): CertutilCaRequest {
  const keyUsage = textOf(values, 'keyusage');
  return {
    ...subjectOf(values, 'ca-dn'),
    keyType: keyTypeOf(values, 'keysize'),
    lifetime: lifetimeOf(values, 'days', DAYS),
    keyUsage,
    form: values.pem ? 'pem' : 'pkcs12',
    ...writing(values),
  };
}

export function certRequest(values: CertutilValues): CertutilCertRequest {
  const issuer = certIssuer(values);
  const name = textOf(values, 'name');
  return {
    issuer,
    instances: instancesOf(values),
    form: values.pem ? 'pem' : 'pkcs12',
    keyType: keyTypeOf(values, 'keysize'),
    lifetime: lifetimeOf(values, 'days', DAYS),
    usualOut: name === undefined ? 'elastic-certificates.p12' : `${stemOf(name)}.p12`,
    ...writing(values),
  };
}

export function csrRequest(values: CertutilValues): CertutilCsrRequest {
  return {
    instances: instancesOf(values),
    keyType: keyTypeOf(values, 'keysize'),
    ...writing(values),
  };
}

/**
 * `*.x` has no file name of its own. What no file may be called is refused before the name is used.
 */
function stemOf(name: string): string {
  return name.startsWith('*.') ? `_wildcard.${name.slice(2)}` : name;
}

export function writing(values: CertutilValues) {
  const password = passwordOf(values, ['pass', 'password']);
  const out = textOf(values, 'out');
  if (out === '-') {
    throw new TlsmithError(
      'stdout-unsuitable',
      'stores and archives go into a file, not to stdout',
      {
        flags: ['--out'],
      },
    );
  }
  return {
    password,
    out,
    dryRun: values['dry-run'] === true,
  };
}

function certIssuer(values: CertutilValues) {
  if (values['keep-ca-key']) {
    throw new TlsmithError(
      'flags-conflict',
      '--keep-ca-key is gone, as from certutil 8.0 on: make the CA first with certutil ca, then name it with --ca',
      { flags: ['--keep-ca-key'] },
    );
  }
  for (const other of ['ca', 'ca-cert', 'ca-key']) refuseTogether(values, 'self-signed', other);
  const issuer = issuerOf(values);
  if (issuer || values['self-signed']) return issuer;
  throw new TlsmithError(
    'input-needed',
    'it is not said who signs: --ca FILE, --ca-cert FILE with --ca-key FILE, or --self-signed',
  );
}
