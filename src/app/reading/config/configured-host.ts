// An end of a config with what its files hold, as far as they are there: what is not is a fault of
// the config and no failure of ours. For `doctor`.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type {
  ConfiguredHost,
  FileFault,
  NamedFile,
} from '../../../targets/config/configured-host.js';
import type { ConfigMeaning } from '../../../targets/config/known-settings.js';
import type { PlacedSetting } from '../../../targets/config/configured-end.js';
import type { EndView, KnownPlacedSetting } from '../../../targets/config/end-view.js';
import { UNKNOWN } from '../../../targets/config/resolved-value.js';
import type { FoundIdentity } from '../../../pki/certificate/identity.js';
import type {
  FoundHostFolder,
  FoundTrust,
  HostEnd,
  HostFileNames,
} from '../../../targets/host-folder.js';
import type { Secret, SecretPurpose } from '../../../targets/secret.js';
import { MEANING_OF_SECRET, purposeOf } from '../../../targets/secret.js';
import type { HostFileKind } from '../../../targets/descriptor/form.js';
import { hostKeyOf } from '../key/store.js';
import type { StorePorts } from '../key/store.js';
import { isStore } from '../key/store.js';
import {
  type InstalledFile,
  type KnownPasswords,
  readInstalledCertificates,
  readInstalledKey,
  readInstalledStore,
} from '../folder/installed.js';
import { foundIdentity } from '../folder/identity.js';
import { isIgnoredByJava } from '../folder/trust.js';
import { readSecretsFile } from '../folder/secrets.js';
import { accessTo } from './file-access.js';
import { locateFile, type Locating } from './located-files.js';

export interface HostReading extends Omit<Locating, 'config'> {
  view: EndView;
}

/** Throws nothing for what is wrong with a file. */
export async function readConfiguredHost(
  reading: HostReading,
  ports: StorePorts,
): Promise<ConfiguredHost> {
  return new HostReader(reading, ports).read();
}

/** What stands for the CAs that the product, or its machine, brings along. */
const SYSTEM_TRUST = "the system's";
/** Each takes its time. */
const MOST_PASSWORDS = 10;
const TRUSTING = ['trust-anchors', 'trust-folder', 'trust-store'] as const;

class HostReader {
  readonly #files: NamedFile[] = [];
  readonly #faults: FileFault[] = [];
  readonly #notJudged: string[] = [];
  #secrets: readonly Secret[] = [];

  constructor(
    private readonly reading: HostReading,
    private readonly ports: StorePorts,
  ) {}

  async read(): Promise<ConfiguredHost> {
    const { view } = this.reading;
    this.#secrets = await this.#readSecrets();
    const identity = await this.#identity();
    const trust = await this.#trust();
    await this.#furtherFiles();
    const end = this.#end();
    const { file } = view.end;
    const host: FoundHostFolder = {
      path: file,
      name: basename(file),
      config: basename(file),
      takesKeyPassword: this.#takesKeyPassword(),
      installFolder: undefined,
      form: { key: 'pkcs8', trust: 'pem', names: this.#names() },
      secrets: this.#secrets,
      identity,
      trust,
      ends: [end],
    };
    return {
      view,
      host,
      end,
      files: this.#files,
      faults: this.#faults,
      access:
        this.reading.root === undefined
          ? await accessTo(
              this.#files,
              { config: view.end.file, target: view.end.target },
              this.ports.files,
            )
          : [],
      notJudged: [...new Set(this.#notJudged)],
    };
  }

  #end(): HostEnd {
    const { view } = this.reading;
    const isServer = view.end.target.role === 'server';
    const demanded = isServer ? view.meant('client-authentication') : undefined;
    return {
      release: view.release,
      endpoints: view
        .endpoints()
        .map(({ host, port }) => (port === undefined ? { host } : { host, port })),
      port: isServer ? view.port() : undefined,
      user: undefined,
      clientAuthentication:
        demanded === 'required' || demanded === 'optional' ? demanded : undefined,
      maxDepth: this.#depth(),
    };
  }

  /** By a setting that no snippet of ours writes. */
  #takesKeyPassword(): boolean {
    const { view } = this.reading;
    const isOpenssl = view.end.target.descriptor.runtime === 'openssl';
    return (
      view.knows('private-key-password-file') || (isOpenssl && view.knows('private-key-password'))
    );
  }

  #depth(): number | undefined {
    const { view } = this.reading;
    const text = view.text('verify-depth') ?? view.defaultOf('verify-depth');
    return typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  }

