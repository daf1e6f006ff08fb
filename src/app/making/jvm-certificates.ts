// Certificates that no JVM reads, in files and stores for one: there one of them spoils all that
// stands beside it.
import { firstUnread } from '../../checks/loading/jvm-certificate.js';
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Consumers } from './consumers.js';

/**
 * Throws `consumer-cannot-read` where one of the consumers runs on a JVM and could not read one of
 * these.
 */
export function checkReadByJvm(
  certificates: readonly Certificate[],
  { targets }: Pick<Consumers, 'targets'>,
): void {
  const onJvm = targets.find(({ descriptor }) => descriptor.runtime === 'jdk');
  const unread = onJvm && firstUnread(certificates);
  if (!unread) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${onJvm.name} runs on a JVM, which cannot read the certificate ${quote(unread.name)}: ${unread.said}`,
    { consumer: onJvm.name, found: quote(unread.name) },
  );
}

/** For a store whose reader is not known. */
export function warnOfJvm(certificates: readonly Certificate[], reporter: Reporter): void {
  const unread = firstUnread(certificates);
  if (!unread) return;
  reporter.warn(
    `no JVM opens a store that holds the certificate ${quote(unread.name)} (keytool says "keystore password was incorrect"): ${unread.said}`,
  );
}
