// The rules for what a product loads before any handshake: a store, and a key with its certificate.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { PathRule, Rule } from '../rule.js';
import { javaTrust, type JudgedStore } from './java-trust.js';
import { keyMismatch, type KeyTerms } from './key-mismatch.js';

export const STORE_RULES: readonly Rule<JudgedStore>[] = [javaTrust];

export const IDENTITY_RULES: readonly PathRule<Certificate, KeyTerms>[] = [keyMismatch];
