// What `certutil cert` is about to make: its instances, wherever they come from, each judged before
// there is a key.
import type { KeyType, Reporter } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import { planHosts, readList, sayWhoIsNamed } from '../making/planned-hosts.js';
import type { LoadedIssuer } from '../reading/key/issuer.js';
import { askInstances, instanceOf, type InstanceSource } from './named-instance.js';
import {
  type HostDefaults,
  type PlannedHost,
  planHost,
  type PlanPorts,
} from '../making/planned-host.js';
import type { Duration } from '../../pki/certificate/duration.js';

export interface InstanceTerms {
  instances: InstanceSource;
  form: Store;
  keyType: KeyType;
  lifetime: Duration;
}

/** As certutil a certificate may name no host; that is said once for all of them. */
export async function planInstances(
  { instances: source, form, keyType, lifetime }: InstanceTerms,
  loaded: LoadedIssuer | undefined,
  now: Date,
  ports: PlanPorts,
): Promise<PlannedHost[]> {
  const defaults: HostDefaults = {
    consumers: [],
    keyType,
    // Also a period that was typed is shortened to the end of the CA: certutil's default outlives
    // each CA of its own.
    validity: { ...lifetime, isDefault: true },
    formats: [form],
    mayLackNames: true,
  };
  const terms = { defaults, loaded, password: undefined, now };
  let planned: PlannedHost[];
  if ('list' in source) {
    const list = { file: source.list, instances: await readList(source.list, ports) };
    planned = await planHosts(list, terms, ports);
  } else {
    const list = 'single' in source ? [instanceOf(source.single)] : await askInstances(ports);
    const once = { ...ports, reporter: sayingOnce(ports.reporter) };
    planned = [];
    sayWhoIsNamed(list, ports);
    for (const one of list) planned.push(await planHost(one, terms, once));
  }
  const nameless = planned.filter(({ subjectAltNames }) => subjectAltNames.length === 0);
  if (nameless.length > 0) {
    const which =
      nameless.length === 1 ? 'a certificate names' : `${nameless.length} certificates name`;
    ports.reporter.warn(
      `${which} no host (no DNS name, no address): clients that compare the name refuse it`,
    );
  }
  return planned;
}

/** The same remark about several certificates is one. */
function sayingOnce(reporter: Reporter): Reporter {
  const said = new Set<string>();
  return {
    ...reporter,
    note(line) {
      if (!said.has(line)) reporter.note(line);
      said.add(line);
    },
  };
}
