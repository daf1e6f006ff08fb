// The page that goes with a kit to the people who install it: what goes where, how to check it,
// when it expires. For the kit's use-case.
import type { HostFileKind } from '../descriptor/form.js';
import type { KitPage, KitPageFolder } from './facts.js';
import type { FrameView } from '../snippet/frame.js';
import { renderFrame } from '../snippet/frame.js';
import {
  checksOf,
  installLines,
  keyPasswordVariables,
  mergeNote,
  restartLine,
  isSealed,
  secretLines,
  wholeFileLine,
} from './host.js';
import { escapeUnseen } from '../../quote.js';
import { formatStackVersion } from '../stack-version.js';
import type { Target } from '../target.js';
import { code } from './markdown.js';
import { uptakeOf } from '../uptake.js';

/** The folder of `templates/` without descriptor, and the page's file in it. */
export const KIT_PAGE_FOLDER = 'kit';
export const KIT_PAGE_FILE = 'README.md.mustache';

export type { KitPage, KitPageFile, KitPageFolder } from './facts.js';

/**
 * The page as Markdown. Throws `template-invalid` for a bad template, `name-invalid` for a name
 * that no shell line can hold.
 */
export function renderKitPage(template: string, kit: KitPage): string {
  const rank = ({ target }: KitPageFolder) => (target.role === 'server' ? 0 : 1);
  const folders = [...kit.folders].sort((a, b) => rank(a) - rank(b));
  return renderFrame(
    template,
    {
      title: escapeUnseen(kit.title),
      created: kit.createdAt,
      expires: earliest([kit.authority.notAfter, ...folders.map(({ notAfter }) => notAfter)]),
      stack: formatStackVersion(kit.stack),
      dialled: kit.hosts.map(code).join(', '),
      port: kit.port,
      isOptional: kit.clientAuthentication === 'optional',
      isSealed: folders.some((folder) => isSealed(folder)),
      authority: authorityView(kit),
      hosts: folders.map((folder, i) => hostView(kit, folder, i + 1)),
      renewal: renewalView(kit, folders),
    },
    'the page of a kit',
  );
}

function authorityView({ authority }: KitPage): FrameView {
  const { folder } = authority;
  return {
    subject: code(authority.subject),
    fingerprint: authority.sha256Fingerprint,
    notAfter: authority.notAfter,
    folder: folder === undefined ? null : code(`${folder.name}/`),
    isKeyEncrypted: folder?.isKeyEncrypted === true,
  };
}

function hostView(kit: KitPage, folder: KitPageFolder, number: number): FrameView {
  const { target, files } = folder;
  const secrets = secretLines(folder);
  const keyPasswords = target.role === 'client' ? keyPasswordVariables(folder) : [];
  const snippet = files.find(({ kind }) => kind === 'snippet');
  return {
    number,
    name: target.title,
    role: target.role,
    folder: code(`${folder.folder}/`),
    notAfter: folder.notAfter,
    names: folder.subjectAltNames.map(code).join(', '),
    files: files.map(({ name, kind, use }) => ({
      file: code(name),
      use: use ?? fileUse(kind, target),
    })),
    shell: shellOf(target),
    isWindows: target.platform === 'windows',
    install: installLines(folder),
    secrets:
      secrets.keystore.length + secrets.environment.length === 0
        ? null
        : {
            variables: folder.secrets.map(({ variable }) => code(variable)).join(', '),
            hasBoth: secrets.keystore.length > 0 && secrets.environment.length > 0,
            keystore: secrets.keystore.length === 0 ? null : { lines: secrets.keystore },
            environment: secrets.environment.length === 0 ? null : { lines: secrets.environment },
            asksInCurl: keyPasswords.map(code).join(', '),
          },
    snippet: snippet === undefined ? null : code(snippet.name),
    configFile: code(target.configFile),
    wholeFile: wholeFileLine(folder),
    furtherFiles: files
      .filter(({ kind }) => kind === 'further-file')
      .map(({ name, use = '' }) => ({ file: code(name), use })),
    mergeNote: mergeNote(kit, folder),
    checksBefore: checksOf(kit, folder, 'before-restart'),
    restart: restartLine(folder),
    checksAfter: checksOf(kit, folder, 'after-restart'),
    documentation: target.documentation,
  };
}

/** What holds for several hosts is said once. */
function renewalView({ stack, authority }: KitPage, folders: readonly KitPageFolder[]): FrameView {
  const uptakes = folders.map(({ target }) => {
    const { sentence, command } = uptakeOf({ target, version: stack });
    return { sentence, command: command ?? null, shell: shellOf(target) };
  });
  return {
    hasCa: authority.folder !== undefined,
    isKeyEncrypted: authority.folder?.isKeyEncrypted === true,
    isByHand: authority.isByHand,
    uptakes: [...new Map(uptakes.map((one) => [JSON.stringify(one), one])).values()],
  };
}

function shellOf({ platform }: Target): string {
  return platform === 'windows' ? 'powershell' : 'sh';
}

function fileUse(kind: HostFileKind, { descriptor }: Target): string {
  const isWholeSnippet = kind === 'snippet' && descriptor.isWholeFile;
  return isWholeSnippet ? 'its settings, a file of their own' : FILE_USES[kind];
}

const FILE_USES: Readonly<Record<HostFileKind, string>> = {
  key: 'its private key: secret, for this host alone',
  certificate: 'its certificate',
  trust: 'the CA that it trusts',
  'key-store': 'its private key and certificate (PKCS#12): secret, for this host alone',
  'trust-store': 'the CA that it trusts (PKCS#12)',
  snippet: 'the settings to merge into its config',
  secrets: 'its secrets, for this host alone',
  'further-file': 'goes with the settings',
  'installed-further-file': 'goes with the settings',
};

/** RFC 3339 times in UTC of one precision sort as text. */
function earliest(times: readonly string[]): string {
  return [...times].sort()[0] ?? '';
}
