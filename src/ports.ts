// The capabilities that enter at the rim: what a use-case may touch, as interfaces. `io` implements
// them, tests bring their own.

export interface Clock {
  now(): Date;
}

/** Cryptographic randomness for serial numbers, passwords, salts and names of staging folders. */
export interface Random {
  bytes(length: number): Uint8Array;
}

export const KEY_TYPES = [
  'ec-p256',
  'ec-p384',
  'ec-p521',
  'rsa-2048',
  'rsa-3072',
  'rsa-4096',
  'ed25519',
] as const;
export type KeyType = (typeof KEY_TYPES)[number];

export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
/** The hashes above, and those that only old or rare files of other programs ask for. */
export type DigestName = HashName | 'MD5' | 'SHA-224' | 'SHA-512/224' | 'SHA-512/256';

/** What signatures are made over; nothing here is derived or authenticated with SHA-3. */
export type SignedDigest = DigestName | 'SHA3-224' | 'SHA3-256' | 'SHA3-384' | 'SHA3-512';

/**
 * Block ciphers that are read in CBC mode with PKCS#7 padding; the length of the key decides the
 * variant.
 */
export type CbcCipher = 'aes' | 'camellia' | 'aria';

/** How a signature is made beside its key. With a salt length it is RSASSA-PSS. */
export interface SignatureScheme {
  /** None: EdDSA has its own. */
  hash: SignedDigest | undefined;
  saltLength?: number | undefined;
}

/** RFC 8018, 5.2, with HMAC. */
export interface Pbkdf2 {
  salt: Uint8Array;
  iterations: number;
  /** None: SHA-256. */
  hash?: DigestName | undefined;
}

/** RFC 7914: N, r and p. */
export interface ScryptCost {
  cost: number;
  blockSize: number;
  parallelization: number;
}

export interface KeyPair {
  /** PKCS#8 PrivateKeyInfo, DER. */
  privateKeyInfo: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  subjectPublicKeyInfo: Uint8Array;
}

/** Where a private key stands: one PEM block as text, or DER with its container. */
export type EncodedPrivateKey =
  { pem: string } | { der: Uint8Array; container: 'pkcs1' | 'sec1' | 'pkcs8' };

export interface Crypto {
  /**
   * So many at a time keep every core busy; more only stand in the way of whoever waits for the
   * disk.
   */
  readonly keysAtOnce: number;
  generateKeyPair(keyType: KeyType): Promise<KeyPair>;
  /**
   * Any container to PKCS#8 PrivateKeyInfo (DER). The caller has bounded the work factors.
   * Throws `password-wrong`, `input-malformed` or `key-unsupported`.
   */
  decodePrivateKey(key: EncodedPrivateKey, password?: string): Uint8Array;
  publicKeyOf(privateKeyInfo: Uint8Array): Uint8Array;
  /** PKCS#1 or SEC1 with the label of its PEM block; undefined for a key that has no such form. */
  encodeTraditionalKey(privateKeyInfo: Uint8Array): { label: string; der: Uint8Array } | undefined;
  /**
   * ECDSA signatures are r||s as in WebCrypto; RSA is PKCS#1 v1.5; `hash` is undefined for EdDSA.
   */
  sign(
    privateKeyInfo: Uint8Array,
    hash: DigestName | undefined,
    data: Uint8Array,
  ): Promise<Uint8Array>;
  /** Takes the signature as a certificate holds it: ECDSA as DER SEQUENCE of r and s. */
  verify(
    subjectPublicKeyInfo: Uint8Array,
    scheme: SignatureScheme,
    data: Uint8Array,
    signature: Uint8Array,
  ): boolean;
  /** Whether two SubjectPublicKeyInfos hold the same key, however they are encoded. */
  isSamePublicKey(a: Uint8Array, b: Uint8Array): boolean;
  digest(hash: DigestName, data: Uint8Array): Uint8Array;
  /**
   * The digest of the digest … of the data, `times` times, each with `suffix` behind what is
   * hashed: what the derivations before PBKDF2 spend their time on.
   */
  digestRepeatedly(
    hash: DigestName,
    data: Uint8Array,
    times: number,
    suffix?: Uint8Array,
  ): Uint8Array;
  hmac(hash: DigestName, key: Uint8Array, data: Uint8Array): Uint8Array;
  deriveKey(password: Uint8Array, by: Pbkdf2, length: number): Promise<Uint8Array>;
  /** scrypt. The caller has bounded the cost. */
  deriveKeyByScrypt(
    password: Uint8Array,
    salt: Uint8Array,
    cost: ScryptCost,
    length: number,
  ): Promise<Uint8Array>;
  /** AES-CBC with PKCS#7 padding; the length of `key` decides between 128, 192 and 256 bit. */
  encryptAesCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  /** Undefined where the padding shows that the key, the vector or the data is another one. */
  decryptCbc(
    cipher: CbcCipher,
    key: Uint8Array,
    iv: Uint8Array,
    data: Uint8Array,
  ): Uint8Array | undefined;
  /**
   * DES-EDE3-CBC with PKCS#7 padding, a key of 24 octets. Loads a library of its own: for old
   * formats only.
   */
  encryptTripleDesCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  /** Undefined as in `decryptCbc`. */
  decryptTripleDesCbc(
    key: Uint8Array,
    iv: Uint8Array,
    data: Uint8Array,
  ): Promise<Uint8Array | undefined>;
}

