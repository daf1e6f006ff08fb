// The shipped templates, read from disk, and the standard sample, for the tests of this room.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseDescriptor } from '../../src/targets/descriptor.js';
import { DESCRIPTOR_FILE, FRAME_FILE } from '../../src/targets/descriptor-form.js';
import type { PemFiles } from '../../src/targets/snippet-values.js';
import type { Target, TargetFolder } from '../../src/targets/target.js';
import { findTarget, targetsOf } from '../../src/targets/target.js';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

export function templateText(folder: string, file: string): string {
  return readFileSync(`${templates}/${folder}/${file}`, 'utf8');
}

/** Every folder of `templates/` that holds a descriptor. */
export function shippedFolders(): TargetFolder[] {
  return readdirSync(templates)
    .filter((folder) => readdirSync(`${templates}/${folder}`).includes(DESCRIPTOR_FILE))
    .map((folder) => ({
      folder,
      descriptor: parseDescriptor(
        templateText(folder, DESCRIPTOR_FILE),
        `${folder}/${DESCRIPTOR_FILE}`,
      ),
      frame: templateText(folder, FRAME_FILE),
    }));
}

export function shippedExamples(folder: string): string[] {
  return readdirSync(`${templates}/${folder}/examples`).sort();
}

export function shippedTargets(): Target[] {
  return targetsOf(shippedFolders());
}

export function shipped(name: string): Target {
  return findTarget(shippedTargets(), name);
}

/** What the examples are made from: the two addresses and the kit's file names. */
export function standardSample(target: Target): PemFiles & { hosts: string[]; port: number } {
  return {
    hosts: ['logs.mycompany.com', '10.0.0.5'],
    port: 5044,
    certificate: `${target.installFolder}/${target.name}.crt`,
    privateKey: `${target.installFolder}/${target.name}.key`,
    trustAnchors: `${target.installFolder}/ca.crt`,
  };
}
