// What speaks on a port that speaks no TLS, by the first octets that it sends.

interface PlainProtocol {
  /** A sentence. */
  meaning: string;
  begins: RegExp;
}

const starttls = (protocol: string, word = 'STARTTLS') =>
  `this is ${protocol} in the clear: TLS begins after ${word}, which is not spoken here`;

/** The first that fits. */
const PROTOCOLS: readonly PlainProtocol[] = [
  {
    meaning: 'an HTTP proxy answers in place of the server',
    begins: /^HTTP\/1\.[01] (407|[^]*\r\n(via|x-squid-error|proxy-[a-z-]+|x-cache):)/i,
  },
  { meaning: 'the port speaks HTTP without TLS', begins: /^HTTP\/|^<(!doctype )?html/i },
  { meaning: starttls('FTP', 'AUTH TLS'), begins: /^220[ -][^\r\n]*ftp/i },
  { meaning: starttls('SMTP'), begins: /^(220|421|554)[ -]/ },
  { meaning: starttls('IMAP'), begins: /^\* (OK|PREAUTH|BYE)/ },
  { meaning: starttls('POP3', 'STLS'), begins: /^\+OK/ },
  { meaning: starttls('ManageSieve'), begins: /^"(IMPLEMENTATION|SIEVE)"/ },
  { meaning: starttls('XMPP'), begins: /^<\?xml|^<stream:/ },
  { meaning: 'the port speaks SSH', begins: /^SSH-/ },
  { meaning: 'the port speaks Redis without TLS', begins: /^-(ERR|DENIED|NOAUTH)/ },
  { meaning: starttls('MySQL', 'a request of its own'), begins: /^[^]{3}\0\n[\d.]+[^]*\0/ },
];

/** A sentence; undefined where nothing came, or TLS. */
export function explainPlainAnswer(received: Uint8Array): string | undefined {
  if (received.length === 0 || isTls(received)) return undefined;
  const text = Array.from(received, (octet) => String.fromCharCode(octet)).join('');
  const known = PROTOCOLS.find(({ begins }) => begins.test(text));
  return known?.meaning ?? 'the port answers with something that is no TLS';
}

/** A record that is a handshake or an alert, of any version of SSL 3 or TLS. */
function isTls([type, major]: Uint8Array): boolean {
  return (type === 21 || type === 22) && major === 3;
}
