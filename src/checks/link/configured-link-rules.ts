// The rules for two configs that face each other.
import type { ConfiguredLink } from '../../targets/config/configured-host.js';
import type { PathRule } from '../rule.js';
import { caFingerprint } from './ca-fingerprint.js';
import { oneWay } from './one-way.js';
import { plainText } from './plain-text.js';
import { portDiffers } from './port-differs.js';
import { privateAuthority } from './private-authority.js';
import { publicClientCertificate, type ServerOnly } from './public-client-certificate.js';
import { protocolRanges } from './protocol-ranges.js';
import { type RefusedCertificate, runtimeRefuses } from './runtime-refuses.js';
import type { ServerTrust } from './server-trust.js';
import { unaskedCertificate } from './unasked-certificate.js';

export const CONFIGURED_LINK_RULES: readonly PathRule<ConfiguredLink>[] = [
  ...[plainText, portDiffers, protocolRanges, unaskedCertificate, oneWay],
];

export const SERVER_TRUST_RULES: readonly PathRule<ServerTrust>[] = [
  caFingerprint,
  privateAuthority,
];

export const CLIENT_CERTIFICATE_RULES: readonly PathRule<ServerOnly>[] = [publicClientCertificate];

export const REFUSAL_RULES: readonly PathRule<RefusedCertificate>[] = [runtimeRefuses];
