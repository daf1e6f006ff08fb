// What somebody may come for, in the order in which it is offered.
import { caTask } from './tasks/ca.js';
import { certificateTask, requestTask } from './tasks/certificate.js';
import { hostsTask } from './tasks/hosts.js';
import { kitTask } from './tasks/kit.js';
import { signedKitTask } from './tasks/signed-kit.js';
import type { Task } from './question.js';

export const TASKS: readonly Task[] = [
  kitTask,
  caTask,
  certificateTask,
  requestTask,
  signedKitTask,
  hostsTask,
];
