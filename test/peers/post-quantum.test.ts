// A Node whose OpenSSL knows post-quantum algorithms signs certificates with them: its own verdict, and ours where we run in it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodePem } from '../../src/formats/containers/pem.js';
import { nul, oid, sequence } from '../support/der.js';
import { daysFromNow } from '../support/fixed-clock.js';
import { describePeer } from '../support/peer.js';
import {
  type PostQuantumContent,
  postQuantumCertificate,
  postQuantumKey,
  type PostQuantumType,
} from '../support/post-quantum.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { NODE_24 } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const node = NODE_24 ?? 'node';
const AT = daysFromNow(0).toISOString();

interface Answer {
  ok: boolean;
  findings: { code: string; severity: string; message: string }[];
  runtimes: { accepts: boolean | null }[];
}

async function verified(leaf: string, anchor: string): Promise<Answer> {
  const words = ['verify', leaf, '--ca', anchor, '--at', AT, '--json'];
  const { stdout } = await runProgram(node, [PROGRAM, ...words]);
  return JSON.parse(stdout) as Answer;
}

function written(name: string, content: PostQuantumContent, damage = 0): string {
  const der = postQuantumCertificate(node, content);
  const last = der.length - 1;
  const spoilt = der.map((octet, at) => (at === last ? octet ^ damage : octet));
  writeFileSync(join(folder, name), encodePem('CERTIFICATE', spoilt));
  return join(folder, name);
}

/** X509Certificate.verify of that Node. */
async function theirs(leaf: string, anchor: string): Promise<boolean> {
  const program = `const { X509Certificate } = require('node:crypto');
const [leaf, anchor] = process.argv.slice(1).map((path) => new X509Certificate(require('node:fs').readFileSync(path)));
process.stdout.write(String(leaf.verify(anchor.publicKey)));`;
  const { stdout } = await runProgram(node, ['-e', program, leaf, anchor]);
  return stdout === 'true';
}

describePeer('a Node with post-quantum algorithms', { 'Node 24': NODE_24 }, () => {
  it.each<[PostQuantumType, PostQuantumType]>([
    ['ml-dsa-44', 'ml-dsa-87'],
    ['ml-dsa-65', 'ml-kem-768'],
    ['ml-dsa-87', 'ml-dsa-44'],
    ['slh-dsa-sha2-128s', 'ml-dsa-65'],
    ['slh-dsa-shake-256f', 'slh-dsa-sha2-128s'],
  ])('signs by %s what has a key of %s', async (signing, signed) => {
    const issuer = { name: 'CA', key: postQuantumKey(node, signing) };
    const content = { name: 'host', key: postQuantumKey(node, signed), issuer };
    const anchor = written(`${signing}-ca.pem`, issuer);
    const good = written(`${signing}.pem`, content);
    const bad = written(`${signing}-damaged.pem`, content, 1);
    const answers = await Promise.all([verified(good, anchor), verified(bad, anchor)]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect([await theirs(good, anchor), await theirs(bad, anchor)]).toEqual([true, false]);
    const [first] = answers[1]?.findings ?? [];
    expect([first?.code, first?.message]).toEqual([
      'signature',
      expect.stringContaining('does not verify with the key of "CN=CA"'),
    ]);
    for (const { runtimes } of answers) {
      expect(runtimes.filter(({ accepts }) => accepts !== null)).toEqual([]);
    }
  });

  it('signs with parameters that the algorithm has not, which is a fault', async () => {
    const issuer = { name: 'CA', key: postQuantumKey(node, 'ml-dsa-44') };
    const algorithm = sequence(oid('2.16.840.1.101.3.4.3.17'), nul);
    const leaf = written('odd.pem', { name: 'host', key: issuer.key, issuer, algorithm });
    const { ok, findings } = await verified(leaf, written('odd-ca.pem', issuer));
    expect(ok).toBe(false);
    expect(findings.map(({ message }) => message)).toContain(
      'the signature (ML-DSA-44) has parameters, and its algorithm has none',
    );
  });
});
