// The rows of an OCSP response: who answers, and what of which certificates.
import type { InspectedStatus, OcspFacts } from '../../../app/inspect/items.js';
import type { DateStyle } from './dates.js';
import { extensionRows } from './extensions.js';
import type { Row } from './layout.js';
import { lines, optional, row } from './rows.js';

export function ocspRows(facts: OcspFacts, dates: DateStyle): Row[] {
  return [
    row('answer', 'responseStatus', facts.responseStatus),
    ...optional('responder', 'responder', facts.responder),
    ...optional('responder key id', 'responderKeyHash', facts.responderKeyHash),
    ...optional('produced at', 'producedAt', facts.producedAt && dates(facts.producedAt)),
    ...lines(
      'certificates',
      'response',
      facts.responses.map((one) => ({ text: statusText(one, dates) })),
    ),
    ...optional('signature', 'signatureAlgorithm', facts.signatureAlgorithm),
    row('SHA-256', 'sha256Fingerprint', facts.sha256Fingerprint),
    ...extensionRows(facts.extensions),
    ...lines(
      'signed with',
      'certificate',
      facts.certificates.map(({ subject, notAfter }) => ({
        text: `${subject || '(empty)'}, not after ${dates(notAfter)}`,
      })),
    ),
  ];
}

function statusText(one: InspectedStatus, dates: DateStyle): string {
  const { certStatus, revocationTime, reason, thisUpdate, nextUpdate } = one;
  const since = revocationTime === null ? '' : ` since ${dates(revocationTime)}`;
  const why = reason === null ? '' : ` (${reason})`;
  const until = nextUpdate === null ? '' : `, next update ${dates(nextUpdate)}`;
  return `${one.serialNumber}: ${certStatus}${since}${why}, this update ${dates(thisUpdate)}${until}`;
}
