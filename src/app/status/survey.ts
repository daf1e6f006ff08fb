// Everything that ends in the files that are looked at, each file once: what is kept of one is
// small, however many there are. For `status`.
import { TlsmithError } from '../../errors.js';
import { BEGINNING, mayHoldCertificates } from '../../formats/containers/beginning.js';
import { isSelfIssued } from '../../pki/issuing/issuer.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { wrongKind } from '../reading/certificate/certificates.js';
import {
  contentOf,
  type FileContent,
  type FoundCertificate,
} from '../reading/certificate/content.js';
import { inFile } from '../reading/in-file.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import { escaped, quotePath } from '../../quote.js';
import { certificateItem, crlItem, type ItemPlace, type StatusTerms } from './item.js';
import type { NamingSetting, StatusItem, UnreadFile } from './report.js';
import { Signers } from './signers.js';

/** How somebody came upon a file. */
export interface Finding {
  path: string;
  /** In the call: then it is to hold something, and the person may be asked for its password. */
  isNamed?: boolean;
  /** That names it. */
  setting?: NamingSetting;
  passwords: readonly PasswordSource[];
}

type FailedFinding = Omit<Finding, 'passwords'>;

/** An end-entity certificate that ends soon, until it is known how it is renewed. */
export interface DueCertificate {
  item: StatusItem;
  der: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  /** Whether its key is in the same store. */
  isOfKey: boolean;
}

/** What is known of a file. */
interface Surveyed {
  settings: NamingSetting[];
  /** While it holds a store that nothing has opened: what else it holds, and what was tried. */
  locked?: { entries: Set<string>; tries: number } | undefined;
}

/** Each takes its time. */
const MOST_PASSWORDS = 10;

export class Survey {
  readonly items: StatusItem[] = [];
  readonly due: DueCertificate[] = [];
  readonly failures: { path: string; error: TlsmithError }[] = [];
  readonly signers: Signers;
  /** By real path, as the files themselves. */
  readonly #unread = new Map<string, UnreadFile>();
  readonly #surveyed = new Map<string, Surveyed>();
  readonly #fingerprints = new Set<string>();
  readonly #room = new Uint8Array(BEGINNING);

  constructor(
    private readonly terms: StatusTerms,
    private readonly ports: StorePorts,
    /** For what is not named in the call: nobody is asked for a password. */
    private readonly silent: StorePorts,
  ) {
    this.signers = new Signers(ports.crypto);
  }

  get unread(): UnreadFile[] {
    return [...this.#unread.values()];
  }

  /** Every certificate and CRL in it, unless it was looked at before; what is wrong is kept. */
  async look(finding: Finding): Promise<void> {
    await this.attempt(finding, () => this.#look(finding));
  }

  /** A failure is kept, and undefined answered. */
  async attempt<T>(finding: FailedFinding, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await inFile(finding.path, act);
    } catch (error) {
      const isOurs = error instanceof TlsmithError;
      if (isOurs && error.code === 'cancelled') throw error;
      if (isOurs && error.code !== 'bug') await this.fail(finding, error);
      else await this.fail({ ...finding, isNamed: true }, unforeseen(finding.path, error));
      return undefined;
    }
  }

  async fail(finding: FailedFinding, error: TlsmithError): Promise<void> {
    const { path, isNamed, setting } = finding;
    if (isNamed === true) this.failures.push({ path, error });
    const named = setting ? ` (${escaped(setting.file)}:${setting.line} names it)` : '';
    const message = `${error.sentence}${named}`;
    this.#unread.set(await this.ports.files.real(path), { path, message, code: error.code });
  }

  async #look(finding: Finding): Promise<void> {
    const { path, setting } = finding;
    const isMeant = finding.isNamed === true || setting !== undefined;
    const beginning = isMeant ? undefined : await this.#beginningOf(path);
    if (!isMeant && !beginning) return;
    const real = await this.ports.files.real(path);
    const before = this.#surveyed.get(real);
    if (before && setting) addSetting(before.settings, setting);
    if (before && !mayOpen(before, finding)) return;
    const bytes =
      beginning && beginning.length < BEGINNING ? beginning : await this.ports.files.read(path);
    const surveyed = before ?? { settings: setting ? [setting] : [] };
    this.#surveyed.set(real, surveyed);
    await this.#take({ ...finding, bytes, real }, surveyed);
  }

