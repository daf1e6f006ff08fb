// The world of the wizard in tests: the shipped products, and a machine with known names.
import { ANSWER_JUDGES } from '../../../src/app/wizard/judge-answer.js';
import { listConfig } from '../../../src/app/config/list.js';
import type { World } from '../../../src/cli/wizard/question.js';
import { templateFolder } from '../../../src/io/template-folder.js';
import { fileURLToPath } from 'node:url';

const TEMPLATES = fileURLToPath(new URL('../../../templates', import.meta.url));

export async function testWorld(): Promise<World> {
  return {
    ...(await listConfig({ templates: templateFolder(TEMPLATES) })),
    machine: { names: () => ['Desk.lan'], addresses: () => ['10.1.2.3', '2001:db8::7'] },
    judges: ANSWER_JUDGES,
  };
}
