// The rules that every certificate must pass before it leaves the process.
import type { Certificate } from '../pki/certificate.js';
import { checkEndEntity } from './end-entity.js';
import type { Finding } from './finding.js';
import { checkKeyIdentifiers } from './key-identifiers.js';
import { checkSerialNumber } from './serial-number.js';
import { checkSubjectAltName } from './subject-alt-name.js';

const RULES = [checkSerialNumber, checkKeyIdentifiers, checkEndEntity, checkSubjectAltName];

export function checkIssuedEndEntity(certificate: Certificate): Finding[] {
  return RULES.flatMap((rule) => rule(certificate));
}
