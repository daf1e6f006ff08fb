// Rule: a product reads its certificate, and those whom it trusts, from some containers only: most
// of them from PEM.
import type { FileContainer, Source } from '../../pki/certificate/identity.js';
import type { ProductRelease } from '../../targets/target.js';
import { quote } from '../../quote.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';
import type { FoundTrust } from '../../targets/host-folder.js';
import { hasSetting } from '../../targets/target.js';
import { isStored, type LoadedFiles, loaderOf, nameOf } from './loaded-files.js';
import { type CertificateReader, HABITS, type Loader, type Takes } from './loaders.js';

export const certificateForm: PathRule<LoadedFiles, ProductRelease> = {
  code: 'certificate-form',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ certificates, trust }, release) {
    const loader = loaderOf(release);
    if (!loader) return [];
    return [
      ...faultsOf(certificates?.source, loader.certificates, release, loader),
      ...faultsOf(trust?.source, loader.trust, release, loader),
      ...(trust ? trustStoreFaults(trust, release) : []),
    ];
  },
};

function faultsOf(
  source: Source | undefined,
  reader: CertificateReader,
  release: ProductRelease,
  loader: Loader,
): PathFault[] {
  if (!source || isStored(source)) return [];
  return departuresOf(source, reader).flatMap(({ takes, what, cure }): PathFault[] => {
    if (takes === true) return [];
    const judged =
      takes === false
        ? `which ${loader.title} in ${nameOf(release)} does not load`
        : `and whether ${loader.title} in ${nameOf(release)} loads that nobody has tried`;
    const message = `the file of certificates ${what}, ${judged}; ${cure}`;
    const fault = { subject: source.path, message, citation: loader.source };
    return [takes === false ? fault : { ...fault, severity: 'warning' }];
  });
}

/** In what a file departs from plain PEM, and how it is brought back. */
interface Departure {
  takes: Takes;
  /** The end of a sentence that begins with the file. */
  what: string;
  cure: string;
}

const AS_PEM = 'exported as PEM it is read';
const ALONE = 'exported anew it holds the certificates alone';

const OF_CERTIFICATES = ['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA'];

/** Neither certificates nor what has a line of its own. */
function isOther(label: string): boolean {
  const isKnown = /(CERTIFICATE|CERTIFICATE REQUEST|PRIVATE KEY)$/.test(label);
  return !isKnown && !OF_CERTIFICATES.includes(label);
}

function departuresOf(source: Source, reader: CertificateReader): Departure[] {
  const { container, notes, hasByteOrderMark, hasTrustSettings } = source;
  const { labels = [], habits = [] } = source;
  const has = (label: string) => labels.includes(label);
  // What is mangled is no PEM to anybody, whatever else it is.
  if (notes.length > 0) return notes.map((what) => ({ takes: false, what, cure: AS_PEM }));
  const all: [is: boolean | undefined, takes: Takes, what: string, cure: string][] = [
    [container === 'der', reader.der, `is ${CONTAINER_NAMES.der}`, AS_PEM],
    [container === 'pkcs7', reader.pkcs7, `is ${CONTAINER_NAMES.pkcs7}`, AS_PEM],
    [
      hasByteOrderMark,
      reader.byteOrderMark,
      'begins with a byte order mark',
      'saved without it, or exported anew, it is read',
    ],
    [
      has('X509 CERTIFICATE'),
      reader.x509Label,
      'has the old label "X509 CERTIFICATE"',
      'exported anew it has the label "CERTIFICATE"',
    ],
    hasTrustSettings
      ? [
          true,
          reader.trustSettings,
          'has settings of trust, as OpenSSL writes them behind a certificate',
          'written anew by openssl x509 -in FILE it has none',
        ]
      : [
          has('TRUSTED CERTIFICATE'),
          reader.trustedLabel,
          'has the label "TRUSTED CERTIFICATE"',
          'exported anew it has the label "CERTIFICATE"',
        ],
    [
      labels.some((label) => label.endsWith('PRIVATE KEY')),
      reader.keyBeside,
      'has a private key in it',
      ALONE,
    ],
    [
      labels.some((label) => label.endsWith('CERTIFICATE REQUEST')),
      reader.requestBeside,
      'has a certificate request in it',
      ALONE,
    ],
    [
      labels.some(isOther),
      reader.otherBeside,
      `has a block ${quote(labels.find(isOther) ?? '')} in it`,
      ALONE,
    ],
    ...habits.map((habit): [boolean, Takes, string, string] => [
      ...([true, reader.habits[habit], HABITS[habit]] as const),
      'exported anew it is read',
    ]),
  ];
  return all.flatMap(([is, takes, what, cure]) => (is === true ? [{ takes, what, cure }] : []));
}

const CONTAINER_NAMES: Readonly<Record<FileContainer, string>> = {
  pem: 'PEM',
  der: 'binary (DER), and no PEM',
  pkcs7: 'a PKCS#7 bundle',
  store: 'a PKCS#12 store',
  jks: 'a Java key store (JKS)',
  jceks: 'a Java key store (JCEKS)',
};

/** Some products read a key store, but trust from PEM only; JKS is Java's own. */
function trustStoreFaults({ source }: FoundTrust, release: ProductRelease): PathFault[] {
  if (!isStored(source)) return [];
  const { runtime } = release.target.descriptor;
  const found = CONTAINER_NAMES[source.container];
  const fault = (message: string) => [{ subject: source.path, message }];
  if (!hasSetting(release, 'trust-store')) {
    return fault(
      `the trust store is ${found}, and ${nameOf(release)} reads trust anchors from PEM`,
    );
  }
  const isReadByJava = source.container !== 'jceks' && runtime === 'jdk';
  if (source.container !== 'store' && !isReadByJava) {
    return fault(`the trust store is ${found}, which ${nameOf(release)} does not load`);
  }
  return [];
}
