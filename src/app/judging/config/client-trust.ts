// Whom a client trusts that names no file of CAs: one certificate by its fingerprint, or whom its
// machine trusts. For `doctor`.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import { toHex } from '../../../pki/der/hex.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import type { Crypto } from '../../../ports.js';
import { quote } from '../../../quote.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import { productOf } from '../../../checks/config/config-rule.js';
import { fileOf, placeOfMeaning, type PlacedFinding } from './placed-finding.js';

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
  const isHex = fingerprint !== undefined && /^[0-9a-f:]{64,95}$/i.test(fingerprint);
  return isHex
    ? byFingerprint(fingerprint, client, server, crypto)
    : bySystem(client, server, fingerprint !== undefined);
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
  const file = fileOf(server, 'certificate', 'key-store');
  const message = known
    ? `${productOf(client.view)} knows its CA by a fingerprint alone, and ${productOf(server.view)} does not send the certificate of ${quote(formatDistinguishedName(known.subject))}`
    : `no certificate that ${productOf(server.view)} sends has that fingerprint`;
  return {
    client,
    findings: [
      {
        code: 'ca-fingerprint',
        severity: 'error',
        citation: 'elastic/elastic-agent-libs transport/tlscommon/tls_config.go',
        subject: client.view.end.place,
        message,
        place: placeOfMeaning(client, 'ca-fingerprint'),
        remedy: {
          kind: 'by-hand',
          sentence: known
            ? `append the CA's certificate to ${file?.path ?? "the server's certificate"}, or name it in a file of trust anchors`
            : "give the SHA-256 fingerprint of the CA's certificate that the server sends",
        },
      },
    ],
  };
}

/** A private CA is in no system's store unless somebody has put it there. */
function bySystem(client: ConfiguredHost, server: ConfiguredHost, isPinned: boolean): ClientTrust {
  const root = privateRootOf(server);
  if (!root || isPinned) return { client, findings: [] };
  const name = quote(formatDistinguishedName(root.subject));
  const { known, end } = client.view;
  const setting =
    end.target.descriptor.settings.find(({ meaning }) => meaning === 'trust-anchors') ??
    known.settings.find(({ meaning }) => meaning === 'trust-anchors');
  return {
    client,
    findings: [
      {
        code: 'private-authority',
        severity: 'error',
        citation: 'RFC 5280, 6.1.1 (d)',
        subject: client.view.end.place,
        message: `${productOf(client.view)} names no CA, so it trusts those of its machine, and the certificate of ${productOf(server.view)} is of a private one: ${name}`,
        place: placeOfMeaning(client, 'enabled', 'certificate', 'hosts'),
        remedy: {
          kind: 'by-hand',
          sentence: `name a file with the certificate of ${name} in ${setting?.name ?? 'the config'}`,
        },
      },
    ],
  };
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
