import { execFileSync } from 'node:child_process';
import type { BrowserKind } from './find.ts';

/** Builds the extension for a browser. What the build says is shown only if it fails. */
export function build(kind: BrowserKind): void {
  const args = ['wxt', 'build', ...(kind === 'firefox' ? ['-b', 'firefox'] : [])];
  try {
    execFileSync('npx', args, { stdio: 'pipe', encoding: 'utf8', shell: process.platform === 'win32' });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The extension could not be built.\n${stdout}${stderr}`, { cause: error });
  }
}
