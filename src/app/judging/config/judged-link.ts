// What a link of two configs comes to: both certificates as the other end judges them, and what the
// configs say of each other. For `doctor`.
import type { PathFinding } from '../../../checks/finding.js';
import {
  CONFIGURED_LINK_RULES,
  REFUSAL_RULES,
} from '../../../checks/link/configured-link-rules.js';
import { neededSetting } from '../../../checks/link/missing-setting.js';
import { findingsBy } from '../../../checks/rule.js';
import type { Crypto } from '../../../ports.js';
import type { ConfiguredHost, ConfiguredLink } from '../../../targets/config/configured-host.js';
import type { LinkSide } from '../../../targets/link.js';
import { type Direction, judgeLink } from '../link.js';
import { comparedNames } from './compared-names.js';
import { withCompletedChain } from './completed-chain.js';
import { dialledName } from './dialled-names.js';
import { pinningOf, unpinned } from './pinned-peer.js';
import { placeOfFile, placeOfMeaning, type PlacedFinding } from './placed-finding.js';
import { hasIssuer, lacksIntermediate } from './trust-remedies.js';
import { retold } from './retold.js';
import type { RemedyTerms } from './placed-finding.js';
import { remedyFor } from './remedies.js';
import { trustOfClient } from './client-trust.js';

export interface LinkJudging {
  at: Date;
  crypto: Crypto;
}

export function judgeConfiguredLink(
  link: ConfiguredLink,
  { at, crypto }: LinkJudging,
): PlacedFinding[] {
  const client = withCompletedChain(link.client);
  const server = withCompletedChain(link.server);
  const byConfigs = findingsBy(CONFIGURED_LINK_RULES, link) as PlacedFinding[];
  // Where one end speaks plain text, no certificate is ever shown.
  if (client.view.isOn === false || server.view.isOn === false) return byConfigs;
  const verification = client.view.meant('verification');
  const compared = comparedNames(link);
  const names = compared.flatMap((host) => dialledName(host) ?? []);
  const trusting = trustOfClient(client, server, crypto);
  const sides = { client: sideOf(trusting.client), server: sideOf(server) };
  const judged = judgeLink(sides, { hosts: names, at }, crypto);
  const dialled = compared.length > 0 ? compared : link.hosts.map(({ host }) => host);
  const ofServer: RemedyTerms = { own: server, other: client, hosts: dialled };
  const ofClient: RemedyTerms = { own: client, other: server, hosts: dialled };
  const isTrustKnown = trusting.client.host.trust !== undefined;
  // A client that verifies nobody takes every certificate: that it does so is said already.
  const isVerified = verification !== 'none' && isTrustKnown;
  const asks = server.view.meant('client-authentication');
  const isAsked = (asks === 'required' || asks === 'optional') && server.host.trust !== undefined;
  return [
    ...byConfigs,
    ...trusting.findings,
    ...placed(judged.server, ofServer, isVerified && pinningOf(client).verifiesChain),
    ...placed(judged.client, ofClient, isAsked && pinningOf(server).verifiesChain),
    ...(isVerified ? pinned(ofServer, 'server') : []),
    ...(isAsked ? pinned(ofClient, 'client') : []),
  ];
}

function pinned(terms: RemedyTerms, role: 'client' | 'server'): PlacedFinding[] {
  const { own, other } = terms;
  const refused = other ? unpinned(own, other, role) : [];
  return refused.flatMap((one) =>
    findingsBy(REFUSAL_RULES, one).map((found) => ({
      ...found,
      place: placeOfMeaning(other ?? own, 'trust-anchors', 'trust-folder'),
      remedy: {
        kind: 'by-hand' as const,
        sentence: `put the certificate of the ${role} into the file that CAfile names, or write verifyChain in place of verifyPeer`,
      },
    })),
  );
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
  // What the product asks for itself is said already, with all that it needs.
  const isStopped = findingsBy([neededSetting], terms.own.view).some(
    ({ severity }) => severity === 'error',
  );
  const found = direction.findings.filter(
    (one) =>
      (isJudged || !isOfChain(one, terms)) &&
      !IGNORED.includes(one.code) &&
      !(one.code === neededSetting.code && isStopped),
  );
  const isAccepted = there?.accepts === true;
  const weighed = retold(
    withoutConsequences(found).map((one) => weigh(one, isAccepted, terms)),
    terms.own,
  );
  // Nor is anything shown by who has no files.
  const isShown = !isStopped && terms.own.faults.length === 0;
  const all = [...weighed.map(leniently), ...refusal(direction, weighed, isJudged && isShown)];
  return all.map((one) => ({
    ...one,
    place: one.place ?? placeOf(one, terms),
    remedy: one.remedy ?? remedyFor(one, terms),
  }));
}

/** A server that takes others too takes one without. */
function leniently(one: PathFinding): PathFinding {
  const isChoice = one.code === neededSetting.code && one.severity === 'warning';
  return isChoice ? { ...one, severity: 'info' } : one;
}

/** That no path was found follows from two ends that trust different CAs. */
function withoutConsequences(found: readonly PathFinding[]): readonly PathFinding[] {
  const isCaused = found.some(({ code }) => code === 'different-authorities');
  return isCaused ? found.filter(({ code }) => !['no-path', 'signature'].includes(code)) : found;
}

/** Said of everything that is verified without lists of revoked certificates. */
const IGNORED = ['name-not-judged', 'revocation-not-judged'];

/**
 * The runtime that stands there decides; the standard says why. What it lets pass is no fault of
 * this link, and what verifiers let pass is none either.
 */
function weigh(found: PathFinding, isAccepted: boolean, terms: RemedyTerms): PathFinding {
  // A certificate that may be left out is no fault where it is.
  if (found.code === 'missing-setting' && found.severity === 'warning') {
    return { ...found, severity: 'info' };
  }
  const isLenient = isOfChain(found, terms) && !LINK_CODES.includes(found.code);
  if (!isLenient) return found;
  if (found.severity === 'error' && !isAccepted) return found;
  // Not made for its role: the next client, or the next version of this one, refuses it.
  const isMisused = found.severity === 'error' && found.code === 'purpose';
  return { ...found, severity: isMisused ? 'warning' : 'info' };
}

/** Not about one certificate, or counted by the product: these hold whatever a runtime says. */
const LINK_CODES = ['missing-setting', 'key-mismatch', 'java-trust', 'max-depth'];

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
  if (found.code === 'max-depth' && other) return placeOfMeaning(other, 'verify-depth');
  if (found.code === 'host-name' && other) {
    return placeOfMeaning(other, 'peer-names', 'peer-addresses', 'hosts');
  }
  const isOwnFault =
    (found.code === 'no-path' && lacksIntermediate({ own, other })) ||
    (found.code === 'signature' && hasIssuer(own));
  if (AT_TRUST.includes(found.code) && other && !isOwnFault) {
    return placeOfMeaning(other, 'trust-anchors', 'trust-store', 'trust-folder', 'ca-fingerprint');
  }
  return placeOfMeaning(own, 'certificate', 'key-store', 'private-key');
}
