// What somebody may come for, in the order in which it is offered.
import { caTask } from './tasks/ca.js';
import { certificateTask, requestTask } from './tasks/certificate.js';
import { elasticsearchHttpTask } from './tasks/elasticsearch-http.js';
import { hostsTask } from './tasks/hosts.js';
import { kitTask } from './tasks/kit.js';
import { signedKitTask } from './tasks/signed-kit.js';
import { TlsmithError } from '../../errors.js';
import { nearestName } from '../../nearest-name.js';
import { quote } from '../../quote.js';
import type { Task } from './question.js';

export const TASKS: readonly Task[] = [
  kitTask,
  caTask,
  certificateTask,
  requestTask,
  signedKitTask,
  hostsTask,
  elasticsearchHttpTask,
];

/** Throws `argument-unexpected` with what is possible. */
export function taskNamed(name: string): Task {
  const task = TASKS.find((one) => one.name === name);
  if (task) return task;
  const known = TASKS.map((one) => one.name);
  const nearest = nearestName(name, known);
  throw new TlsmithError(
    'argument-unexpected',
    nearest === undefined
      ? `${quote(name)} is nothing that the wizard does; it does ${known.join(', ')}`
      : `${quote(name)} is nothing that the wizard does; did you mean ${nearest}?`,
    { possible: known },
  );
}
