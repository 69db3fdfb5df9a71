import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { glossaryPlugin } from './src/build/vite-plugin.ts';

export default defineConfig({
  plugins: [glossaryPlugin()],
  test: {
    projects: [
      {
        extends: true,
        plugins: [preact()],
        test: {
          name: 'unit',
          // The bundled glossary takes seconds to compile, on busy machines many.
          testTimeout: 60_000,
          include: ['{src,bench}/**/*.test.{ts,tsx}'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          // Real browsers on a busy machine: what fails twice has failed.
          retry: 1,
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
