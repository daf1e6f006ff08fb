// What the page of a kit is made from.
import type { ClientAuthentication, HostFileKind } from '../descriptor/form.js';
import type { NamedSecret } from '../secret.js';
import type { StackVersion } from '../stack-version.js';
import type { Target } from '../target.js';

/**
 * One file of a host's folder; PKCS#12 files are `key-store` and `trust-store`, PEM files `key`,
 * `certificate` and `trust`.
 */
export interface KitPageFile {
  readonly name: string;
  readonly kind: HostFileKind;
  /** What it is for, where its kind does not say it. */
  readonly use?: string | undefined;
}

export interface KitPageFolder {
  readonly target: Target;
  /** Its name inside the kit. */
  readonly folder: string;
  /** Where the files live on the host, as the snippet names them. */
  readonly installFolder: string;
  readonly files: readonly KitPageFile[];
  /** RFC 3339, UTC. */
  readonly notAfter: string;
  readonly subjectAltNames: readonly string[];
  /** Those in the secrets file, empty without one. */
  readonly secrets: readonly NamedSecret[];
}

export interface KitPage {
  /** Such as `Heartbeat to Logstash`. */
  readonly title: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly stack: StackVersion;
  readonly authority: {
    /** RFC 4514. */
    readonly subject: string;
    /** Lower-case hex without separators. */
    readonly sha256Fingerprint: string;
    readonly notAfter: string;
    /** Present if the kit holds the CA itself, with its key. */
    readonly folder?: { readonly name: string; readonly isKeyEncrypted: boolean } | undefined;
    /** Whether it gets requests by hand, and so what is to be renewed. */
    readonly isByHand: boolean;
  };
  /**
   * The server of the pair, also where its folder is not part of this kit: it says how to check the
   * link.
   */
  readonly server: Target;
  /** What the client dials, at least one. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly clientAuthentication: ClientAuthentication;
  /** The page has them in the order of work: servers first. */
  readonly folders: readonly KitPageFolder[];
}
