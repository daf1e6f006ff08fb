// One host of a kit as a value: what it has for its end of the link, by what was made for it and
// what all have in common.
import type { Chain, HostIdentity } from '../../pki/certificate/identity.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { ClientAuthentication, Store } from '../../targets/descriptor/form.js';
import {
  formOf,
  type HostEnd,
  type HostFolder,
  type HostForm,
  type HostSecret,
} from '../../targets/host-folder.js';
import { type SecretPurpose, variableOf } from '../../targets/secret.js';
import type { StackVersion } from '../../targets/stack-version.js';
import type { Target } from '../../targets/target.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import type { PlannedHostFile } from '../writing/host-folder.js';
import type { KitHost } from './hosts.js';

/** An additional step beside the certificates: user and password, the same on both ends. */
export interface KitUser {
  name: string;
  password: string;
}

/** What all hosts of a kit have in common. */
export interface KitTerms {
  version: StackVersion;
  store: Store;
  /** What the client dials. */
  hosts: readonly GeneralName[];
  port: number;
  user: KitUser | undefined;
  clientAuthentication: ClientAuthentication;
  /** With which the messages themselves are encrypted, as hex; the same on both ends. */
  messageKey: string | undefined;
  now: Date;
}

/** A host with what it has: its key and its certificate. */
export interface KitMember {
  host: KitHost;
  identity: HostIdentity;
}

export interface KitFolder extends KitMember {
  folder: HostFolder;
  /** Paths begin with the folder. */
  files: readonly PlannedHostFile[];
}

/** With `pkcs12` there must be a password. `facing` are the products at the other end. */
export function kitHostFolder(
  { host, identity }: KitMember,
  terms: KitTerms,
  password: KeyPassword | undefined,
  facing: readonly Target[],
): HostFolder {
  const { name, installFolder, target, otherEnds } = host;
  const { version } = terms;
  const hasPassword = password !== undefined;
  const form = formOf({ target, version }, storeOf(host, terms), { stem: name, hasPassword });
  return {
    name,
    installFolder,
    form,
    secrets: secretsOf(host, form, terms, password),
    identity,
    trustAnchors: trustOf(identity, facing),
    ends: [
      endOf(target, terms, userOf(host, terms)),
      ...otherEnds.map((end) => endOf(end, terms, undefined)),
    ],
  };
}

/**
 * A monitor is a Beat, which reads PEM whatever the link takes its keys from, and logs in nowhere.
 */
function storeOf({ isMonitor }: KitHost, { store }: KitTerms): Store {
  return isMonitor ? 'pem' : store;
}

function userOf({ isMonitor }: KitHost, { user }: KitTerms): KitUser | undefined {
  return isMonitor ? undefined : user;
}

function endOf(target: Target, terms: KitTerms, user: KitUser | undefined): HostEnd {
  const { version, hosts, port, clientAuthentication } = terms;
  const isServer = target.role === 'server';
  return {
    release: { target, version },
    endpoints: hosts.map(({ value: host }) => ({ host, port })),
    port: isServer ? port : undefined,
    user: user?.name,
    clientAuthentication: isServer ? clientAuthentication : undefined,
  };
}

function secretsOf(
  host: KitHost,
  form: HostForm,
  terms: KitTerms,
  password: KeyPassword | undefined,
): HostSecret[] {
  const user = userOf(host, terms);
  const secret = (purpose: SecretPurpose, { text, isGenerated }: KeyPassword): HostSecret => ({
    purpose,
    variable: variableOf(host.name, purpose),
    text,
    isGenerated,
  });
  const opening = password ? openedBy(form).map((purpose) => secret(purpose, password)) : [];
  const messageKey = host.isMonitor ? undefined : terms.messageKey;
  return [
    ...opening,
    ...(user ? [secret('user', { text: user.password, isGenerated: true })] : []),
    ...(messageKey === undefined
      ? []
      : [secret('messageKey', { text: messageKey, isGenerated: true })]),
  ];
}

/** What the password of a host's files opens. */
function openedBy({ key, trust }: HostForm): SecretPurpose[] {
  if (key !== 'pkcs12') return ['key'];
  return trust === 'pkcs12' ? ['keyStore', 'trustStore'] : ['keyStore'];
}

/**
 * A peer that sends its own certificate alone is verified only where the intermediates are known
 * already.
 */
function trustOf({ chain, trustAnchors }: HostIdentity, facing: readonly Target[]): Chain {
  const isNeeded = facing.some(({ descriptor }) => descriptor.sendsOnlyFirstCertificate);
  return isNeeded ? [...trustAnchors, ...chain.slice(1)] : trustAnchors;
}
