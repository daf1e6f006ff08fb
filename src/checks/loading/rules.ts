// The rules for what a product loads before any handshake: a store, a key with its certificate, and
// the files as they stand.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { PathRule, Rule } from '../rule.js';
import type { ProductRelease } from '../../targets/target.js';
import { certificateForm } from './certificate-form.js';
import { chainOrder } from './chain-order.js';
import { fileKind } from './file-kind.js';
import { javaTrust, javaTrustOfProduct, type JudgedStore } from './java-trust.js';
import { jvmCertificate } from './jvm-certificate.js';
import { keyForm } from './key-form.js';
import { keyMismatch, type KeyTerms } from './key-mismatch.js';
import { keyPassword } from './key-password.js';
import { keyType } from './key-type.js';
import type { LoadedFiles } from './loaded-files.js';

export const STORE_RULES: readonly Rule<JudgedStore>[] = [javaTrust];

/** Whether a product sees whom it is to trust. */
export const TRUST_STORE_RULES: readonly PathRule<LoadedFiles, ProductRelease>[] = [
  javaTrustOfProduct,
];

export const IDENTITY_RULES: readonly PathRule<Certificate, KeyTerms>[] = [keyMismatch];

/** In the order in which a person would mend them. */
export const LOADING_RULES: readonly PathRule<LoadedFiles, ProductRelease>[] = [
  ...[fileKind, jvmCertificate, certificateForm, javaTrustOfProduct, chainOrder],
  ...[keyForm, keyType, keyPassword],
];
