// The setting by which a product is told of a CRL, where it has one: by what is known of all its
// settings. For `config show`.
import { TlsmithError } from '../../errors.js';
import type { Reporter, Templates } from '../../ports.js';
import { isWithin } from '../../targets/stack-version.js';
import type { ProductRelease } from '../../targets/target.js';
import type { SnippetValues } from '../../targets/snippet/snippet.js';
import { loadKnownEnds } from '../reading/config/known-ends.js';

/** Throws `consumer-cannot-read`. */
export async function crlSetting(
  { target, version }: ProductRelease,
  file: string,
  { templates, reporter }: { templates: Templates; reporter: Reporter },
): Promise<SnippetValues['crl']> {
  const known = (await loadKnownEnds(templates))(target);
  const setting = known.settings.find((one) => one.meaning === 'crl' && isWithin(version, one));
  if (setting) {
    reporter.note(
      'an expired CRL refuses everybody: issue the next one well before, by a timer, and have the product read it',
    );
    return { setting: setting.name, file };
  }
  throw new TlsmithError(
    'consumer-cannot-read',
    `no setting of ${target.name} for a CRL is known: a short life of the certificates takes somebody out there, or another CA`,
    { consumer: target.name, found: 'crl' },
  );
}
