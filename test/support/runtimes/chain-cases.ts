// Which certificates are presented, in which order, and which of them are trusted.
import { printableString, rdn } from '../der.js';
import { basicConstraints, ecKey, extKeyUsage } from '../foreign-certificate.js';
import { type Made, OID, sequence, USE } from '../path-builder.js';
import { authority, type CaseRow, EXPIRED, FUTURE, host, threeParts } from './case.js';

const row = (name: string, chain: readonly Made[], anchors: readonly Made[]): CaseRow => ({
  ...{ name, chain, anchors },
});

export function chainCases(): CaseRow[] {
  return [
    ...orders(),
    ...anchorsBelow(),
    ...selfSigned(),
    ...namesakes(),
    ...crossSigned(),
    ...forged(),
  ];
}

function orders(): CaseRow[] {
  const [leaf, middle, top] = threeParts();
  const direct = host(top);
  const lower = authority('Lower', middle);
  const deep = host(lower);
  const other = authority('Other');
  return [
    row('a chain of three', [leaf, middle], [top]),
    row('directly below the root', [direct], [top]),
    row('a superfluous root', [leaf, middle, top], [top]),
    row('a superfluous root before the intermediate', [leaf, top, middle], [top]),
    row('no intermediate', [leaf], [top]),
    row('another root', [leaf, middle], [other]),
    row('another root, the own one presented', [leaf, middle, top], [other]),
    row('two roots trusted', [leaf, middle], [other, top]),
    row('a superfluous stranger', [leaf, middle, other], [top]),
    row('a stranger before the intermediate', [leaf, other, middle], [top]),
    row('the end entity twice', [leaf, leaf, middle], [top]),
    row('the intermediate twice', [leaf, middle, middle], [top]),
    row('two intermediates', [deep, lower, middle], [top]),
    row('two intermediates in the wrong order', [deep, middle, lower], [top]),
    row('the upper one of two intermediates is missing', [deep, lower], [top]),
    row('the lower one of two intermediates is missing', [deep, middle], [top]),
    row('the intermediate first', [middle, leaf], [top]),
    ...untimelyRoots(),
    ...longChains(),
  ];
}

function untimelyRoots(): CaseRow[] {
  const [leaf, middle, top] = threeParts({ root: EXPIRED });
  const [early, between, future] = threeParts({ root: FUTURE });
  const again = authority('Root', undefined, { key: top.key });
  return [
    row('an expired root, presented before the intermediate', [leaf, top, middle], [top]),
    row('a future root, presented before the intermediate', [early, future, between], [future]),
    row('an expired root and a fresh one of its key', [leaf, middle], [top, again]),
    row('a fresh root and an expired one of its key', [leaf, middle], [again, top]),
    row('an expired root is trusted, a fresh one presented', [leaf, middle, again], [top]),
    row('a fresh root is trusted, an expired one presented', [leaf, middle, top], [again]),
  ];
}

function longChains(): CaseRow[] {
  return [5, 6, 7].flatMap((count) => {
    const chain = [authority('Root')];
    for (let i = 0; i < count; i++) chain.unshift(authority(`CA ${i}`, chain[0]));
    const leaf = host(chain[0] as Made);
    const between = chain.slice(0, -1);
    const anchors = chain.slice(-1);
    return [
      row(`${count} intermediates`, [leaf, ...between], anchors),
      row(`${count} intermediates, the other way round`, [leaf, ...between.toReversed()], anchors),
    ];
  });
}

function anchorsBelow(): CaseRow[] {
  const [leaf, middle, top] = threeParts();
  const trusted = (name: string, options: Parameters<typeof host>[1]) => {
    const own = host(middle, options);
    return row(name, [own], [own]);
  };
  return [
    row('the intermediate is the anchor', [leaf], [middle]),
    row('the intermediate is the anchor and presented', [leaf, middle], [middle]),
    row('the intermediate is the anchor, all presented', [leaf, middle, top], [middle]),
    row('root and intermediate are anchors', [leaf], [middle, top]),
    row('an end entity is its own anchor', [leaf], [leaf]),
    row('an end entity is its own anchor, its CA presented', [leaf, middle], [leaf]),
    row('end entity and root are anchors', [leaf, middle], [leaf, top]),
    trusted('an expired end entity is its own anchor', EXPIRED),
    trusted('a future end entity is its own anchor', FUTURE),
    trusted('an anchor for mail only', { changes: { [OID.eku]: extKeyUsage(USE.email) } }),
  ];
}

