// 22,000 damaged certificates, CAs, CRLs and chains: a finding or one of our errors, soon, in bounded memory. FUZZ_SEED repeats a run.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyCertificate } from '../../src/app/verify/certificate.js';
import { TlsmithError } from '../../src/errors.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { Damage } from '../support/damage.js';
import { extension, extKeyUsage } from '../support/foreign-certificate.js';
import {
  ca,
  commonNames,
  crl,
  directory,
  dnsName,
  emailName,
  endEntity,
  explicit,
  inhibitAnyPolicy,
  ipName,
  type Made,
  nameConstraints,
  OID,
  otherName,
  policies,
  policyConstraints,
  policyMappings,
  san,
  sequence,
  tlv,
  uriName,
  USE,
} from '../support/path-builder.js';
import { peakFromHere } from '../support/peak-memory.js';
import { printTable } from '../support/print-table.js';
import { seededRandom } from '../support/seeded-random.js';
import { type TestPorts, testPorts } from '../support/test-ports.js';
import { SOON, Slowest } from '../support/yardstick.js';

const SEED = Number(process.env.FUZZ_SEED ?? 5280);
const PER_KIND = 5_500;
const damage = new Damage(seededRandom(SEED));

const P = ['1.2.3.1', '1.2.3.2'] as const;
const everyName = [
  ...[dnsName('a.host.example'), emailName('a@host.example'), uriName('https://u.host.example/')],
  ...[ipName(10, 0, 0, 5), directory(commonNames('x')), otherName('1.2.3', 'x')],
];
const everySubtree = [
  ...[dnsName('host.example'), emailName('host.example'), uriName('.host.example')],
  ...[ipName(10, 0, 0, 0, 255, 0, 0, 0), directory(commonNames('x'))],
];
const point = extension(
  OID.cdp,
  false,
  sequence(sequence(explicit(0, tlv(0xa0, uriName('http://crl.example/'))))),
);
const root = ca('Root', undefined, { more: [policies(P[0])] });
const middle = ca('Middle', root, {
  changes: {
    [OID.nc]: nameConstraints({ permitted: everySubtree, excluded: [dnsName('bad.example')] }),
  },
  more: [
    policies(...P),
    policyMappings([P[0], P[1]]),
    policyConstraints({ explicitPolicy: 2, mapping: 3 }),
    inhibitAnyPolicy(1),
    extKeyUsage(USE.server, USE.client),
  ],
});
const leaf = endEntity(middle, {
  subject: commonNames('x', 'host'),
  changes: { [OID.san]: san(...everyName) },
  more: [policies(P[1]), extKeyUsage(USE.server), point],
});
const entry = {
  serialNumber: Uint8Array.of(7),
  reason: 1,
  certificateIssuer: commonNames('Middle'),
};
const scope = [explicit(0, tlv(0xa0, uriName('http://crl.example/')))];
const lists = [
  crl({ signer: root }),
  crl({ signer: middle, number: 4, scope, revoked: [entry, { serialNumber: Uint8Array.of(8) }] }),
  crl({ signer: middle, number: 5, base: 4, scope, revoked: [{ ...entry, reason: 8 }] }),
];

interface Files {
  /** Behind the damaged certificate nothing counts; none: the certificate is whole. */
  damaged?: Uint8Array;
  leaf: Uint8Array;
  ca: Uint8Array;
  between: Uint8Array;
  crl: Uint8Array;
}

const pem = (label: string, ders: readonly Uint8Array[]) =>
  new TextEncoder().encode(ders.map((der) => encodePem(label, der)).join(''));
const certificates = (...ders: Uint8Array[]) => pem('CERTIFICATE', ders);
const whole = (): Files => ({
  leaf: certificates(leaf.der),
  ca: certificates(root.der),
  between: certificates(middle.der),
  crl: pem('X509 CRL', lists),
});

const crossed = ['A', 'B', 'C', 'D'].map((name) => ca(name, root));
const cross = crossed.flatMap((issuer, i) =>
  ['A', 'B', 'C', 'D'].map((name, j) =>
    ca(name, i === j ? root : issuer, { key: (crossed[j] as Made).key }),
  ),
);
const low = endEntity(crossed[0] as Made, {
  changes: { [OID.san]: san(dnsName('a.host.example')) },
});

