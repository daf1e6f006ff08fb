// Whom a configured host trusts, by the files that its config names. For configured-host.ts.
import type { KnownPlacedSetting } from '../../../targets/config/end-view.js';
import type { EndView } from '../../../targets/config/end-view.js';
import type { FoundTrust } from '../../../targets/host-folder.js';
import type { Secret } from '../../../targets/secret.js';
import { readInstalledCertificates, readInstalledStore } from '../folder/installed.js';
import { isIgnoredByJava } from '../folder/trust.js';
import { passwordsOf } from './host-secrets.js';
import type { NamedFiles } from './named-files.js';

/** Undefined where nothing is named, or nothing can be read. */
export async function readHostTrust(
  named: NamedFiles,
  secrets: readonly Secret[],
): Promise<FoundTrust | undefined> {
  const store = await named.file('trust-store');
  if (!store) return trustInFiles(named);
  const file = named.last;
  const [passwords] = passwordsOf(secrets, 'trustStore');
  const read = await named.attempt(file, () => readInstalledStore(store, passwords, named.ports));
  if (!read) return named.leave(file, (name) => `whom ${name} trusts`);
  const anchors = read.store.certificates
    .filter(({ isTrustedByJava }) => isTrustedByJava)
    .map(({ certificate }) => certificate);
  return { anchors, source: read.source, isIgnoredByJava: isIgnoredByJava(read.store) };
}

async function trustInFiles(named: NamedFiles): Promise<FoundTrust | undefined> {
  const { view } = named.reading;
  const readings: FoundTrust[] = [];
  for (const setting of trustSettings(view)) {
    for (const text of view.textsOf(setting)) {
      const file = await named.open('trust-anchors', setting, text);
      if (!file) continue;
      const read = await named.attempt(named.last, () =>
        readInstalledCertificates(file, 'refused'),
      );
      if (read) readings.push({ anchors: read.certificates, source: read.source });
    }
  }
  const [first] = readings;
  return first && { ...first, anchors: readings.flatMap(({ anchors }) => [...anchors]) };
}

/** The last that names it counts, but for products that take them all. */
function trustSettings(view: EndView): KnownPlacedSetting[] {
  const last = view.meaning('trust-anchors');
  const all = view.settings.filter(({ known }) => known.meaning === 'trust-anchors');
  const ofEachName = [...new Map(all.map((one) => [one.name, one])).values()];
  const wanted = view.has('trusts-every-setting') ? ofEachName : last ? [last] : [];
  return wanted.filter((one) => view.looksAt(one));
}
