// What a page of a report holds, before it is markup: made of what `status` and `inspect` answer,
// read by `page-markup.ts`.
import type { Row } from '../inspection/layout.js';

/** How good it is; a word says the same. */
export type Tone = 'good' | 'warning' | 'bad' | 'plain';

export interface State {
  tone: Tone;
  word: string;
}

/** A certificate or a CRL, once, wherever it lies. */
export interface Entry {
  /** Of its place in the page. */
  anchor: string;
  type: 'certificate' | 'crl';
  isAuthority: boolean;
  /** What people call it by. */
  name: string;
  /** RFC 4514; of a CRL its issuer. */
  subject: string;
  issuer: string;
  subjectAltNames: readonly string[];
  serialNumber: string | undefined;
  sha256Fingerprint: string;
  /** RFC 3339; `notAfter` is null for a CRL that says none. */
  notBefore: string;
  notAfter: string | null;
  state: State;
  /** sha256Fingerprint of the CA among the entries that signed it; its own for a root. */
  issuedBy: string | null;
  files: readonly EntryFile[];
  /** Lines to copy into a shell, word by word. */
  commands: readonly Command[];
}

export interface EntryFile {
  path: string;
  /** Of its entry in a store. */
  alias: string | undefined;
  /** The configs that name the file: `logstash.conf:12 (ssl_certificate)`. */
  namedBy: readonly string[];
}

/** Quoted where a shell wants that. */
export type Command = readonly string[];

/** What is to be done: one command, and what it is good for. */
export interface Step {
  command: Command;
  about: readonly Entry[];
}

export interface Page {
  title: string;
  /** The command that answered. */
  command: string;
  verdict: { tone: Tone; sentence: string; more: readonly string[] };
  tallies: readonly (State & { count: number })[];
  at: string;
  /** What ends before this ends soon. */
  until: string;
  /** The first to end comes first. */
  entries: readonly Entry[];
  /** How it is known who signed whom. */
  trustNote: string | undefined;
  steps: readonly Step[];
  /** What is told of each thing: as rows of a table, or as blocks of facts. */
  listing: 'entries' | { items: readonly ItemBlock[] };
  /** Whether products load the files. */
  loading: readonly Loading[];
  unread: readonly { path: string; message: string }[];
  notes: readonly string[];
}

/** All facts of one thing that `inspect` found. */
export interface ItemBlock {
  anchor: string;
  file: string;
  /** `1 of 3`, where the file holds several things. */
  part?: string;
  kind: string;
  state: State;
  rows: readonly Row[];
  /** In short: whose it is, its key, its end. */
  whose: string;
  key: string;
  end: string;
}

export interface Loading {
  file: string;
  product: string;
  state: State;
  reasons: readonly string[];
}
