// The README of a kit, from what was made.
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Crypto, Templates } from '../../ports.js';
import { KIT_PAGE_FILE, KIT_PAGE_FOLDER, renderKitPage } from '../../targets/page/page.js';
import type { Target } from '../../targets/target.js';
import { handoverFiles, type KitFolder, type KitTerms } from './folder.js';
import { fingerprintOf, type PlannedFile, textFile } from '../writing/plan.js';

export interface KitPageRequest {
  path: string;
  client: Target;
  server: Target;
  folders: readonly KitFolder[];
  terms: KitTerms;
  /** Present if the kit holds its CA. */
  caFolder?: { isKeyEncrypted: boolean };
}

export async function kitPage(
  { path, client, server, folders, terms, caFolder }: KitPageRequest,
  { templates, crypto }: { templates: Templates; crypto: Crypto },
): Promise<PlannedFile> {
  const { anchor } = terms;
  const text = renderKitPage((await templates.read(KIT_PAGE_FOLDER, KIT_PAGE_FILE)) ?? '', {
    title: `${client.title} to ${server.title}`,
    createdAt: formatTime(terms.now),
    stack: terms.version,
    authority: {
      subject: formatDistinguishedName(anchor.subject),
      sha256Fingerprint: fingerprintOf(anchor, crypto),
      notAfter: formatTime(anchor.notAfter),
      ...(caFolder && { folder: { name: 'ca', ...caFolder } }),
    },
    server,
    hosts: terms.hosts.map(({ value }) => value),
    port: terms.port,
    clientAuthentication: terms.clientAuthentication,
    folders: folders.map((folder) => ({
      target: folder.target,
      folder: folder.name,
      installFolder: folder.installFolder,
      files: handoverFiles(folder),
      notAfter: formatTime(folder.identity.certificate.notAfter),
      subjectAltNames: folder.identity.certificate.subjectAltNames,
      secretVariables: folder.secretVariables,
    })),
  });
  return textFile(path, text, 'readme');
}
