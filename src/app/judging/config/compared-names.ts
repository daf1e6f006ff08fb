// Which names a client compares with those in its server's certificate: what it dials, or what its
// config says in place of that. For judged-link.ts.
import { isHostNamed } from '../../../pki/names/host-match.js';
import { pathCertificate } from '../../../pki/path/path-certificate.js';
import type { ConfiguredLink } from '../../../targets/config/configured-host.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import { dialledName } from './dialled-names.js';

/** As texts; none where it compares none, or only the product knows. */
export function comparedNames({ client, server, hosts }: ConfiguredLink): string[] {
  const { view } = client;
  const verification = view.meant('verification');
  if (verification === 'none' || verification === 'certificate') return [];
  const said = (['peer-names', 'peer-addresses'] as const).flatMap((meaning) =>
    view.settings
      .filter(({ known }) => known.meaning === meaning)
      .flatMap((setting) => view.textsOf(setting)),
  );
  if (said.length === 0) {
    const { comparesName } = view.end;
    if (view.has('compares-named-only')) return [];
    return comparesName === undefined ? hosts.map(({ host }) => host) : [comparesName];
  }
  const known = said.filter((text) => text !== UNKNOWN);
  if (known.length < said.length) return [];
  // One of several is enough.
  const certificate = server.host.identity?.chain[0];
  const names = certificate ? pathCertificate(certificate, false).names : [];
  const fitting = known.find((text) => {
    const name = dialledName(text);
    return name !== undefined && isHostNamed(names, name);
  });
  return fitting === undefined ? known.slice(0, 1) : [fitting];
}
