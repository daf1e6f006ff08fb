// What all runtimes would say of a chain that is shown to `host.example`, now.
import { judgeRuntimes } from '../../../src/app/judging/runtimes.js';
import type { Purpose } from '../../../src/checks/path/terms.js';
import type { RuntimeVerdict } from '../../../src/checks/runtime/presented-chain.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../../src/pki/certificate/certificate.js';
import { parseHost } from '../../../src/pki/names/general-name.js';
import { NOW } from '../fixed-clock.js';

export function judgeChain(
  chain: readonly Certificate[],
  anchors: readonly { der: Uint8Array }[],
  purpose: Purpose = 'any',
): RuntimeVerdict[] {
  const presented = chain as [Certificate, ...Certificate[]];
  const host = parseHost('host.example');
  const trusted = anchors.map(({ der }) => decodeCertificate(der));
  return judgeRuntimes({ presented, anchors: trusted, purpose, host, at: NOW }, nodeCrypto);
}
