// Rule: the two ends have a version of TLS in common.
import type { ConfiguredLink } from '../../targets/config/configured-host.js';
import { protocolsOf } from '../../targets/config/protocol-range.js';
import { placeOf, placeOfEnd, productOf } from '../config/config-rule.js';
import type { EndView } from '../../targets/config/end-view.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export const protocolRanges: PathRule<ConfiguredLink> = {
  code: 'protocol-ranges',
  citation: 'RFC 8446, 4.2.1',
  severity: 'error',
  rank: COMMON_RANK,
  check({ client, server }) {
    const [ours, theirs] = [protocolsOf(client.view), protocolsOf(server.view)];
    if (!ours || !theirs || ours.some((one) => theirs.includes(one))) return [];
    const view = settingOf(client.view) ? client.view : server.view;
    const setting = settingOf(view);
    return [
      {
        subject: view.end.place,
        place: setting ? placeOf(setting) : placeOfEnd(view),
        message: `no version of TLS is common to both ends: ${spoken(client.view, ours)}, ${spoken(server.view, theirs)}`,
        remedy: setting
          ? { kind: 'config', changes: [{ remove: setting.name }] }
          : { kind: 'by-hand', sentence: 'let both ends speak TLS 1.2 and TLS 1.3' },
      },
    ];
  },
};

function spoken(view: EndView, protocols: readonly string[]): string {
  return `${productOf(view)} speaks ${protocols.length === 0 ? 'none' : protocols.join(' and ')}`;
}

function settingOf(view: EndView) {
  return (
    view.meaning('protocols') ??
    view.meaning('maximum-protocol') ??
    view.meaning('minimum-protocol')
  );
}
