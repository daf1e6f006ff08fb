// What a server says in its handshake: its chain, and whether and of whom it asks for a certificate
// (RFC 8446, 4; RFC 5246, 7.4).

export interface ServerMessages {
  /** DER, as they were sent. */
  certificates: Uint8Array[];
  asksForCertificate: boolean;
  /** DER of the names that it asks for; undefined where it asks nobody. */
  acceptedIssuers: Uint8Array[] | undefined;
  /** Whether all was read: only then is what is missing not there. */
  isWhole: boolean;
  /** Of the protocol: 0x0303 for TLS 1.2; undefined without a ServerHello. */
  version: number | undefined;
}

const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const CERTIFICATE_REQUEST = 13;
const SERVER_HELLO_DONE = 14;
const FINISHED = 20;
const SUPPORTED_VERSIONS = 43;
const CERTIFICATE_AUTHORITIES = 47;
const TLS_1_3 = 0x0304;

/** Takes any octets: what is cut off or malformed counts as not said. */
export function readServerMessages(handshake: Uint8Array): ServerMessages {
  const found: ServerMessages = {
    certificates: [],
    asksForCertificate: false,
    acceptedIssuers: undefined,
    isWhole: false,
    version: undefined,
  };
  const reader = new Reader(handshake);
  try {
    while (!reader.isAtEnd) takeMessage(reader.number(1), reader.vector(3), found);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function takeMessage(type: number, body: Reader, found: ServerMessages): void {
  const isNew = found.version === TLS_1_3;
  if (type === SERVER_HELLO) found.version = versionIn(body);
  else if (type === CERTIFICATE) found.certificates = certificatesIn(body, isNew);
  else if (type === CERTIFICATE_REQUEST) {
    found.asksForCertificate = true;
    found.acceptedIssuers = isNew ? issuersInExtensions(body) : issuersIn(body);
  } else if (type === SERVER_HELLO_DONE || type === FINISHED) found.isWhole = true;
}

function versionIn(body: Reader): number {
  const legacy = body.number(2);
  body.skip(32);
  body.vector(1);
  body.skip(3);
  if (body.isAtEnd) return legacy;
  return extensionIn(body, SUPPORTED_VERSIONS)?.number(2) ?? legacy;
}

function certificatesIn(body: Reader, isNew: boolean): Uint8Array[] {
  if (isNew) body.vector(1);
  const list = body.vector(3);
  const certificates: Uint8Array[] = [];
  while (!list.isAtEnd) {
    certificates.push(list.vector(3).rest());
    if (isNew) list.vector(2);
  }
  return certificates;
}

function issuersIn(body: Reader): Uint8Array[] {
  body.vector(1);
  body.vector(2);
  return namesIn(body);
}

/** Without the extension any issuer will do. */
function issuersInExtensions(body: Reader): Uint8Array[] {
  body.vector(1);
  const authorities = extensionIn(body, CERTIFICATE_AUTHORITIES);
  return authorities ? namesIn(authorities) : [];
}

function namesIn(body: Reader): Uint8Array[] {
  const list = body.vector(2);
  const names: Uint8Array[] = [];
  while (!list.isAtEnd) names.push(list.vector(2).rest());
  return names;
}

function extensionIn(body: Reader, wanted: number): Reader | undefined {
  const extensions = body.vector(2);
  while (!extensions.isAtEnd) {
    const type = extensions.number(2);
    const value = extensions.vector(2);
    if (type === wanted) return value;
  }
  return undefined;
}

/** Throws RangeError for what goes beyond the end. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  number(octets: number): number {
    return this.#take(octets).reduce((sum, octet) => sum * 256 + octet, 0);
  }

  skip(octets: number): void {
    this.#take(octets);
  }

  /** What stands behind a length of so many octets. */
  vector(lengthOctets: number): Reader {
    return new Reader(this.#take(this.number(lengthOctets)));
  }

  rest(): Uint8Array {
    return this.#take(this.#bytes.length - this.#at);
  }

  #take(octets: number): Uint8Array {
    const end = this.#at + octets;
    if (end > this.#bytes.length) throw new RangeError('cut off');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