/** Some certificates of a web of CAs, in any order, some damaged. */
function someOfTheWeb(): Uint8Array[] {
  return Array.from({ length: 1 + damage.below(8) }, () => {
    const { der } = damage.pick(cross);
    return damage.below(3) === 0 ? damage.damaged(der) : der;
  });
}

const KINDS: Readonly<Record<string, () => Files>> = {
  'end entities': () => {
    const damaged = damage.damaged(leaf.der);
    return { ...whole(), damaged, leaf: certificates(damaged) };
  },
  CAs: () =>
    damage.below(3) === 0
      ? { ...whole(), ca: certificates(damage.damaged(root.der)) }
      : { ...whole(), between: certificates(damage.damaged(middle.der)) },
  CRLs: () => {
    const one = damage.below(lists.length);
    const damaged = lists.map((der, at) => (at === one ? damage.damaged(der) : der));
    return { ...whole(), crl: pem('X509 CRL', damaged) };
  },
  chains: () => ({
    ...whole(),
    leaf: certificates(low.der, ...someOfTheWeb()),
    crl: new Uint8Array(),
    between:
      damage.below(8) === 0
        ? damage.damaged(certificates(...someOfTheWeb()))
        : certificates(...someOfTheWeb()),
  }),
};

let files: Files = whole();
const ports = testPorts();
ports.files = {
  ...ports.files,
  kindBehind: () => Promise.resolve('file'),
  read: (path) => Promise.resolve(files[path as Exclude<keyof Files, 'damaged'>]),
};
/** What takes longest is timed with every signature of its own. */
const alone = { ...ports, crypto: nodeCrypto };
const request = {
  ...{ certificate: 'leaf', trust: 'ca', untrusted: ['between'], crls: ['crl'] },
  ...{ host: parseHost('a.host.example'), purpose: 'server' as const },
};

const table: string[][] = [];
let peakMemory: () => number;
const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

beforeAll(async () => {
  const { findings } = await verifyCertificate(request, ports);
  expect(findings).toEqual([]);
  peakMemory = peakFromHere();
});

it.each(Object.keys(KINDS))(`${PER_KIND} damaged %s are judged or refused`, async (kind) => {
  const outcomes = { yes: 0, no: 0, refused: 0 };
  const slowest = new Slowest();
  for (let round = 0; round < PER_KIND; round++) {
    files = (KINDS[kind] as () => Files)();
    const now = files;
    const again = () => {
      files = now;
      return answer(alone);
    };
    outcomes[await slowest.watch(() => answer(ports), again)] += 1;
  }
  const { yes, no, refused } = outcomes;
  const longest = await slowest.inYardsticks();
  table.push([
    ...[kind, String(yes), String(no), String(refused)],
    ...[longest.toFixed(1), `${mebibytes(peakMemory())} MiB`],
  ]);
  expect(longest).toBeLessThan(SOON);
  expect(peakMemory()).toBeLessThan(300 * 1024 * 1024);
  // Both happen, so that the damage is neither too mild nor too wild; a damaged certificate beside a chain is seldom in its way.
  expect(yes + no).toBeGreaterThan(PER_KIND / 100);
  expect(refused).toBeGreaterThan(kind === 'chains' ? 0 : PER_KIND / 100);
});

afterAll(() => {
  printTable(
    `Damaged paths (FUZZ_SEED=${SEED}): a verdict or a clear error`,
    ['kind', 'yes', 'no', 'refused', 'slowest, in yardsticks', 'memory above the start'],
    table,
  );
});

/** Anything but a verdict or one of our errors fails the test. */
async function answer(by: TestPorts): Promise<'yes' | 'no' | 'refused'> {
  try {
    const crls = files.crl.length > 0 ? request.crls : [];
    const { ok, findings } = await verifyCertificate({ ...request, crls }, by);
    const { damaged } = files;
    // Nothing but what stands behind a certificate may change without anybody noticing.
    if (ok && damaged && !Buffer.from(damaged).subarray(0, leaf.der.length).equals(leaf.der)) {
      throw new Error(`a damaged certificate is good: ${Buffer.from(damaged).toString('hex')}`);
    }
    if (!ok && !findings.some(({ severity }) => severity === 'error'))
      throw new Error('no finding');
    return ok ? 'yes' : 'no';
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code === 'bug') {
      throw new Error(`FUZZ_SEED=${SEED}: ${String(error)}`, { cause: error });
    }
    return 'refused';
  }
}
