// The answer of `status` in another form: each is one text.
import type { StatusFindings } from '../../../app/status/report.js';
import type { Output } from '../../base-command.js';
import type { StatusForm } from '../../flags/status.js';
import { shownResult } from '../shown.js';
import { calendarText } from './calendar.js';
import { csvText } from './csv.js';
import { statusDocument, type StatusDocument } from './document.js';
import { metricsText } from './metrics.js';
import { presentStatusTalk } from './talk.js';

const FORMS: Readonly<Record<StatusForm, (document: StatusDocument) => string>> = {
  csv: csvText,
  prometheus: metricsText,
  ical: calendarText,
};

export function presentStatusAs(form: StatusForm) {
  return (document: StatusDocument, output: Output): void => {
    output.stdout.write(FORMS[form](document));
    presentStatusTalk(document, output);
  };
}

/** For a file, which somebody may look into at a terminal. */
export function statusText(form: StatusForm) {
  return (findings: StatusFindings) => FORMS[form](shownResult(statusDocument(findings)));
}
