// A page of a report stays whole and of a size that a browser opens, however much was found.
import { expect, it } from 'vitest';
import { presentStatusPage } from '../../src/cli/present/report/status-page.js';
import { manyHosts } from '../support/status-reports.js';

it('holds twenty thousand certificates, all of them in its table', () => {
  const html = presentStatusPage(manyHosts(20_000));
  expect(html.match(/<tr role="row" id="entry-/g)).toHaveLength(20_000);
  // A thousand characters each.
  expect(html.length).toBeLessThan(20_000_000);
  expect(html.match(/<span class="bar /g)?.length).toBeLessThan(30);
  expect(html.match(/<div class="node /g)?.length).toBeLessThan(30);
});
