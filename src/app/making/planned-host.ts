// One host as it is about to be made, judged by all that can be known before its key exists: its
// profile, key, dates and names.
import { checkIssuance } from '../../pki/issuing/issue.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { InformationUrls } from '../../pki/certificate/information-urls.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { KeyType, Random, Templates } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { BatchInstance } from '../reading/instances.js';
import {
  checkProfile,
  checkServerNames,
  chooseKeyType,
  containerOf,
  loadConsumers,
  profileOf,
} from './consumers.js';
import { type PlannedValidity, validityBelow } from './validity.js';
import { checkChainIsRead, readBy } from './read-chain.js';
import type { AnswerTerms } from './certified.js';
import type { IssuerPorts } from '../reading/key/issuer.js';
import { type KeyPassword, loadNewPassword } from '../reading/key/passwords.js';
import { refuseForJvm } from './certified-names.js';

/** What holds for a host whose entry says nothing else. */
export interface HostDefaults {
  /** None: what the roles of its products need, or peer. */
  profile?: EndEntityProfile | undefined;
  /** Target names of the products that will read all of it. */
  consumers: readonly string[];
  stack?: string | undefined;
  keyType?: KeyType | undefined;
  validity: WantedValidity;
  formats: readonly Store[];
  urls?: InformationUrls | undefined;
  /** Also servers without a subjectAltName. */
  mayLackNames?: boolean | undefined;
}

/** Of a host what its files are made of, and known by again. */
export interface WantedHost {
  stem: string;
  subject: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
  profile: EndEntityProfile;
  keyType: KeyType;
  formats: readonly Store[];
  /** Of its stores, where none stands in `secrets.env`. */
  password: KeyPassword | undefined;
}

/** An entry that has been judged, with its line. */
export interface PlannedHost extends WantedHost, Pick<AnswerTerms, 'accept'> {
  line: number;
  /** As the entry has it. */
  name: string;
  validity: PlannedValidity;
  urls: InformationUrls;
  mayLackNames: boolean;
}

export type PlanPorts = IssuerPorts & { random: Random; templates: Templates };

/** What all hosts of one run have in common. */
export interface HostTerms {
  defaults: HostDefaults;
  /** None: each certificate signs itself. */
  issuer: Issuer | undefined;
  /** Of stores and key files. */
  password: KeyPassword | undefined;
  now: Date;
}

/** Throws what is wrong with the host, and what is wrong with the CA. */
export async function planHost(
  instance: BatchInstance,
  { defaults, issuer, password, now }: HostTerms,
  ports: PlanPorts,
): Promise<PlannedHost> {
  const names = [...new Set([...defaults.consumers, ...instance.consumers])];
  const consumers = await loadConsumers({ consumers: names, stack: defaults.stack }, ports);
  const profile = instance.profile ?? defaults.profile ?? profileOf(consumers.targets) ?? 'peer';
  const { line, name, stem, subject, subjectAltNames } = instance;
  const { mayLackNames = false, urls = {} } = defaults;
  checkProfile(profile, consumers.targets);
  refuseForJvm(subjectAltNames, consumers.targets);
  if (!mayLackNames) checkServerNames(profile, subjectAltNames);
  if (issuer?.chain) checkChainIsRead(issuer.chain, consumers);
  const formats = instance.formats ?? defaults.formats;
  const containers = formats.map((form) => containerOf(form, password !== undefined));
  const keyType = chooseKeyType(instance.keyType ?? defaults.keyType, consumers, containers);
  const validity = validityBelow(instance.validity ?? defaults.validity, issuer?.chain, now, ports);
  const wanted = { profile, subject, subjectAltNames, validity, mayLackNames };
  if (issuer) checkIssuance(wanted, issuer.chain, now);
  const own = password?.isGenerated
    ? { text: await loadNewPassword('generate', ports), isGenerated: true }
    : password;
  const accept = issuer?.by === 'request' ? readBy(consumers) : undefined;
  return { ...wanted, urls, line, name, stem, keyType, formats, password: own, accept };
}
