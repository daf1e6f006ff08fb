// What can be said of one answer before the whole call is known: for the wizard, which asks again
// at once.
import { parseStackVersion } from '../../targets/stack-version.js';
import { parseCertificateName } from '../reading/names.js';
import { clientName } from '../reading/names.js';

/** Each throws what the command would. */
export const ANSWER_JUDGES = {
  certificateName: (text: string): unknown => parseCertificateName(text),
  clientName: (text: string): unknown => clientName(text),
  stackVersion: (text: string): unknown => parseStackVersion(text),
};

export type AnswerJudges = typeof ANSWER_JUDGES;
