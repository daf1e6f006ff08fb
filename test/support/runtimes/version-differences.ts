// Where the table speaks of newer versions than the ones that are asked: each with its source, and left out of the count.
import type { RuntimeName } from '../../../src/checks/runtime/presented-chain.js';

export interface VersionDifference {
  runtime: RuntimeName;
  /** The first version that does as the table says. */
  since: readonly [major: number, minor: number];
  what: string;
  source: string;
  /** Names of cases. */
  cases: RegExp;
}

export const VERSION_DIFFERENCES: readonly VersionDifference[] = [
  {
    runtime: 'go',
    since: [1, 21],
    what: 'name constraints bind the CAs below too, and no longer the CA that has them',
    source: 'go.dev/doc/go1.21, crypto/x509',
    cases: /^constraints: a name of the intermediate outside$/,
  },
  {
    runtime: 'go',
    since: [1, 23],
    what: 'a negative serial number is refused',
    source: 'go.dev/doc/go1.23, crypto/x509 (GODEBUG x509negativeserial)',
    cases: /^serial number negative/,
  },
  {
    runtime: 'go',
    since: [1, 24],
    what: 'RSA keys below 1024 bits are refused',
    source: 'go.dev/doc/go1.24, crypto/rsa (GODEBUG rsa1024min)',
    cases: /^key RSA 768/,
  },
  {
    runtime: 'go',
    since: [1, 24],
    what: 'certificate policies are judged, where their critical extensions were unhandled before',
    source: 'go.dev/doc/go1.24, crypto/x509',
    cases: /^explicit policy demanded|^policies mapped|^anyPolicy inhibited/,
  },
  {
    runtime: 'go',
    since: [1, 25],
    what: 'a wildcard that reaches into an excluded domain is refused (1.24.11, 1.25.5)',
    source: 'golang/go#76442 (CVE-2025-61727)',
    cases: /^constraints: wildcard above what is excluded$/,
  },
  {
    runtime: 'go',
    since: [1, 26],
    what: 'a negative pathLenConstraint is malformed',
    source: 'crypto/x509/parser.go, parseBasicConstraintsExtension',
    cases: /^pathLen negative$/,
  },
  {
    runtime: 'go',
    since: [1, 26],
    what: 'identifiers of keys and access to authorities are refused where they are critical, a policy where it stands twice',
    source: 'crypto/x509/parser.go of Go 1.26; Go 1.19 takes them',
    cases:
      /^critical (authorityKeyIdentifier|subjectKeyIdentifier|authorityInfoAccess)|^a policy twice/,
  },
  {
    runtime: 'go',
    since: [1, 26],
    what: 'a wildcard alone is no host name',
    source: 'crypto/x509/verify.go, validHostname; Go 1.19 matches one label with it',
    cases: /^host: a wildcard alone$/,
  },
  {
    runtime: 'jdk',
    since: [25, 0],
    what: 'wildcards count in the leftmost label only',
    source: 'measured: JDK 17 takes *.*.example.com and a.*.logs.example',
    cases: /^host: (a wildcard in the second label|two wildcards)$/,
  },
  {
    runtime: 'jdk',
    since: [25, 0],
    what: 'a malformed extKeyUsage is refused although it is not critical',
    source: 'measured: JDK 17 passes it over',
    cases: /^extKeyUsage malformed/,
  },
  {
    runtime: 'jdk',
    since: [25, 0],
    what: 'a subjectAltName that cannot be read is refused once names are compared',
    source: 'sun.security.x509.X509CertImpl.getExtensionIfParseable; JDK 17 takes it for absent',
    cases: /^host: common name beside subjectAltName/,
  },
  {
    runtime: 'node',
    since: [22, 0],
    what: 'beside an empty subjectAltName the common name does not count',
    source: 'measured: 22.23.5, 24.22.3 and 26.12.1; 20.20.2 takes it',
    cases: /^host: common name beside subjectAltName empty$/,
  },
  {
    runtime: 'node',
    since: [24, 0],
    what: 'OpenSSL 3.5 with security level 2: RSA keys below 2048 bits are refused',
    source: 'nodejs.org/en/blog/release/v24.0.0',
    cases: /^key RSA 1(024|536)/,
  },
];

export function isLeftOut(
  runtime: RuntimeName,
  asked: readonly [number, number],
  name: string,
): boolean {
  return VERSION_DIFFERENCES.some(
    (one) =>
      one.runtime === runtime &&
      one.cases.test(name) &&
      (asked[0] < one.since[0] || (asked[0] === one.since[0] && asked[1] < one.since[1])),
  );
}
