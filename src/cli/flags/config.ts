// Flags and words of `config show`, and what they ask for: the snippet of a product.
import type { Interfaces } from '@oclif/core';
import * as Flags from '@oclif/core/flags';
import type { ShowConfigRequest } from '../../app/config/show.js';
import { TlsmithError } from '../../errors.js';
import { clientAuthenticationFlag, templatesFlag } from './link.js';
import { hostFlag } from './names.js';
import { writingFlags } from './output.js';
import { placeFlags } from './place.js';
import { scheduleFlags } from './schedule.js';
import { stackFlag } from './targets.js';

export const configFlags = {
  ...hostFlag,
  dir: Flags.string({
    description: "a host's folder: what it holds decides; what a timer renews, a kit too",
    helpValue: 'DIR',
  }),
  name: Flags.string({
    description: 'stem of the files (default: the one in --dir, or TARGET)',
    helpValue: 'STEM',
  }),
  ...placeFlags,
  ...stackFlag,
  peer: Flags.string({
    description: 'product at the other end (default: the most usual one)',
    helpValue: 'TARGET',
  }),
  ...clientAuthenticationFlag,
  crl: Flags.string({
    description:
      "a CRL on the product's host, which then refuses what is revoked (nginx, stunnel, openssl, curl, python); for a timer: the CRL to issue, once a day",
    helpValue: 'FILE',
  }),
  ...templatesFlag,
  ...scheduleFlags,
  ...writingFlags,
  out: Flags.string({
    char: 'o',
    description: 'file to write, for systemd-timer a folder (default stdout)',
    helpValue: 'FILE',
  }),
};

export type ConfigFlags = Interfaces.InferredFlags<typeof configFlags>;

export function snippetRequest(target: string, flags: ConfigFlags): ShowConfigRequest {
  return {
    target,
    hosts: flags.host ?? [],
    force: flags.force,
    dryRun: flags['dry-run'],
    ...(flags.peer !== undefined && { peer: flags.peer }),
    ...(flags['client-auth'] && { clientAuthentication: flags['client-auth'] }),
    ...(flags.crl !== undefined && { crl: flags.crl }),
    ...(flags.store && { store: flags.store }),
    ...(flags.stack !== undefined && { stack: flags.stack }),
    ...(flags.dir !== undefined && { folder: flags.dir }),
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.port !== undefined && { port: flags.port }),
    ...(flags['install-dir'] !== undefined && { installFolder: flags['install-dir'] }),
    ...(flags.out !== undefined && flags.out !== '-' && { out: flags.out }),
  };
}

/** Throws `stdout-unsuitable`. */
export function refuseTwoAnswers({ out, json }: { out?: string | undefined; json: boolean }): void {
  if (out !== '-' || !json) return;
  throw new TlsmithError(
    'stdout-unsuitable',
    'stdout cannot take the snippet and the JSON document, which holds it anyway',
    { flags: ['--out', '--json'] },
  );
}
