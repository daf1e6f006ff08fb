// The shipped templates, read from disk, and the standard sample, for the tests of this room.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseDescriptors } from '../../src/targets/descriptor/descriptor.js';
import { DESCRIPTOR_FILE, STORES } from '../../src/targets/descriptor/form.js';
import type { Store } from '../../src/targets/descriptor/form.js';
import type { PemFiles, StoreFiles } from '../../src/targets/snippet/values.js';
import type { StackVersion } from '../../src/targets/stack-version.js';
import {
  findTarget,
  installFolderOf,
  readsStore,
  type Target,
  type TargetFolder,
  targetsOf,
  trustFormOf,
} from '../../src/targets/target.js';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

export function templateText(folder: string, file: string): string {
  return readFileSync(`${templates}/${folder}/${file}`, 'utf8');
}

let known: TargetFolder[] | undefined;

/** Every folder of `templates/` that holds a descriptor; read once, since all tests only look at them. */
export function shippedFolders(): TargetFolder[] {
  return (known ??= readFolders());
}

function readFolders(): TargetFolder[] {
  return readdirSync(templates)
    .filter((folder) => readdirSync(`${templates}/${folder}`).includes(DESCRIPTOR_FILE))
    .map((folder) => {
      const text = templateText(folder, DESCRIPTOR_FILE);
      const descriptors = parseDescriptors(text);
      const names = descriptors.flatMap(({ frame, furtherFiles }) => [
        frame,
        ...furtherFiles.map((further) => further.frame),
      ]);
      const frames = names.map((name): [string, string] => [name, templateText(folder, name)]);
      return { folder, descriptors, frames: Object.fromEntries(frames) };
    });
}

export function shippedExamples(folder: string): string[] {
  return readdirSync(`${templates}/${folder}/examples`).sort();
}

let targets: readonly Target[] | undefined;

export function shippedTargets(): readonly Target[] {
  return (targets ??= targetsOf(shippedFolders()));
}

export function shipped(name: string): Target {
  return findTarget(shippedTargets(), name);
}

interface Dialled {
  hosts: string[];
  port: number;
}

function dialled(target: Target): Dialled {
  return { hosts: ['logs.mycompany.com', '10.0.0.5'], port: target.defaultPort };
}

/** What the examples are made from: the two addresses and the kit's file names. */
export function standardSample(target: Target): PemFiles & Dialled {
  const folder = installFolderOf(target, target.name);
  return {
    ...dialled(target),
    certificate: `${folder}/${target.name}.crt`,
    privateKey: `${folder}/${target.name}.key`,
    trustAnchors: `${folder}/ca.crt`,
  };
}

/** The same with stores, as far as the product reads them in that version. */
export function storeSample(target: Target, version: StackVersion): StoreFiles & Dialled {
  const folder = installFolderOf(target, target.name);
  const prefix = target.name.toUpperCase().replaceAll('-', '_');
  return {
    ...dialled(target),
    keyStore: `${folder}/keystore.p12`,
    keyStorePasswordVariable: `${prefix}_KEYSTORE_PASSWORD`,
    ...(trustFormOf({ target, version }, 'pkcs12') === 'pem'
      ? { trustAnchors: `${folder}/ca.crt` }
      : {
          trustStore: `${folder}/truststore.p12`,
          trustStorePasswordVariable: `${prefix}_TRUSTSTORE_PASSWORD`,
        }),
  };
}

/** What the product takes its key from in that version. */
export function storesOf(target: Target, version: StackVersion): Store[] {
  return STORES.filter((store) => readsStore({ target, version }, store));
}

export function sampleOf(target: Target, version: StackVersion, store: Store) {
  return store === 'pem' ? standardSample(target) : storeSample(target, version);
}
