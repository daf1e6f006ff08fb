// Form of a name × where the end entity has it × what the intermediate CA is constrained to, crossed fully: a server's with a host that it has,
// where constraints allow it, and a client's.
import {
  commonNames,
  criticalSan,
  dnsName,
  type MadeOptions,
  nameConstraints,
  OID,
  san,
  sequence,
} from '../../path-builder.js';
import { type CaseRow, type Parts, usual } from '../case.js';
import { BASES, HOST, NAME_FORMS, type NameForm } from './name-forms.js';

const PLACES = ['the subjectAltName', 'the subject', 'both'] as const;
type Place = (typeof PLACES)[number];

export function constraintGrid(): CaseRow[] {
  return NAME_FORMS.flatMap((form) =>
    PLACES.filter((place) => place === 'the subjectAltName' || form.text !== undefined).flatMap(
      (place) =>
        constraintsOn(form).flatMap(({ said, extension }, i) => {
          const parts: Parts = {
            intermediate: { changes: { [OID.nc]: extension } },
            leaf: named(form, place),
          };
          const name = `names: ${form.name} in ${place}, ${said}`;
          const asClient = { ...usual(name, parts), roles: ['client'] as const };
          // Without a subjectAltName some refuse any server for that alone.
          return place === 'the subject' || i % 3 === 0
            ? [usual(name, parts, form.host), asClient]
            : [usual(name, parts, form.host)];
        }),
    ),
  );
}

/** Permitted and excluded each; a malformed base is read alike on both lists. */
function constraintsOn({ bases }: NameForm): { said: string; extension: Uint8Array }[] {
  return BASES.flatMap((said, i) => {
    const base = [bases[i] as Uint8Array];
    const permitted = {
      said: `${said} permitted`,
      extension: nameConstraints({ permitted: base }),
    };
    const excluded = { said: `${said} excluded`, extension: nameConstraints({ excluded: base }) };
    return i === BASES.length - 1 ? [permitted] : [permitted, excluded];
  });
}

function named({ name, general, text = 'host' }: NameForm, place: Place): MadeOptions {
  const isHost = name === 'dNSName' || name.startsWith('iPAddress');
  const all = isHost ? [general] : [general, dnsName(HOST)];
  switch (place) {
    case 'the subjectAltName':
      // A subject is a directoryName itself.
      return name === 'directoryName'
        ? { subject: sequence(), changes: { [OID.san]: criticalSan(...all) } }
        : { changes: { [OID.san]: san(...all) } };
    case 'the subject':
      return { subject: commonNames(text), changes: { [OID.san]: undefined } };
    case 'both':
      return { subject: commonNames(text), changes: { [OID.san]: san(...all) } };
  }
}
