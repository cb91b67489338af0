// Prints "PASSED FAILED" of a JSON report by vitest. A file that could not be run at all is one failure; so is a test that was skipped:
// here everything is installed, and nothing is to be left out.
const { readFileSync } = require('node:fs');

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let passed = 0;
let failed = 0;
for (const file of report.testResults) {
  const tests = file.assertionResults;
  const good = tests.filter((test) => test.status === 'passed').length;
  passed += good;
  failed += tests.length - good;
  if (file.status === 'failed' && good === tests.length) failed += 1;
}
if (passed + failed === 0) failed = 1;
console.log(`${passed} ${failed}`);
