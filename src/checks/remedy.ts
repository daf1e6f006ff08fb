// How a fault is mended, as a value: what a person would have to do, without the words of a command
// line. For findings about configs and their files.
import type { Change } from '../targets/config/known-settings.js';
import type { KeyType } from '../ports.js';

export type Remedy =
  /** The config has to say another thing. */
  | { readonly kind: 'config'; readonly changes: readonly Change[] }
  /** A certificate that is as the link needs it. */
  | {
      readonly kind: 'issue';
      readonly certificate: WantedCertificate;
      /** What the config has to say then. */
      readonly changes?: readonly Change[];
    }
  /** The same key, the same certificates, in a form that the product reads. */
  | { readonly kind: 'convert'; readonly conversion: Conversion }
  /** Whose a file is, and who may open it. */
  | {
      readonly kind: 'mode';
      readonly path: string;
      readonly mode?: string | undefined;
      readonly owner?: string | undefined;
      readonly group?: string | undefined;
    }
  /** What no program can do, or know: a sentence. */
  | { readonly kind: 'by-hand'; readonly sentence: string };

export interface WantedCertificate {
  profile: 'client' | 'server' | 'peer';
  /** The product that it is for. */
  target: string;
  /** RFC 4514, where the one that it replaces has a subject. */
  subject: string | undefined;
  /** Names that it has to have; of a client those that it had. */
  names: readonly string[];
  /** Its file, and that of its key, as they stand now; of a store the first alone. */
  certificate: string | undefined;
  key: string | undefined;
  isStore: boolean;
  /** The product opens the key, or the store, with a password that it has. */
  hasPassword: boolean;
  keyType?: KeyType | undefined;
  /** The folder of the CA that is to issue it, where one lies at hand. */
  authority: string | undefined;
  /** Whom the other end trusts, where that is known: RFC 4514. */
  issuer: string | undefined;
  /** Whether everything but its dates is right: then it is renewed where it stands. */
  isRenewal?: boolean | undefined;
}

export type Conversion =
  | { what: 'key'; path: string; isEncrypted: boolean; staysEncrypted: boolean }
  /** `chain`: its own certificate first; `all`: as they stand. */
  | { what: 'certificate'; path: string; selection: 'chain' | 'all' }
  | { what: 'trust-store'; path: string };

/** Where a fault stands. */
export interface Place {
  /** As the person knows it. */
  file: string;
  /** Counted from 1; undefined for a file that is judged as a whole. */
  line: number | undefined;
  /** The setting, as the file names it. */
  setting: string | undefined;
}
