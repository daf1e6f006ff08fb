// A host's folder as a value: what its snippet names, or what the usual names say; `secrets.env`
// opens it. The inverse of `writing/host-folder.ts`.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type { FoundIdentity } from '../../../pki/certificate/identity.js';
import { quote } from '../../../quote.js';
import type {
  FoundHostFolder,
  HostEnd,
  HostFileNames,
  HostFolder,
  HostForm,
} from '../../../targets/host-folder.js';
import type { ProductRelease } from '../../../targets/target.js';
import type { SnippetFacts } from '../../../targets/snippet/values.js';
import { readIdentity } from './identity.js';
import { type FolderPorts, type FolderRequest, openFolder } from './opening.js';
import { readTrust } from './trust.js';

/** Throws `input-*`, `password-*`; `input-wrong-kind` for what is no folder of a host. */
export async function readHostFolder(
  request: FolderRequest,
  ports: FolderPorts,
): Promise<FoundHostFolder> {
  const { folder, releases } = request;
  const opening = await openFolder(request, ports);
  const { facts, files, secrets } = opening;
  const identity = await readIdentity(opening, ports);
  return {
    path: folder,
    name: basename(ports.files.absolute(folder)),
    installFolder: files.installFolder,
    form: formOf(files.names, facts[0], identity),
    secrets,
    identity,
    trust: await readTrust(opening, ports),
    ends: releases.map((release, i) => endOf(release, facts[i] as SnippetFacts)),
  };
}

/**
 * As it would be written. Throws `input-wrong-kind` where something of the link is not there,
 * `password-missing` where it is locked.
 */
export function wholeHostFolder(found: FoundHostFolder): HostFolder {
  const { path, name, installFolder, form, identity, trust, ends } = found;
  const [anchor, ...otherAnchors] = trust?.anchors ?? [];
  const [end, ...otherEnds] = ends;
  if (!identity || !anchor || !end || installFolder === undefined) {
    throw new TlsmithError(
      'input-wrong-kind',
      `the snippet in ${quote(path)} does not name all files of the link`,
      { path },
    );
  }
  const { privateKeyInfo, chain } = identity;
  if (!privateKeyInfo) {
    throw new TlsmithError('password-missing', `the private key in ${quote(path)} is encrypted`, {
      path,
    });
  }
  const secrets = found.secrets.flatMap(({ text, ...named }) =>
    text === undefined ? [] : [{ ...named, text, isGenerated: true }],
  );
  return {
    name,
    installFolder,
    form,
    secrets,
    identity: { privateKeyInfo, chain },
    trustAnchors: [anchor, ...otherAnchors],
    ends: [end, ...otherEnds],
  };
}

/**
 * A product that looks into its own keystore names nothing: there the key itself says whether it is
 * encrypted.
 */
function formOf(
  names: HostFileNames,
  facts: SnippetFacts | undefined,
  identity: FoundIdentity | undefined,
): HostForm {
  const trust = names['trust-store'] === undefined ? 'pem' : 'pkcs12';
  if (names['key-store'] !== undefined) return { key: 'pkcs12', trust, names };
  const isEncrypted =
    identity?.keySource.encryption !== undefined || facts?.privateKeyPasswordVariable !== undefined;
  return { key: isEncrypted ? 'pkcs8-encrypted' : 'pkcs8', trust, names };
}

function endOf(release: ProductRelease, facts: SnippetFacts): HostEnd {
  const isServer = release.target.role === 'server';
  return {
    release,
    endpoints: facts.endpoints,
    port: isServer ? facts.port : undefined,
    user: facts.user,
    clientAuthentication: isServer ? facts.clientAuthentication : undefined,
  };
}
