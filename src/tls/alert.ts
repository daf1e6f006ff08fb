// TLS alerts as sentences (RFC 8446, 6.2): what a server means by the number that it sends.

interface AlertMeaning {
  name: string;
  sentence: string;
}

const ALERTS: ReadonlyMap<number, AlertMeaning> = new Map(
  (
    [
      [0, 'close_notify', 'the server ended the connection'],
      [
        10,
        'unexpected_message',
        'the server did not expect what came: another protocol is in play',
      ],
      [20, 'bad_record_mac', 'a record was damaged on its way'],
      [40, 'handshake_failure', 'nothing in common: ciphers, groups, or a certificate is missing'],
      [42, 'bad_certificate', 'the server takes no such certificate, or none came (JDK, Go)'],
      [43, 'unsupported_certificate', 'the server takes no certificate of this kind or use'],
      [44, 'certificate_revoked', 'the certificate is revoked'],
      [45, 'certificate_expired', 'the certificate has expired, or is not valid yet'],
      [46, 'certificate_unknown', 'the server rejects the certificate: its CA, use or dates (JDK)'],
      [47, 'illegal_parameter', 'the server finds a value in the handshake wrong'],
      [48, 'unknown_ca', 'the server does not trust the CA of the certificate'],
      [49, 'access_denied', 'the certificate is right, and its owner may not come in'],
      [50, 'decode_error', 'the server could not read a message'],
      [51, 'decrypt_error', 'the key is not the one of the certificate, or a signature is wrong'],
      [70, 'protocol_version', 'the server does not speak this version of TLS'],
      [71, 'insufficient_security', 'the server wants stronger ciphers'],
      [80, 'internal_error', 'the server failed by itself: its log says why'],
      [86, 'inappropriate_fallback', 'the server speaks a newer version than was offered'],
      [109, 'missing_extension', 'the server misses an extension in the handshake'],
      [112, 'unrecognized_name', 'the server serves no such name: another server name is needed'],
      [116, 'certificate_required', 'the server demands a client certificate'],
      [120, 'no_application_protocol', 'the server wants a protocol to be named (ALPN)'],
    ] as const
  ).map(([number, name, sentence]) => [number, { name, sentence }]),
);

export function alertName(number: number): string {
  return ALERTS.get(number)?.name ?? `alert ${number}`;
}

export function explainAlert(number: number): string {
  return ALERTS.get(number)?.sentence ?? `the server sent the alert ${number}`;
}
