// `openssl verify -x509_strict` judges the table of faults and a thousand paths of random make-up as we do, but for the differences listed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { encodePem } from '../../src/formats/containers/pem.js';
import { type Asked, askedOf, FAULTS } from '../checks/path-fault-rows.js';
import { NOW } from '../support/fixed-clock.js';
import { errorsOf, type Made, verify } from '../support/path-builder.js';
import { describePeer, OPENSSL, opensslExits } from '../support/peer.js';
import type { PolicyInputs } from '../../src/pki/path/policy-graph.js';
import { POLICY_QUESTIONS } from '../checks/policy-situations.js';
import { printTable } from '../support/print-table.js';
import { randomLists } from '../support/random-lists.js';
import { randomPath } from '../support/random-path.js';
import { seededRandom } from '../support/seeded-random.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Where OpenSSL 3.0 says otherwise, and why we do not follow it. */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  'RFC 5280, 4.1.2.5: the second of notAfter still belongs to the validity': [
    'expired: an end entity (twin)',
    'expired: half a second later (twin)',
  ],
  'RFC 9525, 6.3: the common name is no host name, and a wildcard is a whole label': [
    'host-name: a wildcard inside a label',
    'host-name: no subjectAltName, and the common name fits',
  ],
  'RFC 5280, 4.2.1.12: anyExtendedKeyUsage leaves every use open, as in Go and Java': [
    'purpose: a server as client (twin)',
  ],
  'RFC 5280, 4.1.2.2: newer OpenSSL too looks at the serial number when it makes one only': [
    'serial-number: 21 octets',
  ],
  'RFC 5280, 4.1: OpenSSL reads BER': [
    'encoding: a BOOLEAN of 01',
    'encoding: a long length',
    'encoding: unused bits that are set',
  ],
  'RFC 5280, 4.2.1.6: OpenSSL does not look into names that it is not asked for': [
    'alternative-names: a DNS name in Latin-1',
    'alternative-names: a DNS name of one blank',
    'alternative-names: a mailbox without @',
    'alternative-names: a relative URI',
    'alternative-names: an address of five octets',
    'alternative-names: an empty issuerAltName',
  ],
  'RFC 5280, 4.2.1.10: OpenSSL does not look into constraints that meet no name': [
    'name-constraints-form: a leading dot',
    'name-constraints-form: a mask with a hole',
    'name-constraints-form: an address without a mask',
    'name-constraints-form: empty lists',
    'name-constraints-form: in an end entity',
    'name-constraints-form: nothing permitted and nothing excluded',
    'name-constraints: a DNS name that is none, where DNS names are excluded',
    'name-constraints: a URI with an address',
    'name-constraints: a wildcard that reaches into what is excluded',
  ],
  'OpenSSL compares up to a million names with constraints, Go and we 250,000': [
    'name-constraints: more than is compared',
  ],
  'RFC 5280, 4.2.1.12: a MUST that OpenSSL does not hold': [
    'key-usage-value: an empty extKeyUsage',
  ],
  'OpenSSL judges a CA by its place in a path, and this one is its own path': [
    'subject-name: a CA without a name',
  ],
  'RFC 9325, 4.5: openssl verify sets no security level': ['key-size: RSA 1024'],
  'cli.md, Files: larger RSA keys are not read': ['public-key: RSA of 20,000 bits'],
};

const folder = temporaryFolder();
let count = 0;

/** Of the certificate itself: of intermediates without a CRL we only warn. */
const CRL_FLAGS = ['-crl_check', '-extended_crl', '-use_deltas'];

function writeCrls(base: string, crls: readonly Uint8Array[]): string {
  writeFileSync(`${base}.crl`, crls.map((der) => encodePem('X509 CRL', der)).join(''));
  return `${base}.crl`;
}

/** Asked by two shells: the cores that CI has. */
async function opensslAccepts(asked: readonly Asked[]): Promise<boolean[]> {
  const half = Math.ceil(asked.length / 2);
  const calls = asked.map(callFor);
  const exits = await Promise.all([calls.slice(0, half), calls.slice(half)].map(opensslExits));
  return exits.flat().map((exitCode) => exitCode === 0);
}

