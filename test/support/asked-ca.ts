// A CA that is asked by requests and decides for itself: in memory, well-behaved or with one habit.
import type { Certificate } from '../../src/pki/certificate/certificate.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { endOf } from '../../src/pki/certificate/duration.js';
import type { WantedValidity } from '../../src/pki/certificate/validity.js';
import type { IssuerByRequest } from '../../src/pki/issuing/issuer.js';
import { parseGeneralName } from '../../src/pki/names/general-name.js';
import { encodeGeneralNames } from '../../src/pki/names/general-name-writing.js';
import { EXT_KEY_USAGE } from '../../src/pki/der/object-identifiers.js';
import { decodeCertificationRequest } from '../../src/pki/request/certification-request.js';
import { commonNames, printableString, rdn, sequence } from './der.js';
import { NOW } from './fixed-clock.js';
import {
  basicConstraints,
  ecKey,
  extension,
  extKeyUsage,
  foreignCertificate,
  keyUsage,
} from './foreign-certificate.js';

/** What is about to be certified. */
export interface Certifying {
  /** DER of the name. */
  subject: Uint8Array;
  names: readonly string[];
  uses: readonly string[];
  subjectPublicKeyInfo: Uint8Array;
  notBefore: Date;
  notAfter: Date;
}

export interface Habits {
  /** What it changes. */
  change?: (asked: Certifying) => Partial<Certifying>;
  /** It fails, with that. */
  refusal?: Error;
  /** Its chain is known by its answers alone. */
  isUnknown?: boolean;
  /** What it sends in place of certificate, intermediate and root. */
  answer?: (chain: readonly Certificate[]) => readonly Certificate[];
}

export interface AskedCa extends IssuerByRequest {
  root: Certificate;
  issuing: Certificate;
  /** Everything that it was asked for and answered. */
  asked: { request: Uint8Array; wanted: WantedValidity }[];
  answered: Certificate[];
}

const rootKey = ecKey();
const issuingKey = ecKey();
/** In another string type than we write, as remote CAs have it. */
const ISSUING_NAME = sequence(rdn('2.5.4.3', printableString('Asked CA')));
const CA = [basicConstraints({ ca: true }), keyUsage(5, 6)];
const root = parseCertificate(
  foreignCertificate({ key: rootKey, subject: commonNames('Asked Root'), extensions: CA }),
);
const issuing = parseCertificate(
  foreignCertificate({
    ...{ key: issuingKey, signer: rootKey, extensions: CA },
    ...{ subject: ISSUING_NAME, issuer: commonNames('Asked Root') },
  }),
);

export function askedCa({ change, refusal, isUnknown, answer }: Habits = {}): AskedCa {
  const asked: AskedCa['asked'] = [];
  const answered: Certificate[] = [];
  return {
    ...{ by: 'request', ledger: undefined, inputs: [], root, issuing, asked, answered },
    chain: isUnknown ? undefined : [issuing, root],
    async certify(request, wanted) {
      asked.push({ request, wanted });
      if (refusal) throw refusal;
      const certifying = certifyingOf(request, wanted);
      const certificate = certified({ ...certifying, ...change?.(certifying) });
      answered.push(certificate);
      const chain = [certificate, issuing, ...(isUnknown ? [root] : [])];
      const [first = certificate, ...others] = answer?.(chain) ?? chain;
      return [first, ...others];
    },
  };
}

function certifyingOf(request: Uint8Array, wanted: WantedValidity): Certifying {
  const asked = decodeCertificationRequest(request);
  return {
    subject: asked.subjectDer,
    names: asked.subjectAltNames,
    uses: asked.extKeyUsage ?? [],
    subjectPublicKeyInfo: asked.subjectPublicKeyInfo,
    notBefore: new Date(NOW.getTime() + 2_000),
    notAfter: 'until' in wanted ? wanted.until : endOf(NOW, wanted),
  };
}

function certified({ names, uses, ...content }: Certifying): Certificate {
  const oids = uses.map((use) => EXT_KEY_USAGE[use as keyof typeof EXT_KEY_USAGE]);
  const alternatives = encodeGeneralNames(names.map((name) => parseGeneralName(name)));
  const extensions = [
    basicConstraints({ ca: false }),
    keyUsage(0),
    ...(oids.length > 0 ? [extKeyUsage(...oids)] : []),
    ...(names.length > 0 ? [extension('2.5.29.17', false, alternatives)] : []),
  ];
  const issuer = ISSUING_NAME;
  return parseCertificate(
    foreignCertificate({ key: issuingKey, signer: issuingKey, issuer, extensions, ...content }),
  );
}
