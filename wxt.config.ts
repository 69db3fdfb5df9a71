import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { quickPlugin } from './src/build/quick-plugin.ts';
import { buildGlossary, glossaryPlugin } from './src/build/vite-plugin.ts';

const everywhere = '<all_urls>';

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill'],
  manifestVersion: 3,
  vite: () => ({
    plugins: [preact(), glossaryPlugin(), quickPlugin()],
    build: { target: 'es2022' },
  }),
  manifest: ({ browser }) => ({
    name: 'Watchword',
    description: 'Notices political catchphrases in the page you read and explains them, with sources.',
    permissions: ['storage', 'scripting'],
    host_permissions: [everywhere],
    commands: {
      'next-match': { suggested_key: { default: 'Alt+Shift+N' }, description: 'Next phrase on this page' },
      'previous-match': {
        suggested_key: { default: 'Alt+Shift+P' },
        description: 'Previous phrase on this page',
      },
      toggle: {
        suggested_key: { default: 'Alt+Shift+W' },
        description: 'Switch Watchword off or on everywhere',
      },
    },
    content_security_policy: {
      extension_pages:
        "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'watchword@watchword.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '128', incognito: 'split', message_serialization: 'structured_clone' }),
  }),
  hooks: {
    // The content script is declared here: WXT's own wrapper sends events that any page can hear.
    'build:manifestGenerated': (_, manifest) => {
      manifest.content_scripts = [
        {
          matches: [everywhere],
          js: ['page.js'],
          all_frames: true,
          run_at: 'document_idle',
          match_about_blank: true,
          match_origin_as_fallback: true,
        },
      ];
    },
    'prepare:publicPaths': (_, paths) => {
      paths.push('glossary.json');
    },
    'build:publicAssets': (_, files) => {
      files.push({
        relativeDest: 'glossary.json',
        contents: JSON.stringify(buildGlossary().glossary),
      });
    },
  },
});
