// The name constraints of every CA of a search against every certificate below it: each pair once,
// and not without end.
import type { PathFinding } from '../../checks/finding.js';
import { comparisonsOf } from '../../checks/path/name-constraints.js';
import { NAME_RULES } from '../../checks/path/rules.js';
import { type Ranked, rankedFindingsBy } from '../../checks/rule.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { CertificationPath } from '../../pki/path/path-search.js';

type Found = Ranked<PathFinding>[];

/** More than any honest search needs: some tenths of a second. */
const MOST_COMPARISONS = 1_000_000;

export class NameJudge {
  readonly #known = new Map<PathCertificate, Map<PathCertificate, Found>>();
  #comparisons = 0;

  /**
   * `below` from the target up to the certificate that `issuer` issued (RFC 5280, 6.1.3 b and c).
   * Undefined where too much was compared already.
   */
  findingsOf(issuer: PathCertificate, below: CertificationPath): Found | undefined {
    if (!issuer.nameConstraints) return [];
    const findings: Found = [];
    for (const [at, certificate] of below.entries()) {
      if (at > 0 && certificate.isSelfIssued) continue;
      const found = this.#findingsOfPair(issuer, certificate);
      if (!found) return undefined;
      findings.push(...found);
    }
    return findings;
  }

  #findingsOfPair(issuer: PathCertificate, certificate: PathCertificate): Found | undefined {
    const ofIssuer = this.#known.get(issuer) ?? new Map<PathCertificate, Found>();
    this.#known.set(issuer, ofIssuer);
    const known = ofIssuer.get(certificate);
    if (known) return known;
    this.#comparisons += comparisonsOf({ issuer, certificate });
    if (this.#comparisons > MOST_COMPARISONS) return undefined;
    const findings = rankedFindingsBy(NAME_RULES, { issuer, certificate });
    ofIssuer.set(certificate, findings);
    return findings;
  }
}
