// A host of a config as a name that a certificate may carry. For `doctor`.
import { TlsmithError } from '../../../errors.js';
import { type GeneralName, parseDialledHost } from '../../../pki/names/general-name.js';

/** Undefined for what no certificate can name. */
export function dialledName(host: string): GeneralName | undefined {
  try {
    return parseDialledHost(host);
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}
