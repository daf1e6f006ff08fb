// Adds up what the suites reported: "N passed, N failed". Fails where one left no report or skipped a test.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
let isComplete = true;
for (const suite of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(`.test-results/${suite}.json`, 'utf8'));
    passed += report.numPassedTests;
    // A suite that fails to load counts as one failure, though none of its tests ran.
    failed += report.numFailedTests || (report.success ? 0 : 1);
    const skipped = report.numPendingTests + report.numTodoTests;
    if (skipped > 0) {
      console.log(`${suite}: ${skipped} skipped`);
      isComplete = false;
    }
  } catch {
    console.log(`${suite}: no report`);
    isComplete = false;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(isComplete && failed === 0 && passed > 0 ? 0 : 1);
