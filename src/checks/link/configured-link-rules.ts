// The rules for two configs that face each other.
import type { ConfiguredLink } from '../../targets/config/configured-host.js';
import type { PathRule } from '../rule.js';
import { oneWay } from './one-way.js';
import { plainText } from './plain-text.js';
import { portDiffers } from './port-differs.js';
import { protocolRanges } from './protocol-ranges.js';
import { unaskedCertificate } from './unasked-certificate.js';

export type LinkRule = PathRule<ConfiguredLink>;

export const CONFIGURED_LINK_RULES: readonly LinkRule[] = [
  ...[plainText, portDiffers, protocolRanges, unaskedCertificate, oneWay],
];
