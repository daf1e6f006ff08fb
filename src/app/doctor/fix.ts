// What `doctor` can mend by itself: files of a kit or of a host's folder, in another form or with
// another mode. Configs are left to their owners, and so is what only a CA can make anew.
import type { Remedy } from '../../checks/remedy.js';
import { encodeCertificates } from '../../formats/containers/pem.js';
import type { ConfiguredHost, NamedFile } from '../../targets/config/configured-host.js';
import { secretFor } from '../../targets/host-folder.js';
import { keyFile } from '../writing/host-files.js';
import { writeOutputFile } from '../writing/output-file.js';
import { textFile } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';
import { examine } from '../examining/configs.js';
import { type Diagnosis, diagnose, type DoctorPorts, type DoctorRequest } from './diagnose.js';

export type FixPorts = DoctorPorts & WritingPorts;

/** What would be done to one file. */
export interface PlannedFix {
  path: string;
  /** What it becomes, as the end of a sentence. */
  what: string;
}

interface Fix extends PlannedFix {
  carryOut(): Promise<void>;
}

/**
 * Answers what is wrong afterwards, and which files were changed. `agree` is asked once, with all
 * of them. Throws as `examine`, and `output-*`.
 */
export async function fix(
  request: DoctorRequest,
  agree: (fixes: readonly PlannedFix[]) => Promise<boolean>,
  ports: FixPorts,
): Promise<Diagnosis & { fixed: string[] }> {
  const { findings, hosts } = await examine(request, ports);
  const found = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ remedy }) => fixOf(remedy, hosts, ports));
  const fixes = [...new Map(found.map((one) => [one.path, one])).values()];
  const isAgreed = fixes.length > 0 && (await agree(fixes));
  for (const one of isAgreed ? fixes : []) await one.carryOut();
  const diagnosis = await diagnose(request, ports);
  return { ...diagnosis, fixed: isAgreed ? fixes.map(({ path }) => path) : [] };
}

function fixOf(remedy: Remedy, hosts: readonly ConfiguredHost[], ports: FixPorts): Fix[] {
  if (remedy.kind !== 'convert' || remedy.conversion.what === 'trust-store') return [];
  const { what, path } = remedy.conversion;
  const host = hosts.find(({ files }) => files.some((file) => file.path === path));
  const file = host?.files.find((one) => one.path === path);
  // What is installed belongs to whoever installed it.
  if (!host || !file?.isBeside || file.named === undefined) return [];
  return what === 'key' ? keyFix(host, file, ports) : chainFix(host, file, ports);
}

function keyFix(own: ConfiguredHost, { path }: NamedFile, ports: FixPorts): Fix[] {
  const { identity } = own.host;
  const privateKeyInfo = identity?.privateKeyInfo;
  const isStore = identity?.keySource.form === 'store';
  if (!privateKeyInfo || isStore || identity.keySource.path === identity.certificateSource.path) {
    return [];
  }
  const text = identity.keySource.encryption ? secretFor(own.host, 'key')?.text : undefined;
  const password = text === undefined ? undefined : { text, isGenerated: false };
  return [
    {
      path,
      what: `the same private key as PKCS#8${password ? ', encrypted' : ''}`,
      carryOut: async () => {
        await replace(path, await keyFile(path, privateKeyInfo, password, ports), ports);
      },
    },
  ];
}

function chainFix(own: ConfiguredHost, { path }: NamedFile, ports: FixPorts): Fix[] {
  const { identity } = own.host;
  if (!identity || identity.keySource.path === path) return [];
  const { chain } = identity;
  return [
    {
      path,
      what: 'the same certificates as PEM, the one of the private key first, no root',
      carryOut: async () => {
        await replace(path, textFile(path, encodeCertificates(chain), 'certificate'), ports);
      },
    },
  ];
}

async function replace(
  path: string,
  file: Parameters<typeof writeOutputFile>[1],
  ports: WritingPorts,
): Promise<void> {
  await writeOutputFile({ out: path, force: true, dryRun: false, inputs: [] }, file, ports);
}
