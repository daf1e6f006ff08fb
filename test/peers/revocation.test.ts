// What is revoked is refused and everything else is taken: by openssl, nginx, stunnel, Go and every JDK, with the CRLs that are made for
// them, whatever key the CA has.
import { beforeAll, describe, expect, it } from 'vitest';
import { endServersAfterwards } from '../support/generated-link.js';
import { buildGo, GO } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { makes } from '../support/peer-certificate.js';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import {
  does,
  issueCrls,
  makeRevoked,
  type Pki,
  pkiOf,
  startNginx,
  startStunnel,
  takenBy,
  URLS,
} from '../support/revoking.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { QUICK_JVM } from '../support/store-peers.js';
import { NGINX, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endServersAfterwards();

const HOLD = ['--reason', 'certificateHold'];
const forReason = (reason: string, code: number) =>
  [reason.toLowerCase(), [['--reason', reason]], code] as const;

/** How each becomes what it is, and the reason of its entry (RFC 5280, 5.3.1); none: it is taken. */
const CLIENTS: readonly [
  name: string,
  acts: readonly (readonly string[])[],
  reason: number | undefined,
][] = [
  ['good', [], undefined],
  ['plain', [[]], 0],
  [...forReason('keyCompromise', 1)],
  [...forReason('cACompromise', 2)],
  [...forReason('affiliationChanged', 3)],
  [...forReason('superseded', 4)],
  [...forReason('cessationOfOperation', 5)],
  [...forReason('privilegeWithdrawn', 9)],
  [...forReason('aACompromise', 10)],
  ['held', [HOLD], 6],
  ['released', [HOLD, ['--release']], undefined],
  ['held-again', [HOLD, ['--release'], HOLD], 6],
  ['settled', [HOLD, ['--reason', 'keyCompromise']], 1],
];
const NAMES = CLIENTS.map(([name]) => name);
const TAKEN = CLIENTS.map(([, , reason]) => reason === undefined);

const KEYS = ['ec-p256', 'rsa-2048'] as const;
const pkis = (key: string) => [pkiOf(folder, key), pkiOf(folder, `${key}-below`, key)] as const;
/** Its root has revoked it. */
const fallen = pkiOf(folder, 'fallen', 'felling');

beforeAll(async () => {
  for (const key of KEYS) {
    const [root, below] = pkis(key);
    const wanted = ['ca', 'create', '--key-type', key];
    await makes([...wanted, '-o', root.ca]);
    await makes([...wanted, '-o', below.ca, '--issuer', root.ca, ...URLS]);
    for (const pki of [root, below]) await makeRevoked(pki, CLIENTS);
    await issueCrls(root, [root.ca]);
    await issueCrls(below, [below.ca, root.ca]);
  }
  const felling = `${folder}/felling`;
  await makes(['ca', 'create', '-o', felling]);
  await makes(['ca', 'create', '-o', fallen.ca, '--issuer', felling]);
  await makeRevoked(fallen, [['good', []]]);
  await does(['cert', 'revoke', fallen.ca, '--ca', felling, '--reason', 'cACompromise']);
  await issueCrls(fallen, [fallen.ca, felling]);
});

const everywhere = describe.each(
  KEYS.flatMap((key) => [
    { title: `below a root, ${key}`, pki: pkis(key)[0] },
    { title: `below an intermediate, ${key}`, pki: pkis(key)[1] },
  ]),
);
const ofRoots = describe.each(
  KEYS.map((key) => ({ title: `in DER, ${key}`, pki: pkis(key)[0], der: `${folder}/${key}.der` })),
);
const inDer = (pki: Pki, der: string) =>
  does(['crl', 'issue', '--ca', pki.ca, '--form', 'der', '--out', der]);

describePeer('openssl', { openssl: OPENSSL }, () => {
  async function verdicts(pki: Pki, names: readonly string[], crls = pki.crls) {
    const found = [];
    for (const name of names) {
      const trust = ['-CAfile', pki.root, '-CRLfile', crls, '-crl_check_all', '-x509_strict'];
      const { exitCode } = await openssl([
        ...['verify', ...trust, '-untrusted', pki.crt(name), pki.crt(name)],
      ]);
      found.push(exitCode === 0);
    }
    return found;
  }

  everywhere('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      expect(await verdicts(pki, NAMES)).toEqual(TAKEN);
    });

    it('verifies the list, as PEM and as DER', async () => {
      const der = `${pki.ca}.verified.der`;
      await inDer(pki, der);
      for (const [form, file] of [
        ['PEM', `${pki.ca}/ca.crl`],
        ['DER', der],
      ] as const) {
        const args = ['crl', '-in', file, '-inform', form, '-CAfile', `${pki.ca}/ca.crt`, '-noout'];
        const { stderr } = await openssl([...args, '-verify']);
        expect(stderr).toContain('verify OK');
      }
    });
  });

  ofRoots('$title', ({ pki, der }) => {
    it('refuses what is revoked', async () => {
      await inDer(pki, der);
      expect(await verdicts(pki, NAMES, der)).toEqual(TAKEN);
    });
  });

  it('refuses everybody below a CA that is revoked', async () => {
    expect(await verdicts(fallen, ['good'])).toEqual([false]);
  });

  it('reads the URLs, also of what was renewed', async () => {
    const [, { ca, crt }] = pkis('ec-p256');
    const wanted = ['--profile', 'client', '--ca', ca, '-o', `${ca}-again`];
    await makes(['cert', 'issue', 'again', ...wanted, ...URLS]);
    await makes(['cert', 'renew', `${ca}-again`, '--ca', ca]);
    const text = await opensslDoes(['x509', '-in', crt('again'), '-noout', '-text']);
    expect(text).toMatch(
      /CRL Distribution Points:\s+Full Name:\s+URI:http:\/\/pki.example\/root.crl/,
    );
    expect(text).toMatch(/CA Issuers - URI:http:\/\/pki.example\/ca.cer/);
  });
});

