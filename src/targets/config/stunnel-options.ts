// The names of stunnel's options as its manual spells them: stunnel knows them in any case. For
// line-configs.ts. Source: stunnel doc/stunnel.pod.in 5.75.

const OPTIONS = `
accept CAengine CAfile CApath CAstore cert checkEmail checkHost checkIP chroot ciphers ciphersuites
client compression config connect CRLfile CRLpath curve curves debug delay EGD engine engineCtrl
engineDefault engineId engineNum exec execArgs failover fips foreground iconActive iconError iconIdle
ident include key libwrap local log logId OCSP OCSPaia OCSPflag OCSPnonce OCSPrequire options output
pid protocol protocolAuthentication protocolDomain protocolHeader protocolHost protocolPassword
protocolUsername provider providerParameter PSKidentity PSKsecrets pty redirect renegotiation
requireCert reset retry RNDbytes RNDfile RNDoverwrite securityLevel service sessionCacheSize
sessionCacheTimeout sessiond sessionResume setgid setuid sni socket sslVersion sslVersionMax
sslVersionMin stack syslog taskbar ticketKeySecret ticketMacSecret TIMEOUTbusy TIMEOUTclose
TIMEOUTconnect TIMEOUTidle TIMEOUTocsp transparent verify verifyChain verifyPeer
`;

const SPELT = new Map(
  OPTIONS.trim()
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
);

/** As the manual has it; what it does not have stays as it is. */
export function stunnelOption(name: string): string {
  return SPELT.get(name.toLowerCase()) ?? name;
}
