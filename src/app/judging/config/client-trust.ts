// Whom a client trusts that names no file of CAs: one certificate by its fingerprint, or whom its
// machine trusts. For `doctor`.
import { SERVER_TRUST_RULES } from '../../../checks/link/configured-link-rules.js';
import type { ServerTrust } from '../../../checks/link/server-trust.js';
import { findingsBy } from '../../../checks/rule.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import { toHex } from '../../../pki/der/hex.js';
import type { Crypto } from '../../../ports.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import type { PlacedFinding } from './placed-finding.js';

export interface ClientTrust {
  client: ConfiguredHost;
  findings: PlacedFinding[];
}

export function trustOfClient(
  client: ConfiguredHost,
  server: ConfiguredHost,
  crypto: Crypto,
): ClientTrust {
  const { view, host } = client;
  if (host.trust || view.isOn !== true || view.meant('verification') === 'none') {
    return { client, findings: [] };
  }
  const names = ['trust-anchors', 'trust-store', 'trust-folder'] as const;
  if (names.some((meaning) => view.text(meaning) !== undefined)) return { client, findings: [] };
  const fingerprint = view.text('ca-fingerprint');
  if (fingerprint === UNKNOWN) return { client, findings: [] };
  if (fingerprint === undefined) {
    return { client, findings: judged({ client, server, privateRoot: privateRootOf(server) }) };
  }
  const isHex = /^[0-9a-f:]{64,95}$/i.test(fingerprint);
  return isHex
    ? byFingerprint(fingerprint, client, server, crypto)
    : { client, findings: judged({ client, server, unsent: { known: undefined } }) };
}

function judged(trust: ServerTrust): PlacedFinding[] {
  return findingsBy(SERVER_TRUST_RULES, trust) as PlacedFinding[];
}

/** It works only where the server sends that certificate. */
function byFingerprint(
  fingerprint: string,
  client: ConfiguredHost,
  server: ConfiguredHost,
  crypto: Crypto,
): ClientTrust {
  const wanted = fingerprint.replaceAll(':', '').toLowerCase();
  const presented = server.host.identity?.presented ?? [];
  if (presented.length === 0) return { client, findings: [] };
  const isWanted = ({ der }: Certificate) => toHex(crypto.digest('SHA-256', der)) === wanted;
  const sent = presented.find(isWanted);
  const source = server.host.identity?.certificateSource;
  if (sent && source) {
    const trust = { anchors: [sent], source };
    return { client: { ...client, host: { ...client.host, trust } }, findings: [] };
  }
  const known = server.host.trust?.anchors.find(isWanted);
  return { client, findings: judged({ client, server, unsent: { known } }) };
}

/** Its own root where the server trusts the CA of its own certificate, as private links do. */
function privateRootOf({ host }: ConfiguredHost): Certificate | undefined {
  const chain = host.identity?.chain ?? [];
  const top = chain.at(-1);
  if (!top) return undefined;
  if (isSelfIssued(top)) return top;
  return host.trust?.anchors.find(
    (anchor) => isSelfIssued(anchor) && Buffer.compare(anchor.subjectDer, top.issuerDer) === 0,
  );
}
