// CAs that others succeed, among what is found: how far each of them is. For `status`.
import { basename, dirname } from 'node:path/posix';
import type { Clock, Templates } from '../../ports.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import { authoritiesIn } from '../reading/kit-authorities.js';
import { loadTargets } from '../reading/products.js';
import { phaseAfter } from '../renewing/rollover/completeness.js';
import { readStandingCa, successorOf } from '../renewing/rollover/standing-ca.js';
import { surveyRollover } from '../renewing/rollover/survey.js';
import type { RolloverState, StatusItem } from './report.js';
import { unlessUnusable } from './unusable.js';

type RolloverPorts = StorePorts & { clock: Clock; templates: Templates };

/** Said of the CA's own certificate in its folder. `folders`: the CA folders that are found. */
export async function addRollovers(
  items: readonly StatusItem[],
  folders: Iterable<string>,
  password: PasswordSource | undefined,
  ports: RolloverPorts,
): Promise<void> {
  for (const folder of folders) {
    const rollover = await unlessUnusable(() => rolloverOf(folder, password, ports));
    if (!rollover) continue;
    const isOwn = ({ path, ca }: StatusItem) =>
      ca && dirname(path) === folder && basename(path) === 'ca.crt';
    for (const item of items.filter(isOwn)) item.rollover = rollover;
  }
}

async function rolloverOf(
  ca: string,
  password: PasswordSource | undefined,
  ports: RolloverPorts,
): Promise<RolloverState | undefined> {
  const old = await readStandingCa(ca, ports);
  const successor = await successorOf(old, ports);
  if (!successor) return undefined;
  const around = dirname(ca);
  const kit = (await authoritiesIn(around, ports)).includes(ca) ? around : undefined;
  const paths = kit === undefined ? [] : [kit];
  const products = await loadTargets(ports.templates);
  const request = { paths, old, successor, password, force: true, isLook: true };
  const { phase } = await surveyRollover(request, { ...ports, products });
  return { ca, successor: successor.folder, kit, phase, next: phaseAfter(phase) ?? null };
}
