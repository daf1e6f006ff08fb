// The one word that says how an inspected thing stands, and its colour.
import type { CertificateFacts, InspectedItem, OcspFacts } from '../../../app/inspect/items.js';

export interface ItemState {
  /** Empty where there is nothing to say. */
  word: string;
  colour?: 'red' | 'green' | 'yellow';
}

const DAY = 86_400_000;
/** Below this many days a certificate is shown as one that ends soon. */
export const SOON_DAYS = 30;

const VALID: ItemState = { word: 'valid', colour: 'green' };
/** The worst first: what one certificate of a store says about the whole. */
const RANKING = ['expired', 'not yet valid', 'faulty', 'expires soon', 'valid'];

export function stateOf(item: InspectedItem, at: string): ItemState {
  switch (item.type) {
    case 'certificate':
      return certificateState(item, at);
    case 'crl':
      return crlState(item, at);
    case 'certification-request':
      if (item.isSignatureValid === null)
        return { word: 'signature not checked', colour: 'yellow' };
      return item.isSignatureValid
        ? { word: 'signature good', colour: 'green' }
        : { word: 'signature wrong', colour: 'red' };
    case 'private-key':
      return item.encrypted ? { word: 'encrypted', colour: 'green' } : { word: 'not encrypted' };
    case 'ocsp-response':
      return responseState(item, at);
    case 'damaged':
      return { word: 'malformed', colour: 'red' };
    case 'public-key':
      return { word: '' };
    default:
      return storeState(item, at);
  }
}

/** By its dates; `faulty` where they are in order and a rule of another kind is broken. */
function certificateState(facts: CertificateFacts, at: string): ItemState {
  const now = Date.parse(at);
  const end = Date.parse(facts.notAfter);
  if (end < now) return { word: 'expired', colour: 'red' };
  if (Date.parse(facts.notBefore) > now) return { word: 'not yet valid', colour: 'yellow' };
  if (facts.findings.some(({ severity }) => severity === 'error')) {
    return { word: 'faulty', colour: 'red' };
  }
  return end - now < SOON_DAYS * DAY ? { word: 'expires soon', colour: 'yellow' } : VALID;
}

function crlState(item: Extract<InspectedItem, { type: 'crl' }>, at: string): ItemState {
  const now = Date.parse(at);
  if (Date.parse(item.thisUpdate) > now) return { word: 'not yet valid', colour: 'yellow' };
  if (item.nextUpdate !== null && Date.parse(item.nextUpdate) < now) {
    return { word: 'outdated', colour: 'red' };
  }
  return { word: 'current', colour: 'green' };
}

function responseState({ responseStatus, responses }: OcspFacts, at: string): ItemState {
  if (responseStatus !== 'successful') return { word: 'no answer', colour: 'yellow' };
  const isDue = responses.some(({ nextUpdate }) => nextUpdate !== null && nextUpdate < at);
  return isDue ? { word: 'outdated', colour: 'red' } : { word: 'current', colour: 'green' };
}

function storeState(
  item: Extract<InspectedItem, { type: 'keystore' | 'truststore' }>,
  at: string,
): ItemState {
  if (item.entries.length === 0) return { word: 'empty', colour: 'yellow' };
  const states = item.entries
    .flatMap(({ certificates }) => certificates)
    .map((facts) => certificateState(facts, at))
    .sort((a, b) => RANKING.indexOf(a.word) - RANKING.indexOf(b.word));
  const worst = states[0] ?? VALID;
  const isIgnored =
    item.type === 'truststore' && item.findings.some(({ code }) => code === 'java-trust');
  return isIgnored && worst.colour === 'green'
    ? { word: 'ignored by Java', colour: 'yellow' }
    : worst;
}
