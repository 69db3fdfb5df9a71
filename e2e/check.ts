import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './browser/build.ts';
import { getBrowser } from './browser/find.ts';

/** `npm test`: everything that must hold, one step after another, ending in one summary. */

interface Result {
  readonly step: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

const reports = mkdtempSync(join(tmpdir(), 'watchword-'));
const steps: readonly (readonly [name: string, run: () => Pick<Result, 'passed' | 'failed'>])[] = [
  ['format', () => tool('prettier', '--check', '--log-level', 'warn', '.')],
  ['lint', () => tool('oxlint', '--type-aware', '--deny-warnings', '--quiet')],
  ['types', () => tool('tsc')],
  ['dead code', () => tool('knip')],
  ['units', () => tests('unit')],
  ['browsers', () => work(() => [getBrowser('chromium'), getBrowser('firefox')])],
  ['builds', () => work(() => [build('chromium'), build('firefox')])],
  ['end to end', () => tests('e2e')],
];

const results: Result[] = [];
for (const [step, run] of steps) {
  process.stdout.write(`\n— ${step}\n`);
  const start = performance.now();
  const result = run();
  results.push({ step, ...result, seconds: (performance.now() - start) / 1000 });
}
rmSync(reports, { recursive: true, force: true });

const width = Math.max(...results.map(({ step }) => step.length));
process.stdout.write('\n');
for (const { step, passed, failed, seconds } of results) {
  const verdict = failed ? `${failed} FAILED` : 'ok';
  process.stdout.write(
    `${step.padEnd(width)}  ${String(passed).padStart(4)} passed  ${verdict}  ${seconds.toFixed(0)} s\n`,
  );
}
const sum = (of: 'passed' | 'failed') => results.reduce((total, result) => total + result[of], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') ? 1 : 0;

/** Runs a program of the project's; passing is exit code 0. */
function tool(name: string, ...args: string[]): Pick<Result, 'passed' | 'failed'> {
  return exitCode(name, args) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs the tests of one kind and counts them. A run without tests has failed. */
function tests(project: string): Pick<Result, 'passed' | 'failed'> {
  const file = join(reports, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = exitCode('vitest', args);
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    const broken = code !== 0 || passed === 0;
    return { passed, failed: failed || (broken ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Does something that throws with a clear message if it cannot be done. */
function work(task: () => unknown): Pick<Result, 'passed' | 'failed'> {
  try {
    task();
    return { passed: 1, failed: 0 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

function exitCode(name: string, args: readonly string[]): number | null {
  return spawnSync('npx', [name, ...args], { stdio: 'inherit', shell: process.platform === 'win32' }).status;
}
