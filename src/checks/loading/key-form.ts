// Rule: a product loads its key from some containers only, and opens some encryptions only. It says
// so at its start, in words of its own.
import type { KeyEncryption, KeySource } from '../../pki/certificate/identity.js';
import { WRITTEN_ENCRYPTION } from '../../formats/keys/key-encryption.js';
import { quote } from '../../quote.js';
import type { ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';
import { isJavaContainer, type LoadedFiles, loaderOf, nameOf } from './loaded-files.js';
import { HABITS, type Loader, type Takes } from './loaders.js';

export const keyForm: PathRule<LoadedFiles, ProductRelease> = {
  code: 'key-form',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ key }, release) {
    const loader = loaderOf(release);
    if (!key) return [];
    if (key.source.form === 'store') return storeFaults(key.source, release);
    if (!loader) return [];
    return faultsOf(key.source, loader)
      .slice(0, 1)
      .map(({ takes, what, cure }) => fault(key.source, release, loader, { takes, what, cure }));
  },
};

/** JCEKS is of no type that a product asks for; in PKCS#12 Java looks at encrypted keys alone. */
function storeFaults(
  { path: subject, container, isInTheClear }: KeySource,
  release: ProductRelease,
): PathFault[] {
  const isJava = release.target.descriptor.runtime === 'jdk';
  if (isJavaContainer(container) && (container === 'jceks' || !isJava)) {
    const message = `the key stands in a Java key store (${container.toUpperCase()}), which ${nameOf(release)} does not load; exported as PKCS#8 or PKCS#12 it is read where those are`;
    return [{ subject, message }];
  }
  if (!isInTheClear || !isJava) return [];
  const message = `the key stands in the store without encryption, and ${nameOf(release)} sees no entry there, as all of Java; exported anew as a key store it is seen`;
  return [{ subject, message, citation: 'OpenJDK, PKCS12KeyStore' }];
}

interface FormFault {
  takes: Takes;
  /** The end of a sentence that begins with the key: `is a traditional one (PKCS#1)`. */
  what: string;
  cure: string;
}

const ANEW = 'exported anew, as PKCS#8 in PEM, it is in the form that every product reads';
const AS_PKCS8 = 'exported as PKCS#8 it is in the form that every product reads';

const AS_WRITTEN =
  'exported anew, PKCS#8 with AES-256 and HMAC-SHA256 is what all of them open that open any';
const AS_PLAIN = 'exported without a password it is what every product reads';

/** Whether an export would encrypt it in the same way. */
function isWrittenSo(encryption: KeyEncryption | undefined): boolean {
  const { scheme, derivation, prf, cipher } = WRITTEN_ENCRYPTION;
  return (
    encryption?.scheme === scheme &&
    encryption.derivation === derivation &&
    encryption.prf === prf &&
    encryption.cipher === cipher
  );
}

/** What hinders most comes first. */
function faultsOf(source: KeySource, loader: Loader): FormFault[] {
  const { form, container, notes, before, encryption, hasByteOrderMark } = source;
  const { habits = [], otherLabel } = source;
  const faults: [hinders: boolean, takes: Takes, what: string, cure: string][] = [
    ...notes.map((note): [boolean, Takes, string, string] => [true, false, note, ANEW]),
    [container === 'der', false, 'is binary (DER), and no PEM', ANEW],
    [
      hasByteOrderMark,
      loader.byteOrderMark,
      'begins with a byte order mark',
      'saved without it, it is read',
    ],
    [form !== 'store', keyFormTaken(source, loader), `is ${FORMS[form]}`, AS_PKCS8],
    [
      encryption !== undefined,
      encryption && loader.takesEncryption(encryption),
      `is encrypted with ${encryption ? schemeText(encryption) : ''}`,
      isWrittenSo(encryption) ? AS_PLAIN : AS_WRITTEN,
    ],
    [
      otherLabel !== undefined,
      loader.takesLabel(otherLabel ?? '', source),
      `has the label ${quote(otherLabel ?? '')}, which is not that of its form`,
      ANEW,
    ],
    ...habits.map((habit): [boolean, Takes, string, string] => [
      ...([true, loader.habits[habit], HABITS[habit], ANEW] as const),
    ]),
    [
      form !== 'pkcs8' && before.includes('EC PARAMETERS'),
      loader.parametersBefore,
      'has a block EC PARAMETERS before its key',
      AS_PKCS8,
    ],
    [
      before.some((label) => label.endsWith('CERTIFICATE')),
      loader.certificateBefore,
      'has a certificate before its key',
      'in a file of its own, or before the certificate, it is found',
    ],
  ];
  return faults.flatMap(([hinders, takes, what, cure]) =>
    hinders && takes !== true ? [{ takes, what, cure }] : [],
  );
}

function keyFormTaken({ form }: KeySource, { keyForms }: Loader): Takes {
  return form === 'store' ? true : keyForms[form];
}

const FORMS: Readonly<Record<KeySource['form'], string>> = {
  pkcs8: 'PKCS#8',
  pkcs1: 'a traditional one (PKCS#1)',
  sec1: 'a traditional one (SEC1)',
  openssh: "in OpenSSH's own form",
  store: 'in a store',
};

function schemeText({ scheme, derivation, prf, cipher }: KeyEncryption): string {
  if (scheme === 'pem') return `the old encryption of PEM (${cipher})`;
  if (scheme !== 'pbes2') return cipher;
  return [cipher, derivation, prf].filter((part) => part !== undefined).join(', ');
}

function fault(
  source: KeySource,
  release: ProductRelease,
  { title, saysOfKey, source: measured }: Loader,
  { takes, what, cure }: FormFault,
): PathFault {
  const told = saysOfKey === undefined ? '' : ` (its log: ${quote(saysOfKey)})`;
  const message =
    takes === false
      ? `the key ${what}, which ${title} in ${nameOf(release)} does not load${told}; ${cure}`
      : `the key ${what}, and whether ${title} in ${nameOf(release)} loads that nobody has tried; ${cure}`;
  return {
    subject: source.path,
    message,
    citation: measured,
    ...(takes === undefined && { severity: 'warning' as const }),
  };
}