describePeer('nginx', { nginx: NGINX }, () => {
  everywhere('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      expect(await takenBy(startNginx(pki), NAMES)).toEqual(TAKEN);
    });
  });

  it('says why', async () => {
    const server = await startNginx(pkis('ec-p256')[0]);
    await server.takes('plain');
    await server.end();
    expect(server.said()).toContain('certificate revoked');
  });

  it('refuses everybody where it has no CRL of the root, and below a CA that is revoked', async () => {
    const [, below] = pkis('ec-p256');
    const found = await takenBy(startNginx(below, `${below.ca}/ca.crl`), NAMES);
    expect(found).toEqual(NAMES.map(() => false));
    expect(await takenBy(startNginx(fallen), ['good'])).toEqual([false]);
  });
});

describePeer('stunnel', { stunnel: STUNNEL }, () => {
  everywhere('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      expect(await takenBy(startStunnel(pki), NAMES)).toEqual(TAKEN);
    });
  });

  it('asks no CRL of the root, and takes who is below a CA that is revoked', async () => {
    const [, below] = pkis('ec-p256');
    expect(await takenBy(startStunnel(below, `${below.ca}/ca.crl`), NAMES)).toEqual(TAKEN);
    expect(await takenBy(startStunnel(fallen), ['good'])).toEqual([true]);
  });
});

const linesOf = (stdout: string) => stdout.trim().split('\n');
const argumentsOf = (pki: Pki, names: readonly string[], crls = pki.crls) => [
  ...[pki.root, crls, ...names.map((name) => pki.crt(name))],
];

describePeer('Go', { go: GO }, () => {
  const EXPECTED = CLIENTS.map(([, , code]) =>
    code === undefined ? 'accepts' : `revoked ${code}`,
  );
  let program: string;
  beforeAll(async () => {
    program = await buildGo('revoked', folder);
  });

  everywhere('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      const { stdout, stderr } = await runProgram(program, argumentsOf(pki, NAMES));
      expect(linesOf(stdout), stderr).toEqual(EXPECTED);
    });
  });

  ofRoots('$title', ({ pki, der }) => {
    it('refuses what is revoked', async () => {
      await inDer(pki, der);
      const { stdout, stderr } = await runProgram(program, argumentsOf(pki, NAMES, der));
      expect(linesOf(stdout), stderr).toEqual(EXPECTED);
    });
  });

  it('refuses everybody below a CA that is revoked', async () => {
    const { stdout } = await runProgram(program, argumentsOf(fallen, ['good']));
    expect(linesOf(stdout)).toEqual(['revoked 2']);
  });
});

describe.each(JDKS)('$name', ({ name: jdk, path }) => {
  describePeer('PKIX', { [jdk]: path }, () => {
    const EXPECTED = TAKEN.map((isTaken) => (isTaken ? 'accepts' : 'revoked'));
    const judged = (args: readonly string[]) => {
      const program = `${PACKAGE_ROOT}test/peers/java/Revoked.java`;
      return runProgram(path ?? 'java', [...QUICK_JVM, program, ...args]);
    };

    everywhere('$title', ({ pki }) => {
      it('refuses what is revoked', async () => {
        const { stdout, stderr } = await judged(argumentsOf(pki, NAMES));
        expect(linesOf(stdout), stderr).toEqual(EXPECTED);
      });
    });

    ofRoots('$title', ({ pki, der }) => {
      it('refuses what is revoked', async () => {
        await inDer(pki, der);
        const { stdout, stderr } = await judged(argumentsOf(pki, NAMES, der));
        expect(linesOf(stdout), stderr).toEqual(EXPECTED);
      });
    });

    it('refuses everybody below a CA that is revoked', async () => {
      expect(linesOf((await judged(argumentsOf(fallen, ['good']))).stdout)).toEqual(['revoked']);
    });
  });
});
