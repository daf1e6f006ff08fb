// What the tests lacked, in one sentence: the titles of skipped tests name it (itNeeding and describePeer in test/support/peer.ts).
import { readFileSync } from 'node:fs';

/** Undefined where nothing was skipped. Suites without a report are left out. */
export function absentStrangers(suites) {
  const skipped = new Map();
  for (const title of suites.flatMap(skippedTitles)) {
    const names = [...title.matchAll(/not here: ([^)>]+?)(?:\)| > |$)/g)].flatMap(([, list]) =>
      list.split(', '),
    );
    for (const name of names.length > 0 ? new Set(names) : ['what they need']) {
      skipped.set(name, (skipped.get(name) ?? 0) + 1);
    }
  }
  if (skipped.size === 0) return undefined;
  const list = [...skipped]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} (${count} ${count === 1 ? 'test' : 'tests'} skipped)`);
  return `not here: ${list.join(', ')}; \`npm run strangers\` installs them on Debian`;
}

function skippedTitles(suite) {
  let report;
  try {
    report = JSON.parse(readFileSync(`.test-results/${suite}.json`, 'utf8'));
  } catch {
    return [];
  }
  return report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => !['passed', 'failed'].includes(status))
    .map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' > '));
}
