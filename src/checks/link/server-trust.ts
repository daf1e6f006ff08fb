// Whom a client trusts that names no file of CAs, as far as its server's certificates tell. For
// ca-fingerprint.ts and private-authority.ts.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { ConfiguredHost } from '../../targets/config/configured-host.js';

export interface ServerTrust {
  client: ConfiguredHost;
  server: ConfiguredHost;
  /** The server sends no certificate of the one fingerprint that the client knows its CA by. */
  unsent?: {
    /** That certificate, where the server has it and keeps it to itself. */
    known: Certificate | undefined;
  };
  /** The client trusts its machine's CAs, and this private one issued the server's certificate. */
  privateRoot?: Certificate | undefined;
}