/** The arguments that ask openssl, whose files are written. */
function callFor({ target, given }: Asked): string[] {
  const { anchors, between = [], crls = [], purpose = 'any', at = NOW } = given;
  const { host, email, maxDepth, policies } = given;
  const base = join(folder, String(count++));
  const write = (name: string, list: readonly Made[]) => {
    writeFileSync(`${base}.${name}`, list.map(({ der }) => encodePem('CERTIFICATE', der)).join(''));
    return `${base}.${name}`;
  };
  return [
    ...['verify', '-x509_strict', '-partial_chain', '-no-CApath', '-no-CAstore'],
    ...policyFlags(policies),
    ...['-attime', String(Math.floor(at.getTime() / 1000)), '-CAfile', write('ca', anchors)],
    ...(between.length > 0 ? ['-untrusted', write('between', between)] : []),
    ...(crls.length > 0 ? [...CRL_FLAGS, '-CRLfile', writeCrls(base, crls)] : []),
    ...(purpose === 'any' ? [] : ['-purpose', purpose === 'server' ? 'sslserver' : 'sslclient']),
    ...(host ? [host.kind === 'ip' ? '-verify_ip' : '-verify_hostname', host.value] : []),
    ...(email === undefined ? [] : ['-verify_email', email]),
    ...(maxDepth === undefined ? [] : ['-verify_depth', String(maxDepth)]),
    write('target', [target]),
  ];
}

function policyFlags(inputs: PolicyInputs = {}): string[] {
  const { accepted = ['2.5.29.32.0'], isRequired, isMappingInhibited, isAnyInhibited } = inputs;
  return [
    ...['-policy_check', ...accepted.flatMap((one) => ['-policy', one])],
    ...(isRequired ? ['-explicit_policy'] : []),
    ...(isMappingInhibited ? ['-inhibit_map'] : []),
    ...(isAnyInhibited ? ['-inhibit_any'] : []),
  ];
}

const table: string[][] = [];
afterAll(() => {
  printTable(
    'Verdicts of verify and of openssl verify -x509_strict',
    ['paths', 'asked', 'agreed', 'known to differ'],
    table,
  );
});

describePeer('openssl verify -x509_strict', { openssl: OPENSSL }, () => {
  it('agrees about the table of faults', async () => {
    const rows = FAULTS.flatMap(({ code, what, faulty, clean = {} }) => [
      { name: `${code}: ${what}`, asked: askedOf(faulty), ours: false },
      { name: `${code}: ${what} (twin)`, asked: askedOf(clean), ours: true },
    ]);
    const answers = await opensslAccepts(rows.map(({ asked }) => asked));
    const different = rows.filter(({ ours }, at) => answers[at] !== ours).map(({ name }) => name);
    table.push([
      'the table of faults',
      String(rows.length),
      String(rows.length - different.length),
      String(different.length),
    ]);
    expect(different.sort()).toEqual(Object.values(DIFFERENCES).flat().sort());
  });

  it('agrees about policies, whatever is accepted, required and inhibited', async () => {
    const answers = await opensslAccepts(POLICY_QUESTIONS.map(({ ask }) => ask()));
    const different = POLICY_QUESTIONS.filter(({ isGood }, at) => answers[at] !== isGood);
    const asked = POLICY_QUESTIONS.length;
    const agreed = String(asked - different.length);
    table.push(['policies by their inputs', String(asked), agreed, '0']);
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  it('agrees about random paths', async () => {
    const random = seededRandom(9618);
    const paths = Array.from({ length: 1000 }, () => randomPath(random));
    const answers = await opensslAccepts(paths);
    const verdicts = paths.map(({ target, given }) => verify(target, given));
    const different = paths.flatMap((path, at) =>
      verdicts[at]?.ok === answers[at]
        ? []
        : [`${path.made}: ours ${errorsOf(verdicts[at] as never)}`],
    );
    const good = verdicts.filter(({ ok }) => ok).length;
    table.push([
      `random paths, ${good} of them good`,
      '1000',
      String(1000 - different.length),
      '0',
    ]);
    expect(different).toEqual([]);
    expect(Math.min(good, 1000 - good)).toBeGreaterThan(150);
  });

  it('agrees about random CRLs', async () => {
    const random = seededRandom(6_3_3);
    const rows = Array.from({ length: 500 }, () => randomLists(random));
    const answers = await opensslAccepts(rows);
    const verdicts = rows.map(({ target, given }) => verify(target, given));
    const different = rows.flatMap(({ made }, at) =>
      verdicts[at]?.ok === answers[at] ? [] : [`${made}: ours ${errorsOf(verdicts[at] as never)}`],
    );
    const good = verdicts.filter(({ ok }) => ok).length;
    table.push([`random CRLs, ${good} of them good`, '500', String(500 - different.length), '0']);
    expect(different).toEqual([]);
    expect(Math.min(good, 500 - good)).toBeGreaterThan(75);
  });
});
