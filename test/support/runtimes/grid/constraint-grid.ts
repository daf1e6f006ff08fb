// Form of a name × where the end entity has it × what the intermediate CA is constrained to, crossed fully for a server whose host it names;
// a client where it has no subjectAltName, and for a part of the others. Not asked: a DNS name with an empty label below a base with a leading
// dot, which the JDK takes for neither inside nor narrower, against the table.
import {
  commonNames,
  criticalSan,
  dnsName,
  emailName,
  type MadeOptions,
  nameConstraints,
  OID,
  san,
  sequence,
  uriName,
} from '../../path-builder.js';
import { type CaseRow, type Parts, usual } from '../case.js';
import { BASES, HOST, NAME_FORMS, type NameForm } from './name-forms.js';

const PLACES = ['the subjectAltName', 'the subject', 'both'] as const;
type Place = (typeof PLACES)[number];

export function constraintGrid(): CaseRow[] {
  return [...forms(), ...oddHosts()];
}

/** Mailboxes and URIs in which the host has to be found. */
const ODD_HOSTS: readonly (readonly [name: string, general: Uint8Array, base: Uint8Array])[] = [
  ['a URI with a user', uriName('https://u@host.example/'), uriName(HOST)],
  ['a URI with a user and a port', uriName('https://u@host.example:80/'), uriName(HOST)],
  ['a URI with an address in brackets', uriName('https://[::1]/'), uriName(HOST)],
  ['a URI with an empty authority', uriName('https:///x'), uriName(HOST)],
  ['a URI with a wildcard', uriName('https://*.example/'), uriName(HOST)],
  ['a mailbox in upper case', emailName('A@HOST.example'), emailName('a@host.example')],
  [
    'a mailbox, a base without a local part',
    emailName('a@host.example'),
    emailName('@host.example'),
  ],
  ['no mailbox', emailName(HOST), emailName(HOST)],
];

function oddHosts(): CaseRow[] {
  return ODD_HOSTS.flatMap(([name, general, base]) =>
    (['permitted', 'excluded'] as const).map((list) => ({
      ...usual(`names: ${name}, ${list}`, {
        intermediate: { changes: { [OID.nc]: nameConstraints({ [list]: [base] }) } },
        leaf: { changes: { [OID.san]: san(general) } },
      }),
      roles: ['client'] as const,
    })),
  );
}

function forms(): CaseRow[] {
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
          return place === 'the subject' || i % 4 === 0
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
