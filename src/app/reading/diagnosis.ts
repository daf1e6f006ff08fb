// Says of damaged octets what is wrong with them, for whoever has to be told.
import { TlsmithError } from '../../errors.js';
import { diagnose, type Diagnosis, nearestDiagnosis } from '../../formats/malformed/diagnosis.js';
import { malformedIn, nameOfStructure } from '../../pki/der/malformed-structure.js';

/** The same error where nothing more is known. */
export function withDiagnosis(error: TlsmithError): TlsmithError {
  const diagnosis = diagnosisOf(error);
  const [fault] = diagnosis?.faults ?? [];
  if (!diagnosis || !fault) return error;
  const { field, offset, found, expected } = fault;
  const facts = { ...error.details, field, offset, found, expected };
  const { statement } = error;
  const { structure, text } = diagnosis;
  const isGuessed = malformedIn(error)?.structure === 'unknown' && structure !== undefined;
  const behind = `${isGuessed ? `; read as ${nameOfStructure(structure)}, ` : ': '}${text}`;
  const said =
    typeof statement === 'string'
      ? `${statement}${behind}`
      : (it: string) => `${statement(it)}${behind}`;
  return new TlsmithError(error.code as 'input-malformed', said, facts, error.cause);
}

/** Undefined for any other failure than that of a damaged structure. */
export function diagnosisOf(error: unknown): Diagnosis | undefined {
  const malformed = malformedIn(error);
  if (!malformed) return undefined;
  const { structure, der } = malformed;
  return structure === 'unknown' ? nearestDiagnosis(der) : diagnose(structure, der);
}