  /** Undefined for a file that holds nothing of interest, which is no more than begun. */
  async #beginningOf(path: string): Promise<Uint8Array | undefined> {
    const file = await this.ports.files.open(path);
    try {
      const beginning = this.#room.subarray(0, await file.read(0, this.#room));
      return isCalledSo(path) || mayHoldCertificates(beginning) ? beginning.slice() : undefined;
    } finally {
      await file.close();
    }
  }

  async #take(
    { bytes, real, ...finding }: Finding & { bytes: Uint8Array; real: string },
    surveyed: Surveyed,
  ): Promise<void> {
    const { path, isNamed = false, setting } = finding;
    const { entries, tries } = surveyed.locked ?? { entries: new Set<string>(), tries: 0 };
    const passwords = finding.passwords.slice(0, MOST_PASSWORDS - tries);
    const ports = isNamed ? this.ports : this.silent;
    const content = await ifKnown(() => contentOf({ path, bytes, passwords }, ports));
    const isLocked = content.faults.some(({ code }) => code.startsWith('password-'));
    surveyed.locked = isLocked ? { entries, tries: tries + passwords.length } : undefined;
    if (!isLocked) this.#unread.delete(real);
    this.#keep({ path, configs: surveyed.settings }, content, entries);
    const isEmpty = content.certificates.length + content.crls.length === 0;
    const [fault] = content.faults;
    // A config that holds a certificate itself may hold it in a form that only its product reads.
    const isMeant = isNamed || (setting !== undefined && setting.file !== path);
    if (fault && (isMeant || isTold(path, bytes, fault))) {
      await this.fail(finding, fault);
    } else if (isEmpty && isNamed) throw wrongKind('a certificate or CRL', bytes);
  }

  /** `entries` are those of the file that are kept already. */
  #keep(place: ItemPlace, { certificates, crls }: FileContent, entries: Set<string>): void {
    const isNewEntry = ({ sha256Fingerprint, alias = '' }: StatusItem) => {
      const count = entries.size;
      return entries.add(`${sha256Fingerprint} ${alias}`).size > count;
    };
    for (const found of certificates) {
      const own = { ...place, alias: found.alias };
      const item = certificateItem(own, found.certificate, this.terms, this.ports.crypto);
      if (!isNewEntry(item)) continue;
      this.items.push(item);
      this.#keepCertificate(item, found);
    }
    for (const crl of crls) {
      const item = crlItem(place, crl, this.terms, this.ports.crypto);
      if (!isNewEntry(item)) continue;
      this.items.push(item);
      this.#keepCrl(item, crl);
    }
  }

  #keepCertificate(item: StatusItem, { certificate, isOfKey }: FoundCertificate): void {
    const { sha256Fingerprint, ca, state } = item;
    if (state !== 'ok' && !ca) {
      const der = new Uint8Array(certificate.der);
      const subjectPublicKeyInfo = new Uint8Array(certificate.subjectPublicKeyInfo);
      this.due.push({ item, der, subjectPublicKeyInfo, isOfKey });
    }
    if (!this.#isNew(sha256Fingerprint)) return;
    if (ca || isSelfIssued(certificate)) {
      this.signers.addSigner({ sha256Fingerprint, ...certificate });
    }
    this.signers.addSigned({ sha256Fingerprint, ...certificate });
  }

  #keepCrl({ sha256Fingerprint }: StatusItem, crl: CertificateRevocationList): void {
    if (this.#isNew(sha256Fingerprint)) this.signers.addSigned({ sha256Fingerprint, ...crl });
  }

  #isNew(fingerprint: string): boolean {
    if (this.#fingerprints.has(fingerprint)) return false;
    this.#fingerprints.add(fingerprint);
    return true;
  }
}

/** A bug of ours that this file brought to light: what the others hold is shown all the same. */
function unforeseen(path: string, error: unknown): TlsmithError {
  const sentence = `${quotePath(path)} could not be read: this is a bug of tlsmith`;
  return new TlsmithError('bug', sentence, { path }, error);
}

/** Whether what was locked may be opened this time. */
function mayOpen({ locked }: Surveyed, { isNamed = false, passwords }: Finding): boolean {
  if (!locked) return false;
  return isNamed || (passwords.length > 0 && locked.tries < MOST_PASSWORDS);
}

/** Called so that it must hold something; what else holds something shows it. */
function isCalledSo(path: string): boolean {
  return /\.(?:crt|cer|cert|crl|der|p7b|p7c|p12|pfx|jks|jceks|keystore|truststore)$/i.test(path);
}

/** A source text or a page may have a line of PEM in it that is no certificate. */
function isTold(path: string, bytes: Uint8Array, { code }: TlsmithError): boolean {
  if (isCalledSo(path) || code.startsWith('password-')) return true;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /^-----BEGIN (?:(?:X509 |TRUSTED )?CERTIFICATE|X509 CRL|PKCS7)-----\r?$/m.test(text);
}

/** What holds nothing that is known is a fault as any other. */
async function ifKnown(read: () => Promise<FileContent>): Promise<FileContent> {
  try {
    return await read();
  } catch (error) {
    const isOfFile = error instanceof TlsmithError && !['bug', 'cancelled'].includes(error.code);
    if (!isOfFile) throw error;
    return { certificates: [], crls: [], faults: [error] };
  }
}

function addSetting(settings: NamingSetting[], added: NamingSetting): void {
  const isSame = (one: NamingSetting) =>
    one.file === added.file && one.line === added.line && one.setting === added.setting;
  if (!settings.some(isSame)) settings.push(added);
}
