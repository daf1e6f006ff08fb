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

/** What lays a document out as one text: as it is, not escaped yet. */
export type StatusLayout = (document: StatusDocument) => string;

/** The same of what a terminal may be shown. */
function ofShown(layOut: StatusLayout): StatusLayout {
  return (document) => layOut(shownResult(document));
}

/** Whoever wants a page loads what makes it, and nobody else. It escapes for itself. */
const FORMS: Readonly<Record<StatusForm, () => Promise<StatusLayout>>> = {
  csv: async () => ofShown(csvText),
  prometheus: async () => ofShown(metricsText),
  ical: async () => ofShown(calendarText),
  html: async () => (await import('../report/status-page.js')).presentStatusPage,
};

export function statusLayout(form: StatusForm): Promise<StatusLayout> {
  return FORMS[form]();
}

export function presentStatusAs(layOut: StatusLayout) {
  return (document: StatusDocument, output: Output, whole: StatusDocument): void => {
    output.stdout.write(layOut(whole));
    presentStatusTalk(document, output);
  };
}

/** For a file, which somebody may look into at a terminal. */
export function statusText(layOut: StatusLayout) {
  return (findings: StatusFindings) => layOut(statusDocument(findings));
}
