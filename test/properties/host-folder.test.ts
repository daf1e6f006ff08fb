// Whatever a host has is in its folder: what was planned reads back as the same value, for every product and every form that it takes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueEndEntity } from '../../src/app/making/identity.js';
import { issuerOf, makeCa } from '../../src/app/making/authority.js';
import { readHostFolder, wholeHostFolder } from '../../src/app/reading/folder/host-folder.js';
import { planHostFolder } from '../../src/app/writing/host-folder.js';
import type { Chain, HostIdentity } from '../../src/pki/certificate/identity.js';
import { commonNameOnly } from '../../src/pki/names/distinguished-name.js';
import { formOf, type HostEnd, type HostFolder } from '../../src/targets/host-folder.js';
import {
  erasOf,
  hasSetting,
  installFolderOf,
  type ProductRelease,
  readsKeyContainer,
  readsKeyType,
  readsStore,
  type Target,
} from '../../src/targets/target.js';
import { type SecretPurpose, variableOf } from '../../src/targets/secret.js';
import { formatStackVersion, isWithin } from '../../src/targets/stack-version.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';
import { shippedTargets } from '../targets/shipped.js';

const base = temporaryFolder();
const ports = testPorts();
const now = ports.clock.now();

/** Of one host below a root, and of the same below an intermediate. */
interface Identities {
  direct: HostIdentity;
  below: HostIdentity;
}
let identities: Record<'ec-p256' | 'rsa-2048', Identities>;

beforeAll(async () => {
  identities = { 'ec-p256': await made('ec-p256'), 'rsa-2048': await made('rsa-2048') };
});

async function made(keyType: 'ec-p256' | 'rsa-2048'): Promise<Identities> {
  const validity = { notBefore: now, notAfter: new Date(now.getTime() + 86_400_000 * 30) };
  const root = await makeCa(
    { keyType, validity: { days: 400, isDefault: true } },
    undefined,
    now,
    ports,
  );
  const middle = await makeCa(
    { keyType, validity: { days: 300, isDefault: true } },
    issuerOf(root, ports),
    now,
    ports,
  );
  const keys = await ports.crypto.generateKeyPair(keyType);
  const request = {
    ...{ profile: 'peer' as const, subject: commonNameOnly('host'), validity },
    subjectAltNames: [{ kind: 'dns' as const, value: 'logs.mycompany.com' }],
    ...{ keys, now },
  };
  return {
    direct: await issueEndEntity({ ...request, issuer: issuerOf(root, ports) }, ports),
    below: await issueEndEntity({ ...request, issuer: issuerOf(middle, ports) }, ports),
  };
}

interface Variant {
  store: 'pem' | 'pkcs12';
  /** Of a PEM key; a store has one anyway. */
  hasPassword: boolean;
  identity: HostIdentity;
  trustAnchors: Chain;
  hosts: readonly string[];
  clientAuthentication: 'required' | 'optional';
  isSealed: boolean;
}

/** Each pair of forms and passwords that the release takes, with the rest varied beside it. */
function variantsOf({ target, version }: ProductRelease): Variant[] {
  const takesPassword =
    readsKeyContainer({ target, version }, 'pkcs8-encrypted') &&
    hasSetting({ target, version }, 'private-key-password');
  const forms = [
    { store: 'pem', hasPassword: false },
    ...(takesPassword ? [{ store: 'pem', hasPassword: true } as const] : []),
    { store: 'pkcs12', hasPassword: true },
  ] as const;
  // Small and fast where the product loads it.
  const isEcRead = readsKeyType({ target, version }, 'ec-p256');
  const { direct, below } = identities[isEcRead ? 'ec-p256' : 'rsa-2048'];
  const anchors: Chain = direct.trustAnchors;
  const both: Chain = [anchors[0], ...below.chain.slice(1)];
  const canBeOptional = target.descriptor.settings.some(
    (rule) => rule.optional !== undefined && isWithin(version, rule),
  );
  return forms
    .filter(({ store }) => readsStore({ target, version }, store))
    .flatMap((form, i) => [
      {
        ...{ ...form, identity: direct, trustAnchors: anchors, hosts: ['logs.mycompany.com'] },
        ...{ clientAuthentication: 'required', isSealed: target.descriptor.encryptsMessages },
      },
      {
        ...{ ...form, identity: below, trustAnchors: i % 2 === 0 ? anchors : both },
        ...{ hosts: ['logs.mycompany.com', '10.0.0.5'], isSealed: false },
        clientAuthentication: canBeOptional ? ('optional' as const) : ('required' as const),
      },
    ]);
}

const NAME = 'my-host';

function hostOf(release: ProductRelease, variant: Variant): HostFolder {
  const { target, version } = release;
  const { store, hasPassword, identity, trustAnchors, isSealed } = variant;
  const form = formOf(release, store, { stem: NAME, hasPassword });
  const opened: SecretPurpose[] =
    form.key === 'pkcs12'
      ? form.trust === 'pkcs12'
        ? ['keyStore', 'trustStore']
        : ['keyStore']
      : hasPassword
        ? ['key']
        : [];
  const login = hasSetting({ target, version }, 'user');
  const purposes = [
    ...opened,
    ...(login ? (['user'] as const) : []),
    ...(isSealed ? (['messageKey'] as const) : []),
  ];
  return {
    ...{ name: NAME, installFolder: installFolderOf(target, NAME), form, trustAnchors },
    secrets: purposes.map((purpose, i) => ({
      ...{ purpose, variable: variableOf(NAME, purpose), isGenerated: true },
      text: `Secret${i}of24characters00`,
    })),
    identity: { privateKeyInfo: identity.privateKeyInfo, chain: identity.chain },
    ends: [endOf(release, variant, login)],
  };
}

