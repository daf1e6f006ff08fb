// An end of a config with what its files hold, as far as they are there: what is not is a fault of
// the config and no failure of ours. For `doctor`.
import { basename } from 'node:path/posix';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import type { EndView } from '../../../targets/config/end-view.js';
import type { ConfigMeaning } from '../../../targets/config/known-settings.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import type { HostFileKind } from '../../../targets/descriptor/form.js';
import type { FoundHostFolder, HostEnd, HostFileNames } from '../../../targets/host-folder.js';
import type { StorePorts } from '../key/store.js';
import { accessTo } from './file-access.js';
import { readHostIdentity } from './host-identity.js';
import { readHostSecrets } from './host-secrets.js';
import { readHostTrust } from './host-trust.js';
import { type HostReading, NamedFiles } from './named-files.js';

/** Throws nothing for what is wrong with a file. */
export async function readConfiguredHost(
  reading: HostReading,
  ports: StorePorts,
): Promise<ConfiguredHost> {
  const { view, root } = reading;
  const named = new NamedFiles(reading, ports);
  const secrets = await readHostSecrets(named);
  const identity = await readHostIdentity(named, secrets);
  const trust = await readHostTrust(named, secrets);
  await openFurtherFiles(named);
  const end = endOf(view);
  const { file: config, target } = view.end;
  const host: FoundHostFolder = {
    path: config,
    name: basename(config),
    config: basename(config),
    takesKeyPassword: takesKeyPassword(view),
    installFolder: undefined,
    form: { key: 'pkcs8', trust: 'pem', names: namesOf(named) },
    secrets,
    identity,
    trust,
    ends: [end],
  };
  const { all: files, faults } = named;
  const access = root === undefined ? await accessTo(files, { config, target }, ports.files) : [];
  return { view, host, end, files, faults, access, notJudged: [...new Set(named.notJudged)] };
}

/** What has to be there, whatever it says. */
async function openFurtherFiles(named: NamedFiles): Promise<void> {
  const { view } = named.reading;
  for (const meaning of ['crl', 'further-file'] as const) {
    const all = view.settings.filter(({ known }) => known.meaning === meaning);
    for (const setting of all.filter((one) => view.looksAt(one))) {
      for (const text of view.textsOf(setting)) await named.open(meaning, setting, text);
    }
  }
}

function endOf(view: EndView): HostEnd {
  const isServer = view.end.target.role === 'server';
  const demanded = isServer ? view.meant('client-authentication') : undefined;
  return {
    release: view.release,
    endpoints: view
      .endpoints()
      .map(({ host, port }) => (port === undefined ? { host } : { host, port })),
    port: isServer ? view.port() : undefined,
    user: undefined,
    clientAuthentication: demanded === 'required' || demanded === 'optional' ? demanded : undefined,
    maxDepth: depthOf(view),
  };
}

/** By a setting that no snippet of ours writes. */
function takesKeyPassword(view: EndView): boolean {
  const isOpenssl = view.end.target.descriptor.runtime === 'openssl';
  return (
    view.knows('private-key-password-file') || (isOpenssl && view.knows('private-key-password'))
  );
}

function depthOf(view: EndView): number | undefined {
  const text = view.text('verify-depth') ?? view.defaultOf('verify-depth');
  return typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

/** What stands for the CAs that the product, or its machine, brings along. */
const SYSTEM_TRUST = "the system's";
const TRUSTING = ['trust-anchors', 'trust-folder', 'trust-store'] as const;

function namesOf(named: NamedFiles): HostFileNames {
  const { view } = named.reading;
  const kinds: Partial<Record<ConfigMeaning, HostFileKind>> = {
    certificate: 'certificate',
    'private-key': 'key',
    'trust-anchors': 'trust',
    'trust-folder': 'trust',
    'key-store': 'key-store',
    'trust-store': 'trust-store',
  };
  const isClient = view.end.target.role === 'client';
  // A server that asks nobody trusts nobody; a client without CAs of its own has the system's.
  const asks = view.meant('client-authentication');
  const asksNobody = !isClient && (asks === 'none' || asks === 'unverified');
  const hasTrust = ['trust-anchors', 'trust-folder', 'trust-store'].some(
    (meaning) => view.text(meaning as ConfigMeaning) !== undefined,
  );
  if (asksNobody) for (const meaning of TRUSTING) delete kinds[meaning];
  const system = isClient && !hasTrust ? { trust: SYSTEM_TRUST } : {};
  const byKind = Object.fromEntries(
    Object.entries(kinds).flatMap(([meaning, kind]) => {
      const text = named.textOf(meaning as ConfigMeaning);
      if (text === undefined) return [];
      return [[kind, text === UNKNOWN ? view.end.target.name : basename(text)]];
    }),
  );
  return { ...byKind, ...system };
}
