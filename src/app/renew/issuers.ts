// Which CA renews what: the one that was typed, else the one that stands with the hosts, else the
// one that is meant when none is. Each is loaded once.
import type { Issuer } from '../../pki/issuing/issuer.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import type { PasswordSource } from '../reading/key/passwords.js';

export interface IssuerChoice {
  typed: IssuerRequest | undefined;
  /** A CA folder. */
  fallback: string;
  password: PasswordSource | undefined;
}

export type Issuers = (ca: string | undefined) => Promise<Issuer>;

/** Answers with what loads one, by the CA folder that stands with the hosts. Throws as `loadIssuer`. */
export function issuersOf(
  { typed, fallback, password }: IssuerChoice,
  ports: IssuerPorts,
): Issuers {
  const loaded = new Map<string, Promise<Issuer>>();
  return (ca) => {
    const request: IssuerRequest = typed ?? { source: { folder: ca ?? fallback }, password };
    const key = typed ? '' : (ca ?? fallback);
    const known = loaded.get(key) ?? loadIssuer(request, ports);
    loaded.set(key, known);
    return known;
  };
}