function endOf(release: ProductRelease, variant: Variant, hasLogin: boolean): HostEnd {
  const { target } = release;
  const port = 9999;
  const isServer = target.role === 'server';
  return {
    release,
    endpoints: variant.hosts.map((host) => ({ host, port })),
    port: isServer ? port : undefined,
    user: hasLogin ? 'somebody' : undefined,
    clientAuthentication: isServer ? variant.clientAuthentication : undefined,
  };
}

/**
 * What a snippet or a form cannot carry: the names under which a server is dialled; more hosts than the setting takes; a port
 * that the product has no setting for; a demand that is the product's only way, or that nothing says; settings that name a
 * user only by a further file.
 */
function asCarried(host: HostFolder): HostFolder {
  const [end] = host.ends;
  const { target, version } = end.release;
  const rule = target.descriptor.settings.find(
    (one) => one.meaning === 'hosts' && isWithin(version, one),
  );
  const takesList = rule?.form.endsWith('-list') === true;
  const endpoints = target.role === 'server' || !rule ? [] : end.endpoints;
  return {
    ...host,
    ends: [
      {
        ...end,
        endpoints: takesList ? endpoints : endpoints.slice(0, 1),
        port: hasSetting({ target, version }, 'port') ? end.port : undefined,
        clientAuthentication: hasSetting({ target, version }, 'client-authentication')
          ? end.clientAuthentication
          : undefined,
      },
    ],
  };
}

/** Certificates by their octets, and releases by name: what differs is shown in words. */
function shown(host: HostFolder) {
  const der = (chain: Chain) => chain.map((one) => Buffer.from(one.der).toString('base64'));
  const { identity, trustAnchors, ends, secrets, ...rest } = host;
  return {
    ...rest,
    secrets: secrets.map(({ purpose, variable, text }) => ({ purpose, variable, text })),
    key: Buffer.from(identity.privateKeyInfo).toString('base64'),
    chain: der(identity.chain),
    trustAnchors: der(trustAnchors),
    ends: ends.map(({ release, ...end }) => ({
      ...end,
      release: `${release.target.name} ${formatStackVersion(release.version)}`,
    })),
  };
}

let count = 0;

async function written(host: HostFolder): Promise<string> {
  count += 1;
  const folder = join(base, String(count), NAME);
  for (const { path, bytes } of await planHostFolder(host, [], ports)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

const named = (target: Target): [string, Target] => {
  const { end } = target.descriptor;
  return [end === undefined ? target.name : `${target.name} (${end})`, target];
};

describe('a folder that was planned', () => {
  it.each(shippedTargets().map(named))('of %s reads back as the same value', async (_, target) => {
    for (const version of erasOf(target)) {
      const release = { target, version };
      for (const variant of variantsOf(release)) {
        const host = hostOf(release, variant);
        const folder = await written(host);
        const found = await readHostFolder({ folder, releases: [release] }, ports);
        expect(shown(wholeHostFolder(found))).toEqual(shown(asCarried(host)));
      }
    }
  });
});

describe('a folder', () => {
  const ends = shippedTargets().filter(({ name }) => name === 'heartbeat');
  const beat = ends.find(({ descriptor }) => descriptor.end === undefined);
  const monitor = ends.find(({ descriptor }) => descriptor.end === 'monitor');
  const plain = (): Variant => ({
    ...{ store: 'pem', hasPassword: false, isSealed: false, hosts: ['logs.mycompany.com'] },
    ...{ identity: identities['ec-p256'].direct, clientAuthentication: 'required' },
    trustAnchors: identities['ec-p256'].direct.trustAnchors,
  });

  it('has a snippet for each end that uses its files', async () => {
    const [version] = erasOf(beat as Target).slice(-1) as [ProductRelease['version']];
    const releases = [beat, monitor].map((target) => ({ target: target as Target, version }));
    const [first, second] = releases as [ProductRelease, ProductRelease];
    const host = hostOf(first, plain());
    const [end] = host.ends;
    const whole: HostFolder = { ...host, ends: [end, { ...end, release: second }] };
    const found = await readHostFolder({ folder: await written(whole), releases }, ports);
    expect(
      found.ends.map(({ release, endpoints }) => [release.target, endpoints[0]?.host]),
    ).toEqual([
      [beat, 'logs.mycompany.com'],
      [monitor, 'logs.mycompany.com'],
    ]);
  });

  it('without a snippet is the identity of an unknown product', async () => {
    const [version] = erasOf(beat as Target).slice(-1) as [ProductRelease['version']];
    const host = hostOf({ target: beat as Target, version }, plain());
    const found = await readHostFolder({ folder: await written(host), releases: [] }, ports);
    expect(found).toMatchObject({ name: NAME, installFolder: undefined, ends: [], secrets: [] });
    expect(found.form).toEqual(host.form);
    expect(found.identity?.chain[0].der).toEqual(host.identity.chain[0].der);
    expect(found.trust?.anchors[0]?.der).toEqual(host.trustAnchors[0].der);
  });
});
