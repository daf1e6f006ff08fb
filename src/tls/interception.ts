// Programs that open TLS on its way and answer in the server's place, by the names of the CAs that
// they make or come with.
import type { DistinguishedName } from '../pki/names/distinguished-name.js';

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const ORGANIZATIONAL_UNIT = '2.5.4.11';

interface Interceptor {
  product: string;
  /** What all has to stand in the name, by types of attributes. */
  bears: Readonly<Record<string, RegExp>>;
}

const called = (product: string, commonName: RegExp): Interceptor => ({
  product,
  bears: { [COMMON_NAME]: commonName },
});

/**
 * Names as their vendors set them, and as people report them of connections that were opened; each
 * is whole or long enough that nobody gives it to a CA of their own. Firewalls of Palo Alto
 * Networks and Squid sign by a CA that is named by whoever runs them: they cannot be told from any
 * other CA.
 */
const INTERCEPTORS: readonly Interceptor[] = [
  called('Zscaler', /^Zscaler (Intermediate )?Root CA\b/),
  {
    product: 'a firewall of Fortinet',
    bears: { [ORGANIZATION]: /^Fortinet$/, [ORGANIZATIONAL_UNIT]: /^Certificate Authority$/ },
  },
  called('a firewall of Fortinet', /^FortiGate (Untrusted )?CA$/),
  called('Netskope', /^ca\..*\.goskope\.com$/),
  { product: 'a proxy of Blue Coat', bears: { [ORGANIZATION]: /^Blue Coat SG\d* Series$/ } },
  called('Cisco Umbrella', /^Cisco Umbrella (Root CA|(Primary|Secondary) SubCA)\b/),
  called('Cloudflare Gateway', /^Gateway CA - Cloudflare Managed G\d+\b/),
  called('Forcepoint', /^Forcepoint Cloud CA$/),
  called('a firewall of Sophos', /^Sophos( SSL |_)CA_/),
  called('a firewall of SonicWall', /^SonicWALL Firewall DPI-SSL$/i),
  called('a firewall of WatchGuard', /^Fireware HTTPS Proxy\b/),
  called('Kaspersky', /^Kaspersky Anti-Virus Personal Root\b/),
  called('ESET', /^ESET SSL Filter CA$/),
  called('Avast, AVG or Norton', /^(avast!?|AVG|Norton) Web\/Mail Shield Root$/i),
  called('Bitdefender', /^Bitdefender Personal CA\b/),
  called('mitmproxy', /^mitmproxy$/),
  called('Burp Suite', /^PortSwigger CA$/),
  called('Charles', /^Charles Proxy CA \(/),
  called('Fiddler', /^DO_NOT_TRUST_FiddlerRoot\b/),
];

/** Whose CA it is; undefined for every other. */
export function interceptorCalled(name: DistinguishedName): string | undefined {
  const attributes = name.flat();
  const known = INTERCEPTORS.find(({ bears }) =>
    Object.entries(bears).every(([wanted, pattern]) =>
      attributes.some((one) => one.type === wanted && 'value' in one && pattern.test(one.value)),
    ),
  );
  return known?.product;
}
