// The README of a kit, from what was made.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Crypto, Templates } from '../../ports.js';
import { KIT_PAGE_FILE, KIT_PAGE_FOLDER, renderKitPage } from '../../targets/page/page.js';
import { fingerprintOf, type PlannedFile, textFile } from '../writing/plan.js';
import type { KitFolder, KitTerms } from './folder.js';
import type { KitPair } from './pair.js';

export interface KitPageRequest {
  path: string;
  pair: KitPair;
  folders: readonly KitFolder[];
  terms: KitTerms;
  /** Whom both ends trust. */
  anchor: Certificate;
  /** Present if the kit holds its CA. */
  caFolder: { isKeyEncrypted: boolean } | undefined;
  /** Whether the CA gets requests by hand. */
  isByHand: boolean;
}

export async function kitPage(
  { path, pair: { client, server }, folders, terms, anchor, caFolder, isByHand }: KitPageRequest,
  { templates, crypto }: { templates: Templates; crypto: Crypto },
): Promise<PlannedFile> {
  const text = renderKitPage((await templates.read(KIT_PAGE_FOLDER, KIT_PAGE_FILE)) ?? '', {
    title: `${client.title} to ${server.title}`,
    createdAt: formatTime(terms.now),
    stack: terms.version,
    authority: {
      subject: formatDistinguishedName(anchor.subject),
      sha256Fingerprint: fingerprintOf(anchor, crypto),
      notAfter: formatTime(anchor.notAfter),
      folder: caFolder && { name: 'ca', ...caFolder },
      isByHand,
    },
    server,
    hosts: terms.hosts.map(({ value }) => value),
    port: terms.port,
    clientAuthentication: terms.clientAuthentication,
    folders: folders.map(({ folder, files }) => {
      const { name, installFolder, secrets, ends, identity } = folder;
      const { notAfter, subjectAltNames } = identity.chain[0];
      return {
        target: ends[0].release.target,
        folder: name,
        installFolder,
        secrets,
        subjectAltNames,
        files: files.map(({ path: file, role, use }) => ({
          name: file.slice(name.length + 1),
          kind: role,
          use,
        })),
        notAfter: formatTime(notAfter),
      };
    }),
  });
  return textFile(path, text, 'readme');
}
