// What a link of two configs comes to: both certificates as the other end judges them, and what the
// configs say of each other. For `doctor`.
import type { PathFinding } from '../../../checks/finding.js';
import {
  CONFIGURED_LINK_RULES,
  REFUSAL_RULES,
} from '../../../checks/link/configured-link-rules.js';
import { findingsBy } from '../../../checks/rule.js';
import type { Crypto } from '../../../ports.js';
import type { ConfiguredHost, ConfiguredLink } from '../../../targets/config/configured-host.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import type { LinkSide } from '../../../targets/link.js';
import { type Direction, judgeLink } from '../link.js';
import { dialledName } from './dialled-names.js';
import { placeOfFile, placeOfMeaning, type PlacedFinding } from './placed-finding.js';
import { remedyFor, type RemedyTerms } from './remedies.js';
import { trustOfClient } from './client-trust.js';

export interface LinkJudging {
  at: Date;
  crypto: Crypto;
}

export function judgeConfiguredLink(
  link: ConfiguredLink,
  { at, crypto }: LinkJudging,
): PlacedFinding[] {
  const { client, server } = link;
  const byConfigs = findingsBy(CONFIGURED_LINK_RULES, link) as PlacedFinding[];
  // Where one end speaks plain text, no certificate is ever shown.
  if (client.view.isOn === false || server.view.isOn === false) return byConfigs;
  const verification = client.view.meant('verification');
  const isNamed = verification !== 'certificate' && verification !== 'none';
  const names = isNamed ? link.hosts.flatMap(({ host }) => dialledName(host) ?? []) : [];
  const trusting = trustOfClient(client, server, crypto);
  const sides = { client: sideOf(trusting.client), server: sideOf(server) };
  const judged = judgeLink(sides, { hosts: names, at }, crypto);
  const dialled = link.hosts.map(({ host }) => host);
  const ofServer: RemedyTerms = { own: server, other: client, hosts: dialled };
  const ofClient: RemedyTerms = { own: client, other: server, hosts: dialled };
  const isTrustKnown = trusting.client.host.trust !== undefined;
  // A client that verifies nobody takes every certificate: that it does so is said already.
  const isVerified = verification !== 'none' && isTrustKnown;
  const isAsked = server.view.meant('client-authentication');
  return [
    ...byConfigs,
    ...trusting.findings,
    ...placed(judged.server, ofServer, isVerified),
    ...placed(judged.client, ofClient, isAsked !== 'none' && isAsked !== UNKNOWN),
  ];
}

function sideOf({ host, end }: ConfiguredHost): LinkSide {
  return { host, end };
}

/** What only a chain's judge says; the rest is about files, whoever looks at them. */
function isOfChain({ subject }: PathFinding, { own }: RemedyTerms): boolean {
  return placeOfFile(own, subject) === undefined;
}

function placed(direction: Direction, terms: RemedyTerms, isJudged: boolean): PlacedFinding[] {
  const there = direction.runtimes.find(({ isThere }) => isThere);
  const found = direction.findings.filter(
    (one) => (isJudged || !isOfChain(one, terms)) && !IGNORED.includes(one.code),
  );
  const weighed = withoutConsequences(found).map((one) =>
    weigh(one, there?.accepts === true, terms),
  );
  const all = [...weighed, ...refusal(direction, weighed, isJudged)];
  return all.map((one) => ({
    ...one,
    place: one.place ?? placeOf(one, terms),
    remedy: one.remedy ?? remedyFor(one, terms),
  }));
}

/** That no path was found follows from two ends that trust different CAs. */
function withoutConsequences(found: readonly PathFinding[]): readonly PathFinding[] {
  const isCaused = found.some(({ code }) => code === 'different-authorities');
  return isCaused ? found.filter(({ code }) => !['no-path', 'signature'].includes(code)) : found;
}

/** Said of everything that is verified without lists of revoked certificates. */
const IGNORED = ['name-not-judged', 'revocation-not-judged', 'expires-soon'];

/**
 * The runtime that stands there decides; the standard says why. What it lets pass is no fault of
 * this link, and what verifiers let pass is none either.
 */
function weigh(found: PathFinding, isAccepted: boolean, terms: RemedyTerms): PathFinding {
  const isLenient = isOfChain(found, terms) && !LINK_CODES.includes(found.code);
  if (!isLenient) return found;
  const isFault = found.severity === 'error' && !isAccepted;
  return isFault ? found : { ...found, severity: 'info' };
}

/** Not about one certificate: these hold whatever a runtime says. */
const LINK_CODES = ['missing-setting', 'key-mismatch', 'java-trust'];

/** What the runtime refuses and no rule has found. */
function refusal(
  { runtimes, role }: Direction,
  found: readonly PathFinding[],
  isJudged: boolean,
): PathFinding[] {
  const there = runtimes.find(({ isThere }) => isThere);
  const isSaid = found.some(({ severity }) => severity === 'error');
  if (!isJudged || isSaid || there?.accepts !== false) return [];
  return findingsBy(REFUSAL_RULES, { role, reason: there.reason });
}

const AT_TRUST = ['different-authorities', 'no-path', 'signature', 'java-trust'];

function placeOf(found: PathFinding, { own, other }: RemedyTerms) {
  const ofFile = placeOfFile(own, found.subject);
  if (ofFile) return ofFile;
  if (found.code === 'host-name' && other) return placeOfMeaning(other, 'hosts');
  if (AT_TRUST.includes(found.code) && other) {
    return placeOfMeaning(other, 'trust-anchors', 'trust-store', 'trust-folder', 'ca-fingerprint');
  }
  return placeOfMeaning(own, 'certificate', 'key-store', 'private-key');
}