  #names(): HostFileNames {
    const kinds: Partial<Record<ConfigMeaning, HostFileKind>> = {
      certificate: 'certificate',
      'private-key': 'key',
      'trust-anchors': 'trust',
      'trust-folder': 'trust',
      'key-store': 'key-store',
      'trust-store': 'trust-store',
    };
    const { view } = this.reading;
    const isClient = view.end.target.role === 'client';
    // A server that asks nobody trusts nobody; a client without CAs of its own has the system's.
    const asks = view.meant('client-authentication');
    const asksNobody = !isClient && (asks === 'none' || asks === 'unverified');
    const hasTrust = ['trust-anchors', 'trust-folder', 'trust-store'].some(
      (meaning) => view.text(meaning as ConfigMeaning) !== undefined,
    );
    if (asksNobody) for (const meaning of TRUSTING) delete kinds[meaning];
    const system = isClient && !hasTrust ? { trust: SYSTEM_TRUST } : {};
    const named = Object.fromEntries(
      Object.entries(kinds).flatMap(([meaning, kind]) => {
        const text = this.#fileText(meaning as ConfigMeaning);
        if (text === undefined) return [];
        return [[kind, text === UNKNOWN ? view.end.target.name : basename(text)]];
      }),
    );
    return { ...named, ...system };
  }

  /** What names the file; a product may take one for another. */
  #fileText(meaning: ConfigMeaning): string | typeof UNKNOWN | undefined {
    const { view } = this.reading;
    const own = view.text(meaning);
    if (own !== undefined || meaning !== 'private-key') return own;
    return view.defaultOf('private-key') === 'certificate' ? view.text('certificate') : undefined;
  }

  /** The one file under that meaning; undefined where none is named, or nobody knows which. */
  async #file(meaning: ConfigMeaning): Promise<InstalledFile | undefined> {
    const { view } = this.reading;
    const setting = view.meaning(meaning) ?? view.meaning('certificate');
    const text = this.#fileText(meaning);
    return setting && text !== undefined ? this.#open(meaning, setting, text) : undefined;
  }

  async #open(
    meaning: ConfigMeaning,
    setting: PlacedSetting,
    text: string | typeof UNKNOWN,
  ): Promise<InstalledFile | undefined> {
    if (text === UNKNOWN) {
      this.#notJudged.push(`the file of ${setting.name}, which a variable names`);
      return undefined;
    }
    if (isInline(text)) {
      const path = `${setting.file} (${setting.name})`;
      const inline: NamedFile = { meaning, setting, named: undefined, path, isBeside: true };
      this.#files.push(inline);
      return { path, bytes: Buffer.from(text) };
    }
    const { base, root } = this.reading;
    const located = await locateFile(text, { config: setting.file, base, root }, this.ports.files);
    const file: NamedFile = { ...located, meaning, setting, named: text };
    this.#files.push(file);
    const elsewhere = isOfWindows(text)
      ? 'a file of a Windows machine'
      : this.reading.view.end.isContained && 'a file of a container';
    if (elsewhere && (await this.ports.files.kindBehind(file.path)) === 'absent') {
      this.#notJudged.push(`${text}, ${elsewhere}`);
      return undefined;
    }
    return this.#attempt(file, async () => ({
      path: file.path,
      bytes: await this.ports.files.read(file.path),
    }));
  }

  /** A failure of ours to read is a fault of the config. */
  async #attempt<T>(file: NamedFile, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
      this.#faults.push({ file, error });
      return undefined;
    }
  }

  #lastFile(): NamedFile {
    return this.#files.at(-1) as NamedFile;
  }

  async #identity(): Promise<FoundIdentity | undefined> {
    const stored = await this.#file('key-store');
    if (stored) return this.#storedIdentity(stored);
    const certificateFile = await this.#file('certificate');
    const ofCertificate = this.#files.at(-1);
    if (certificateFile && ofCertificate && isStore(certificateFile.bytes)) {
      if (this.reading.view.end.target.name === 'stunnel')
        return this.#storedIdentity(certificateFile);
      const error = new TlsmithError('input-wrong-kind', (it) => `${it} is a store, and no PEM`, {
        path: certificateFile.path,
      });
      this.#faults.push({ file: ofCertificate, error });
      return undefined;
    }
    const certificates =
      certificateFile &&
      ofCertificate &&
      (await this.#attempt(ofCertificate, () =>
        readInstalledCertificates(certificateFile, 'ignored'),
      ));
    const keyFile = await this.#file('private-key');
    if (!keyFile) return undefined;
    const key = await this.#attempt(this.#lastFile(), () => this.#openKey(keyFile));
    if (!key || !certificates) return undefined;
    if (!key.privateKeyInfo && this.#secrets.some(({ purpose }) => purpose === 'key')) {
      const { path, named = path } = this.#lastFile();
      this.#notJudged.push(
        `whether ${named} fits its certificate: its password is not in the config`,
      );
    }
    return foundIdentity(
      key.privateKeyInfo,
      certificates.certificates,
      [key.source, certificates.source],
      this.ports.crypto,
    );
  }

  /** By the first of its passwords that opens it. */
  async #openKey(file: InstalledFile): ReturnType<typeof readInstalledKey> {
    const [first, ...others] = this.#passwords('key');
    for (const passwords of others) {
      try {
        return await readInstalledKey(file, passwords, this.ports);
      } catch (error) {
        if (!(error instanceof TlsmithError) || error.code !== 'password-wrong') throw error;
      }
    }
    return readInstalledKey(file, first, this.ports);
  }

  async #storedIdentity(file: InstalledFile): Promise<FoundIdentity | undefined> {
    const named = this.#lastFile();
    const read = await this.#attempt(named, () =>
      readInstalledStore(file, this.#passwords('keyStore')[0], this.ports),
    );
    if (!read) {
      if (!this.#faults.some((fault) => fault.file === named)) {
        this.#notJudged.push(
          `what ${named.named ?? named.path} holds: its password is not in the config`,
        );
      }
      return undefined;
    }
    const stored = hostKeyOf(read.store.keys);
    const [first, ...rest] = stored?.chain ?? [];
    if (!stored || !first) {
      const what = stored ? 'no certificate for its private key' : 'no private key';
      this.#faults.push({
        file: named,
        error: new TlsmithError('input-wrong-kind', (it) => `${it} holds ${what}`, {
          path: named.path,
        }),
      });
      return undefined;
    }
    const source = {
      ...read.source,
      form: 'store' as const,
      encryption: undefined,
      before: [],
      isInTheClear: stored.isInTheClear,
    };
    return foundIdentity(
      stored.privateKeyInfo,
      [first, ...rest],
      [source, read.source],
      this.ports.crypto,
    );
  }

  async #trust(): Promise<FoundTrust | undefined> {
    const store = await this.#file('trust-store');
    if (store) {
      const named = this.#lastFile();
      const read = await this.#attempt(named, () =>
        readInstalledStore(store, this.#passwords('trustStore')[0], this.ports),
      );
      if (read) {
        const anchors = read.store.certificates
          .filter(({ isTrustedByJava }) => isTrustedByJava)
          .map(({ certificate }) => certificate);
        return { anchors, source: read.source, isIgnoredByJava: isIgnoredByJava(read.store) };
      }
      if (!this.#faults.some((fault) => fault.file === named)) {
        this.#notJudged.push(
          `whom ${named.named ?? named.path} trusts: its password is not in the config`,
        );
      }
      return undefined;
    }
    return this.#trustFromFiles();
  }

  async #trustFromFiles(): Promise<FoundTrust | undefined> {
    const { view } = this.reading;
    const readings: FoundTrust[] = [];
    for (const setting of this.#trustSettings()) {
      for (const text of view.textsOf(setting)) {
        const file = await this.#open('trust-anchors', setting, text);
        if (!file) continue;
        const read = await this.#attempt(this.#lastFile(), () =>
          readInstalledCertificates(file, 'refused'),
        );
        if (read) readings.push({ anchors: read.certificates, source: read.source });
      }
    }
    const [first] = readings;
    return first && { ...first, anchors: readings.flatMap(({ anchors }) => [...anchors]) };
  }

  /** nginx trusts whom either of its two directives names. */
  #trustSettings(): KnownPlacedSetting[] {
    const { view } = this.reading;
    const last = view.meaning('trust-anchors');
    const all = view.settings.filter(({ known }) => known.meaning === 'trust-anchors');
    const wanted =
      view.end.target.name === 'nginx'
        ? [...new Map(all.map((one) => [one.name, one])).values()]
        : last
          ? [last]
          : [];
    return wanted.filter((one) => view.looksAt(one));
  }

  /** What has to be there, whatever it says. */
  async #furtherFiles(): Promise<void> {
    const { view } = this.reading;
    for (const meaning of ['crl', 'further-file'] as const) {
      const all = view.settings.filter(({ known }) => known.meaning === meaning);
      for (const setting of all.filter((one) => view.looksAt(one))) {
        for (const text of view.textsOf(setting)) await this.#open(meaning, setting, text);
      }
    }
  }

  /** At least one, which may be unknown. */
  #passwords(purpose: SecretPurpose): readonly [KnownPasswords, ...KnownPasswords[]] {
    const known = this.#secrets.filter((secret) => secret.purpose === purpose);
    const asked = known.map(({ text }) => passwordsWith(text));
    const [first = passwordsWith(undefined), ...others] = asked;
    return [first, ...others];
  }

  /** What the config says in clear text, and what `secrets.env` beside it has. */
  async #readSecrets(): Promise<Secret[]> {
    const { view, root } = this.reading;
    const folder = view.end.file.replace(/[^/]*$/, '') || '.';
    const values =
      root === undefined ? await this.#secretsBeside(folder) : new Map<string, string>();
    const inFile = await this.#passwordsInFile();
    if (inFile.length > 0) return inFile;
    const purposes = Object.entries(MEANING_OF_SECRET) as [SecretPurpose, ConfigMeaning][];
    return purposes.flatMap(([purpose, meaning]): Secret[] => {
      const setting = view.meaning(meaning);
      if (!setting) {
        const variable = [...values.keys()].find((name) => purposeOf(name) === purpose);
        const isKept = view.end.target.descriptor.settings.some(
          (rule) => rule.meaning === meaning && rule.form === 'secure',
        );
        if (!isKept) return [];
        if (variable !== undefined) return [{ purpose, variable, text: values.get(variable) }];
        // The product's own keystore may have it.
        return purpose === 'key' ? [{ purpose, variable: '', text: undefined }] : [];
      }
      const { value } = setting;
      const variable = variableIn(value);
      if (variable !== undefined) return [{ purpose, variable, text: values.get(variable) }];
      const text = view.text(meaning);
      return [{ purpose, variable: '', text: text === UNKNOWN ? undefined : text }];
    });
  }

  /** nginx takes one password a line, Beats the whole file. */
  async #passwordsInFile(): Promise<Secret[]> {
    const { view } = this.reading;
    const setting = view.meaning('private-key-password-file');
    const text = view.text('private-key-password-file');
    if (!setting || text === undefined) return [];
    const file = await this.#open('private-key-password-file', setting, text);
    if (!file) return [{ purpose: 'key', variable: '', text: undefined }];
    const content = Buffer.from(file.bytes).toString();
    const isOfLines = view.end.target.descriptor.syntax === 'nginx';
    const lines = isOfLines ? content.split(/\r?\n/).filter((line) => line !== '') : [content];
    return lines.slice(0, MOST_PASSWORDS).map((line) => ({
      ...{ purpose: 'key', variable: '', text: line },
    }));
  }

  async #secretsBeside(folder: string): Promise<ReadonlyMap<string, string>> {
    try {
      return await readSecretsFile(folder, this.ports.files);
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      return new Map();
    }
  }
}

function passwordsWith(known: string | undefined): KnownPasswords {
  return { known, source: undefined, mayStayLocked: true };
}

/** What stands in the config itself; no name of a file is as long as a key, and none is repeated. */
function isInline(text: string): boolean {
  return /-----BEGIN |\n/.test(text) || /^[A-Za-z0-9+/=]{120,}$/.test(text);
}

function isOfWindows(path: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
}

function variableIn(value: PlacedSetting['value']): string | undefined {
  if (typeof value === 'object' && 'variable' in value) return value.variable;
  return typeof value === 'string' ? /^env:(\w+)$/.exec(value)?.[1] : undefined;
}