export type PathKind = 'absent' | 'file' | 'folder' | 'link' | 'other';

/** Who owns a file, by number, and who may do what with it. */
export interface Ownership {
  mode: number;
  uid: number;
  gid: number;
}

export interface Access {
  /** Permission bits, with setuid, setgid and sticky. */
  mode: number;
  owner: 'self' | 'root' | 'other';
}

/**
 * The file system. Reading throws `input-*`, everything that writes throws `output-*` or
 * `disk-full`.
 */
export interface OpenFile {
  /** Fills `into` from that octet of the file on, as far as it goes; answers with how many. */
  read(at: number, into: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

export interface Files {
  /** The content, at most `limit` bytes (default 16 MiB); `-` is stdin. Links are followed. */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /** The same, or undefined where nothing stands at `path`. */
  readIfPresent(path: string): Promise<Uint8Array | undefined>;
  /** The content piece by piece, whatever its size; `-` is stdin. */
  pieces(path: string): AsyncIterable<Uint8Array>;
  /** For parts of a file of any size; links are followed. Whoever opens it closes it. */
  open(path: string): Promise<OpenFile>;
  /** What stands at `path` itself, links not followed. */
  kind(path: string): Promise<PathKind>;
  /** What stands at `path`, links followed; also `absent` below a file. */
  kindBehind(path: string): Promise<Exclude<PathKind, 'link'>>;
  list(folder: string): Promise<string[]>;
  absolute(path: string): string;
  /** Path with every link resolved, or the absolute path where nothing stands. */
  real(path: string): Promise<string>;
  /** Who may do what with the file or folder at `path`, links not followed. */
  access(path: string): Promise<Access>;
  /** The same by numbers, links followed; undefined where it cannot be seen. */
  ownership(path: string): Promise<Ownership | undefined>;
  /**
   * Tells the file at `path` from all that stood there before it or will; undefined where it cannot
   * be seen.
   */
  identity(path: string): Promise<string | undefined>;
  isInsideGitWorkTree(folder: string): Promise<boolean>;
  isProcessAlive(pid: number): boolean;
  processId(): number;

  /**
   * Creates missing parents; answers those that it made, outermost first. A failure leaves none of
   * them.
   */
  makeParents(folder: string): Promise<string[]>;
  /**
   * Creates one folder exclusively with these permission bits, whatever the umask. Where the folder
   * above hands on its group, so does this one.
   */
  makeFolder(folder: string, mode: number): Promise<void>;
  /** Exactly this mode; what it hands on ends here. */
  setMode(path: string, mode: number): Promise<void>;
  /**
   * Gives `to` owner, group and mode of `from`. What cannot be given leaves it to its owner alone.
   */
  copyOwnership(from: string, to: string): Promise<void>;
  /** Creates a file exclusively with exactly this mode, writes all bytes and syncs them. */
  createFile(path: string, bytes: Uint8Array, mode: number): Promise<void>;
  /** A second name for `from`; throws `output-exists` if `to` exists, link or not. */
  hardLink(from: string, to: string): Promise<void>;
  /** Puts `from` in the place of `to` in one step; a link at `to` is replaced, not followed. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, link or whole folder; no error if absent. */
  remove(path: string): Promise<void>;
  /** Leaves a folder that is not empty, or not there. */
  removeEmptyFolder(path: string): Promise<void>;
  syncFolder(folder: string): Promise<void>;
  /**
   * Appends one line, or several whole ones, by a single O_APPEND write, then syncs; ends a torn
   * line first, and answers whether there was one. The file must exist.
   */
  appendLine(path: string, line: string): Promise<boolean>;
  /** Cuts off what was appended last; leaves a file that ends otherwise by now. */
  removeTail(path: string, text: string): Promise<void>;
  /**
   * Removes `path`, and those of the folders that are empty then, if a signal ends the process;
   * answers what cancels this.
   */
  removeOnSignal(path: string, folders: readonly string[]): () => void;
  /**
   * Holds signals back until the answered function is called: what must happen whole or not at all.
   */
  deferSignals(): () => void;
}

export interface Prompter {
  /** False without a terminal, with --no-input and with --json. */
  readonly canAsk: boolean;
  askText(question: string): Promise<string>;
  askPassword(question: string): Promise<string>;
}

/**
 * A question of the wizard. `judge` answers why a text cannot be taken, as a sentence, or nothing.
 */
export interface TextQuestion {
  message: string;
  /** What an empty answer means. */
  proposal?: string;
  judge(text: string): Promise<string | undefined>;
}
export interface ChoiceQuestion {
  message: string;
  choices: readonly OfferedChoice[];
  proposal?: string;
}
export interface OfferedChoice {
  value: string;
  name: string;
  /** What it means, shown beside it. */
  note?: string | undefined;
}

/**
 * A conversation with a person at the terminal. Everything that asks throws `cancelled` on Ctrl-C.
 */
export interface Dialogue {
  /** A paragraph, or a page with lines of its own; broken to fit. */
  say(text: string): void;
  /** As it is: what is to be copied. */
  show(text: string): void;
  askText(question: TextQuestion): Promise<string>;
  choose(question: ChoiceQuestion): Promise<string>;
  confirm(question: { message: string; proposal: boolean }): Promise<boolean>;
  /** What is typed is not shown. */
  askPassword(question: Omit<TextQuestion, 'proposal'>): Promise<string>;
}

/** What this machine is called on its networks. */
export interface Machine {
  names(): readonly string[];
  addresses(): readonly string[];
}

/** The conversation on stderr, one line each; silent under --quiet. */
export interface Reporter {
  note(line: string): void;
  warn(line: string): void;
}

/**
 * The same with how far long work has come: a bar on a terminal, elsewhere a line for every
 * thousand.
 */
export interface ProgressReporter extends Reporter {
  /** Told of every step, and at the start with 0 done. `what` follows the numbers: `hosts made`. */
  progress(done: number, total: number, what: string): void;
}

/** The memory of the process. */
export interface Memory {
  /**
   * For long work that keeps little: its memory shall not grow just because it is long. Holds until
   * the process ends.
   */
  keepSmall(): Promise<void>;
}

/** One folder of templates: of ours, or of the person's own. */
export interface TemplateFolder {
  readonly name: string;
  readonly isShipped: boolean;
}

/** Read access to `templates/`: one folder a product. */
export interface Templates {
  folders(): Promise<TemplateFolder[]>;
  /** The text of one file, or undefined where the folder has none of that name. */
  read(folder: string, file: string): Promise<string | undefined>;
}

/** What one end of a TLS link presents and trusts: PEM as read from disk. */
export interface TlsIdentity {
  certificateChain: string;
  privateKey: string;
}
export interface TlsEnd {
  identity: TlsIdentity | undefined;
  trustAnchors: readonly string[];
}
export type TlsProtocol = 'TLSv1.2' | 'TLSv1.3';
export interface HandshakeResult {
  /** Both sides finished and a byte went each way. */
  completed: boolean;
  /** What the failing side said, '' when completed. */
  reason: string;
}
export interface LoopbackServer {
  /** One connection; `host` is the name or address that the client believes it dials. */
  connect(client: TlsEnd, host: string, protocol: TlsProtocol): Promise<HandshakeResult>;
  close(): Promise<void>;
}
export interface Loopback {
  /**
   * A TLS server on 127.0.0.1, port 0, that demands a client certificate, or refuses wrong ones
   * only. Throws `loopback-unusable`.
   */
  serve(server: TlsEnd, clientAuthentication: 'required' | 'optional'): Promise<LoopbackServer>;
}

/** One connection to a server that is examined: whatever certificate it shows is taken. */
export interface Dialling {
  host: string;
  port: number;
  /** None: no server name is sent. */
  serverName?: string | undefined;
  identity?: TlsIdentity | undefined;
  /** None: the newest that both ends know. */
  protocol?: TlsProtocol | undefined;
  /** What is sent once the handshake is over; none: the client only listens. */
  request?: Uint8Array | undefined;
  /** Nobody waits for what the server does after it. */
  until?: 'handshake' | undefined;
  /** For the handshake, and again for the answer to a request. */
  timeOutMs: number;
}

export interface TlsSession {
  protocol: string;
  cipher: string;
  /** The group or curve; undefined where it is not known. */
  keyExchange: string | undefined;
}

/** What came of it; everything that the server said is bounded. */
export interface Dialled {
  /** A session: our side has finished the handshake, which says nothing of the server's. */
  reached: 'nothing' | 'connection' | 'session';
  ended: 'answer' | 'silence' | 'close' | 'failure' | 'time-out';
  /** The TLS alert by which the server refused. */
  alert: number | undefined;
  /** Node's code of the failure, or its words; empty without one. */
  reason: string;
  session: TlsSession | undefined;
  /** The server's handshake messages, opened, as far as they came; empty where none can be read. */
  handshake: Uint8Array;
  /** The first octets that came, as they came. */
  received: Uint8Array;
  answer: Uint8Array;
}

export interface Dialer {
  /** Never throws: a server that cannot be reached is an answer too. */
  dial(dialling: Dialling): Promise<Dialled>;
}

/** How a program that was started has ended. */
export interface ProgramOutcome {
  /** Null where a signal ended it, or it could not be started. */
  exitCode: number | null;
  /** Which one ended it: `SIGKILL`. */
  signal?: string | undefined;
  /** Why it could not be started. */
  reason?: string | undefined;
  /** What it wrote to stdout and stderr, as it came, at most 64 KiB. */
  output: string;
}

export interface Programs {
  /**
   * Starts a program without a shell, with `variables` in its environment beside ours, and waits
   * for its end, but not for what it leaves running behind it. Never throws: that it cannot be
   * started is an outcome too.
   */
  run(
    command: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<ProgramOutcome>;
}
