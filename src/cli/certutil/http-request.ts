// The flags of `certutil http`, all of them ours: each answers a question of certutil's dialogue.
import type { ElasticsearchHttpRequest } from '../../app/certutil/http.js';
import type { NodeSource } from '../../app/certutil/nodes.js';
import type { HttpSigner } from '../../app/certutil/signer.js';
import { parseGeneralName } from '../../pki/names/general-name.js';
import { refuseTogether } from '../flag-rules.js';
import type { CertutilValues } from './parse-flags.js';
import { writing } from './mode-requests.js';
import {
  lifetimeOf,
  issuerOf,
  keyTypeOf,
  listOf,
  passwordOf,
  subjectOf,
  textOf,
} from './flag-values.js';

/** Five years, as certutil has it. */
const HTTP_DAYS = 1825;

export function httpRequest(values: CertutilValues): ElasticsearchHttpRequest {
  const keyUsage = textOf(values, 'keyusage');
  const stack = textOf(values, 'stack');
  return {
    signer: httpSigner(values),
    nodes: httpNodes(values),
    keyType: keyTypeOf(values, 'keysize'),
    lifetime: lifetimeOf(values, 'days', HTTP_DAYS),
    keyUsage,
    stack,
    ...writing(values),
  };
}

const NEW_CA_FLAGS = ['ca-dn', 'ca-days', 'ca-keysize', 'ca-keyusage'];
const CA_FLAGS = ['ca', 'ca-cert', 'ca-key', 'ca-password-file', 'ca-password-env'];

function httpSigner(values: CertutilValues): HttpSigner {
  if (values.csr) {
    for (const other of [...CA_FLAGS, ...NEW_CA_FLAGS, 'days'])
      refuseTogether(values, 'csr', other);
    return { kind: 'request' };
  }
  const issuer = issuerOf(values);
  if (issuer) {
    const given = values.ca === undefined ? 'ca-cert' : 'ca';
    for (const other of NEW_CA_FLAGS) refuseTogether(values, given, other);
    return { kind: 'issuer', issuer };
  }
  const password = passwordOf(values, ['ca-pass', 'ca-password']);
  const keyUsage = textOf(values, 'ca-keyusage');
  return {
    kind: 'new-ca',
    ...subjectOf(values, 'ca-dn'),
    keyType: keyTypeOf(values, 'ca-keysize'),
    lifetime: lifetimeOf(values, 'ca-days', HTTP_DAYS),
    keyUsage,
    password,
  };
}

/** None named: they are asked for. */
function httpNodes(values: CertutilValues): NodeSource {
  const list = textOf(values, 'in');
  if (list !== undefined) return { list };
  const subjectAltNames = [
    ...listOf(values, 'dns').map((name) => parseGeneralName(`dns:${name}`)),
    ...listOf(values, 'ip').map((address) => parseGeneralName(`ip:${address}`)),
  ];
  if (subjectAltNames.length === 0) return [];
  const keyName = textOf(values, 'name');
  return [
    {
      subjectAltNames,
      keyName,
      ...subjectOf(values, 'subject'),
    },
  ];
}

const SAYING_NOTHING = ['silent', 'verbose', 'setting'];

/** Whether no question is answered: then the dialogue asks them all. */
export function isBare(values: CertutilValues): boolean {
  return Object.keys(values).every((name) => SAYING_NOTHING.includes(name));
}