function selfSigned(): CaseRow[] {
  const changes = { [OID.eku]: extKeyUsage(USE.server, USE.client) };
  const self = (options: Parameters<typeof authority>[2] = {}) =>
    authority('host', undefined, {
      ...options,
      changes: { [OID.bc]: undefined, [OID.ku]: undefined, ...changes, ...options.changes },
    });
  const plain = self();
  const asCa = self({ changes: { [OID.bc]: basicConstraints({ ca: true }) } });
  const noCa = self({ changes: { [OID.bc]: basicConstraints({ ca: false }) } });
  const old = self(EXPIRED);
  const mail = self({ changes: { [OID.eku]: extKeyUsage(USE.email) } });
  const other = authority('Other');
  return [
    row('self-signed and trusted', [plain], [plain]),
    row('self-signed, CA and trusted', [asCa], [asCa]),
    row('self-signed, no CA and trusted', [noCa], [noCa]),
    row('self-signed and not trusted', [plain], [other]),
    row('self-signed CA and not trusted', [asCa], [other]),
    row('self-signed, expired and trusted', [old], [old]),
    row('self-signed for mail only and trusted', [mail], [mail]),
  ];
}

function namesakes(): CaseRow[] {
  const [leaf, middle, top] = threeParts();
  const bare = { changes: { [OID.ski]: undefined, [OID.aki]: undefined } };
  const first = authority('Same', undefined, bare);
  const second = authority('Same', undefined, bare);
  const below = host(first, bare);
  const labelled = authority('Root');
  const again = authority('Root', undefined, { key: top.key });
  const oldMiddle = authority('Intermediate', top, { key: middle.key, ...EXPIRED });
  const wrongMiddle = authority('Intermediate', top);
  const bareMiddle = authority('Intermediate', top, bare);
  return [
    row('a namesake of the root is trusted', [leaf, middle], [labelled]),
    row('root and namesake, with key identifiers', [leaf, middle], [labelled, top]),
    row('namesake and root, with key identifiers', [leaf, middle], [top, labelled]),
    row('a namesake without key identifiers is trusted', [below], [second]),
    row('root and namesake without key identifiers', [below], [first, second]),
    row('namesake and root without key identifiers', [below], [second, first]),
    row('the root was issued again', [leaf, middle, again], [top]),
    row('an expired twin of the intermediate before it', [leaf, oldMiddle, middle], [top]),
    row('an expired twin of the intermediate behind it', [leaf, middle, oldMiddle], [top]),
    row('only the expired twin of the intermediate', [leaf, oldMiddle], [top]),
    row('a namesake of the intermediate before it', [leaf, wrongMiddle, middle], [top]),
    row('a namesake without identifiers before it', [leaf, bareMiddle, middle], [top]),
    row('only a namesake of the intermediate', [leaf, wrongMiddle], [top]),
  ];
}

function crossSigned(): CaseRow[] {
  const [leaf, middle, top] = threeParts();
  const other = authority('Other');
  const cross = authority('Intermediate', other, { key: middle.key });
  const rootCross = authority('Root', other, { key: top.key });
  const latin = { subject: sequence(rdn('2.5.4.3', printableString('INTER  mediate'))) };
  const odd = authority('x', top, latin);
  const renamed = host({
    ...odd,
    name: sequence(rdn('2.5.4.3', printableString('inter mediate'))),
  });
  const text = authority('x', top, {
    subject: sequence(rdn('2.5.4.3', printableString('Middle'))),
  });
  const utf8 = host({ ...text, name: authority('Middle', top).name });
  const stranger = host({ ...middle, name: other.name });
  const upper = ecKey();
  const twin = authority('Twin', top, { key: upper });
  const twinBelow = authority('Second name', top, { key: upper });
  return [
    row('cross-signed by another root, which is trusted', [leaf, cross], [other]),
    row('cross-signed, the wrong one first', [leaf, cross, middle], [top]),
    row('cross-signed, the right one first', [leaf, middle, cross], [top]),
    row('the root is cross-signed', [leaf, middle, rootCross], [other]),
    row('the root is cross-signed and trusted', [leaf, middle, rootCross], [top]),
    row('both roots are trusted', [leaf, middle, rootCross], [other, top]),
    row('the issuer in another case', [renamed, odd], [top]),
    row('the issuer in another string type', [utf8, text], [top]),
    row('the issuer has another name', [stranger, middle], [top]),
    row('two names with one key', [host(twin), twinBelow], [top]),
    ...loops(),
  ];
}

/** Two CAs that certify each other, below a root or below none. */
function loops(): CaseRow[] {
  const top = authority('Root');
  const [a, b] = [ecKey(), ecKey()];
  const first = authority('A', top, { key: a });
  const second = authority('B', first, { key: b });
  const back = authority('A', second, { key: a });
  const leaf = host(second);
  return [
    row('a loop with a way out', [leaf, second, back, first], [top]),
    row('a loop with a way out in order', [leaf, second, first, back], [top]),
    row('a loop without a way out', [leaf, second, back], [top]),
  ];
}

function forged(): CaseRow[] {
  const [, middle, top] = threeParts();
  const key = ecKey();
  const forgedLeaf = host(middle, { signer: key });
  const forgedMiddle = authority('Intermediate', top, { key: middle.key, signer: key });
  const forgedRoot = authority('Root', undefined, { key: top.key, signer: key });
  return [
    row('a forged end entity', [forgedLeaf, middle], [top]),
    row('a forged intermediate', [host(middle), forgedMiddle], [top]),
    row('a root with a wrong signature', [host(middle), middle], [forgedRoot]),
  ];
}
