// Rule: a private CA is in no machine's trust store unless somebody has put it there, so that a
// client has to name it.
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import type { EndView } from '../../targets/config/end-view.js';
import { isWithin } from '../../targets/stack-version.js';
import { placeOf, placeOfEnd, productOf } from '../config/config-rule.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import type { ServerTrust } from './server-trust.js';

export const privateAuthority: PathRule<ServerTrust> = {
  code: 'private-authority',
  citation: 'RFC 5280, 6.1.1 (d)',
  severity: 'error',
  rank: COMMON_RANK,
  check({ client: { view }, server, privateRoot }) {
    if (!privateRoot) return [];
    const name = quote(formatDistinguishedName(privateRoot.subject));
    const setting = (['enabled', 'certificate', 'hosts'] as const)
      .map((meaning) => view.meaning(meaning))
      .find((one) => one !== undefined);
    const wanted = trustSetting(view);
    return [
      {
        subject: view.end.place,
        place: setting ? placeOf(setting) : placeOfEnd(view),
        message: `${productOf(view)} names no CA, so it trusts those of its machine, and the certificate of ${productOf(server.view)} is of a private one: ${name}`,
        remedy: {
          kind: 'by-hand',
          sentence: `name a file with the certificate of ${name} in ${wanted === undefined ? 'the config' : `${view.end.prefix ?? ''}${wanted}`}`,
        },
      },
    ];
  },
};

function trustSetting({ end, known, release }: EndView): string | undefined {
  const all = [...end.target.descriptor.settings, ...known.settings];
  const fitting = all.filter(
    (one) => one.meaning === 'trust-anchors' && isWithin(release.version, one),
  );
  return fitting[0]?.name;
}
