// A host with a port as configs write it, and back: `logs.lan:5044`, `[::1]:5044`. For snippets and
// the page of a kit.

export interface Endpoint {
  readonly host: string;
  readonly port?: number;
}

/** Only an IPv6 address holds a colon; the brackets of RFC 3986 keep it apart from the port. */
export function formatHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

export function formatEndpoint(host: string, port: number): string {
  return `${formatHost(host)}:${port}`;
}

/**
 * The parts of what a config holds; a scheme and a path are passed over, a host without port has
 * none.
 */
export function parseEndpoint(text: string): Endpoint {
  const bare = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/.*$/s, '');
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(bare);
  if (match === null) return { host: bare };
  const host = match[1] ?? match[2] ?? '';
  return match[3] === undefined ? { host } : { host, port: Number(match[3]) };
}
