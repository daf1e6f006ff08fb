// Extensions as rows: those with a label of their own, and all others, unknown ones in hex.
import type { CertificateFacts, InspectedExtension } from '../../../app/inspect/items.js';
import type { Row } from './layout.js';
import { delimited, lines, row } from './rows.js';

/** The subjectAltNames, marked where critical. */
export function nameRows({
  subjectAltNames,
  extensions,
}: Pick<CertificateFacts, 'subjectAltNames' | 'extensions'>): Row[] {
  if (subjectAltNames.length === 0) return [row('names', 'subjectAltNames', 'none')];
  const mark = criticalMark(extensions, 'subjectAltName');
  const cells = subjectAltNames.map((text, index) => ({
    text: index === subjectAltNames.length - 1 ? delimited(text) + mark : delimited(text),
  }));
  return [{ label: 'names', field: 'subjectAltNames', values: cells, isList: true }];
}

/** What a certificate is or a request asks to be allowed to do. */
export function usageRows(
  facts: Pick<CertificateFacts, 'basicConstraints' | 'keyUsage' | 'extKeyUsage' | 'extensions'>,
): Row[] {
  const { basicConstraints, keyUsage, extKeyUsage, extensions } = facts;
  const length = basicConstraints?.pathLenConstraint;
  const limit = length === undefined ? '' : `, path length ${length}`;
  const constraints = basicConstraints && `${basicConstraints.ca ? 'CA' : 'no CA'}${limit}`;
  const listed = (label: string, field: string, uses: readonly string[], name: string) =>
    uses.length > 0 ? [row(label, field, uses.join(', ') + criticalMark(extensions, name))] : [];
  return [
    ...(constraints
      ? [
          row(
            'constraints',
            'basicConstraints',
            constraints + criticalMark(extensions, 'basicConstraints'),
          ),
        ]
      : []),
    ...listed('key usage', 'keyUsage', keyUsage, 'keyUsage'),
    ...listed('ext key usage', 'extKeyUsage', extKeyUsage, 'extKeyUsage'),
  ];
}

function criticalMark(extensions: readonly InspectedExtension[], name: string): string {
  return extensions.some((one) => one.name === name && one.critical) ? ' (critical)' : '';
}

const OWN_ROWS = [
  'subjectAltName',
  'basicConstraints',
  'keyUsage',
  'extKeyUsage',
  'subjectKeyIdentifier',
  'cRLNumber',
  'deltaCRLIndicator',
];

/**
 * All that no other row says: unknown extensions, and an authorityKeyIdentifier that says more than
 * the key.
 */
export function extensionRows(extensions: readonly InspectedExtension[]): Row[] {
  const others = extensions.filter(({ name, value }) => {
    if (name === 'authorityKeyIdentifier') return value.length !== 1;
    return name === undefined || !OWN_ROWS.includes(name);
  });
  return lines(
    'extensions',
    'extension',
    others.map((one) => ({ text: extensionText(one) })),
  );
}

export function extensionText({ oid, name, critical, value }: InspectedExtension): string {
  const mark = critical ? ' (critical)' : '';
  const values = name === 'issuerAltName' ? value.map(delimited) : value;
  return `${name ?? oid}${mark}${values.length > 0 ? `: ${values.join(', ')}` : ''}`;
}
