// What elasticsearch-certutil makes certificates for: one instance from the call, several from a
// list or from answers.
import { type LineFault, TlsmithError } from '../../errors.js';
import type { Prompter, Reporter } from '../../ports.js';
import { type BatchInstance, readInstance } from '../reading/instances.js';

export interface NamedInstance {
  name: string;
  /** None: the name. */
  filename?: string | undefined;
  dns: readonly string[];
  ip: readonly string[];
}

/** A list has its file; `asked`: the person says them one after the other. */
export type InstanceSource = { list: string } | { asked: true } | { single: NamedInstance };

/** By the rules of a list's entry. Throws `name-invalid`. */
export function instanceOf({ name, filename, dns, ip }: NamedInstance): BatchInstance {
  const field = (values: readonly string[]) => ({ values, isCell: false, line: 0 });
  const fields = new Map([
    ['name', field(name === '' ? [] : [name])],
    ['dns', field(dns)],
    ['ip', field(ip)],
  ]);
  if (filename !== undefined) fields.set('filename', field([filename]));
  const faults: LineFault[] = [];
  const instance = readInstance({ line: 0, fields }, faults);
  if (instance) return instance;
  throw new TlsmithError('name-invalid', faults.map(({ reason }) => reason).join('; '));
}

/**
 * certutil's loop. What cannot be used is said and left out; a name that comes twice counts once,
 * as it was said last.
 */
export async function askInstances(ports: {
  prompter: Prompter;
  reporter: Reporter;
}): Promise<BatchInstance[]> {
  const { prompter, reporter } = ports;
  if (!prompter.canAsk) {
    throw new TlsmithError('input-needed', 'the instances are to be asked for, and nobody can be', {
      answer: 'instances',
    });
  }
  const instances = new Map<string, BatchInstance>();
  do {
    const answers = await askInstance(prompter);
    try {
      const instance = instanceOf(answers);
      // As in a list: file systems differ in case.
      const key = instance.stem.toLowerCase();
      if (instances.has(key)) reporter.note(`${instance.stem} replaces what it was before`);
      instances.set(key, instance);
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      reporter.warn(`this instance is left out: ${error.sentence}`);
    }
  } while ((await prompter.askText("One more? 'y' continues:")) === 'y');
  if (instances.size > 0) return [...instances.values()];
  throw new TlsmithError('input-needed', 'there is no instance to make a certificate for', {
    answer: 'instances',
  });
}

async function askInstance(prompter: Prompter): Promise<NamedInstance> {
  const name = await prompter.askText('Name of the instance:');
  const filename = await prompter.askText(`Name of its folder and files [${name}]:`);
  const ip = await prompter.askText('IP addresses, commas between (Enter for none):');
  const dns = await prompter.askText('DNS names, commas between (Enter for none):');
  return { name, filename: filename === '' ? undefined : filename, ip: words(ip), dns: words(dns) };
}

/** The members of a list with commas. */
function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
