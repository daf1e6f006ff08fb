// Rule: a client's certificate is there to be asked for. Where the server asks nobody, anybody who
// reaches the port is let in.
import type { ConfiguredLink } from '../../targets/config/configured-host.js';
import type { EndView } from '../../targets/config/end-view.js';
import type { KnownSetting } from '../../targets/config/known-settings.js';
import { isWithin } from '../../targets/stack-version.js';
import { placeOf, placeOfEnd, productOf } from '../config/config-rule.js';
import type { Remedy } from '../remedy.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export const unaskedCertificate: PathRule<ConfiguredLink> = {
  code: 'unasked-certificate',
  citation: 'RFC 8446, 4.3.2',
  severity: 'warning',
  rank: COMMON_RANK,
  check({ client, server }) {
    const { view } = server;
    const asks = view.meant('client-authentication');
    const isOpen = asks === 'none' || asks === 'unverified';
    if (!isOpen || view.isOn !== true || !showsCertificate(client.view)) return [];
    const setting = view.meaning('client-authentication');
    return [
      {
        subject: view.end.place,
        place: setting ? placeOf(setting) : placeOfEnd(view),
        message: `${productOf(client.view)} has a certificate to show, and ${productOf(view)} ${asks === 'none' ? 'asks for none' : 'takes any'}: it lets in whoever dials it`,
        remedy: demanded(view),
      },
    ];
  },
};

export function showsCertificate(view: EndView): boolean {
  return view.text('certificate') !== undefined || view.text('key-store') !== undefined;
}

function demanded(view: EndView): Remedy {
  const own = view.meaning('client-authentication');
  const isOne = (one: KnownSetting) =>
    one.meaning === 'client-authentication' && isWithin(view.release.version, one);
  const known = own?.isCurrent ? own.known : view.known.settings.find(isOne);
  const word = Object.keys(known?.values ?? {}).find((key) => known?.values?.[key] === 'required');
  if (!known || word === undefined) {
    return { kind: 'by-hand', sentence: `demand a certificate in ${view.end.place}` };
  }
  const value = word === 'true' ? true : word;
  return {
    kind: 'config',
    changes: [own ? { replace: known.name, value } : { add: known.name, value }],
  };
}
