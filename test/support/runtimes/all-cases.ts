// Every question that is put to every runtime.
import type { CaseRow, RuntimeCase } from './case.js';
import { chainCases } from './chain-cases.js';
import { formCases } from './form-cases.js';
import { nameCases } from './name-cases.js';
import { randomCases } from './random-cases.js';
import { seededRandom } from '../seeded-random.js';
import { attributeGrid } from './grid/attribute-grid.js';
import { constraintGrid } from './grid/constraint-grid.js';
import { encodingGrid } from './grid/encoding-grid.js';
import { hostGrid } from './grid/host-grid.js';
import { signatureGrid } from './grid/signature-grid.js';
import { useCases } from './use-cases.js';

/** Chains with several faults at once. */
const SEVERAL_FAULTS = 120;

const ROLES = ['server', 'client'] as const;

export function allCases(): RuntimeCase[] {
  const rows: CaseRow[] = [
    ...[...chainCases(), ...useCases(), ...nameCases(), ...formCases()],
    ...randomCases(SEVERAL_FAULTS, seededRandom()),
    ...signatureGrid(),
    ...encodingGrid(),
    ...constraintGrid(),
    ...hostGrid(),
    ...attributeGrid(),
  ];
  return rows.flatMap(({ roles = ROLES, ...row }) => roles.map((role) => ({ ...row, role })));
}
