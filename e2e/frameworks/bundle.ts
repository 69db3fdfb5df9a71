import { compile } from 'svelte/compiler';
import { build, type Plugin } from 'vite';

/** Small apps that do the same in each framework: what a reader may meet on a page. */
export type Framework = 'react' | 'preact' | 'vue' | 'svelte' | 'lit';

const PHRASES = `const phrases = ['wolf-warrior diplomacy', 'cyber sovereignty', '人类命运共同体', 'the Digital Silk Road'];`;

/** `window.step()` makes the next change; `window.errors` collects what goes wrong. */
const sources: Record<Framework, string> = {
  react: `import { createElement as h, useState } from 'react'; import { createRoot, hydrateRoot } from 'react-dom/client'; import { flushSync } from 'react-dom';
    ${PHRASES} let set;
    export function App() { const [n, s] = useState(0); set = s; return h('main', null,
      h('p', null, 'They spoke of ', phrases[n % 4], ' for the ', n, 'th time, says Beijing.'),
      n % 2 ? h('p', null, 'On odd days: wolf-warrior diplomacy.') : null,
      h('ul', null, (n % 3 ? phrases : [...phrases].reverse()).map((p) => h('li', { key: p }, p, n > 5 ? h('b', null, ' again') : ''))),
      h('p', null, n % 2 ? 'cyber sovereignty' : 'cyber ', n)); }
    window.mount = (root, ssr) => ssr ? hydrateRoot(root, h(App), { onRecoverableError: (e) => errors.push(String(e)) }) : flushSync(() => createRoot(root).render(h(App)));
    let n = 0; window.step = () => flushSync(() => set(++n));`,
  preact: `import { h, render, hydrate } from 'preact'; import { useState } from 'preact/hooks';
    ${PHRASES} let set;
    export function App() { const [n, s] = useState(0); set = s; return h('main', null,
      h('p', null, 'They spoke of ', phrases[n % 4], ' for the ', n, 'th time, says Beijing.'),
      n % 2 ? h('p', null, 'On odd days: wolf-warrior diplomacy.') : null,
      h('ul', null, (n % 3 ? phrases : [...phrases].reverse()).map((p) => h('li', { key: p }, p, n > 5 ? h('b', null, ' again') : ''))),
      h('p', null, n % 2 ? 'cyber sovereignty' : 'cyber ', n)); }
    window.mount = (root, ssr) => (ssr ? hydrate : render)(h(App), root);
    let n = 0; window.step = () => new Promise((done) => { set(++n); setTimeout(done, 30); });`,
  vue: `import { createApp, createSSRApp, h, nextTick, ref } from 'vue';
    ${PHRASES} const n = ref(0);
    export const App = { setup: () => () => h('main', [
      h('p', ['They spoke of ', phrases[n.value % 4], ' for the ', String(n.value), 'th time, says Beijing.']),
      n.value % 2 ? h('p', 'On odd days: wolf-warrior diplomacy.') : null,
      h('ul', (n.value % 3 ? phrases : [...phrases].reverse()).map((p) => h('li', { key: p }, [p, n.value > 5 ? h('b', ' again') : '']))),
      h('p', [n.value % 2 ? 'cyber sovereignty' : 'cyber ', String(n.value)])]) };
    window.mount = (root, ssr) => { const app = (ssr ? createSSRApp : createApp)(App); app.config.warnHandler = (m) => errors.push(m); app.config.errorHandler = (e) => errors.push(String(e)); app.mount(root); };
    window.step = () => { n.value++; return nextTick(); };`,
  svelte: `import { mount, flushSync } from 'svelte'; import App from 'app.svelte';
    window.mount = (root) => mount(App, { target: root }); window.step = () => flushSync(() => window.next());`,
  lit: `import { html, render } from 'lit'; import { repeat } from 'lit/directives/repeat.js';
    ${PHRASES} let n = 0, root;
    const view = () => html\`<main><p>They spoke of \${phrases[n % 4]} for the \${n}th time, says Beijing.</p>
      \${n % 2 ? html\`<p>On odd days: wolf-warrior diplomacy.</p>\` : ''}
      <ul>\${repeat(n % 3 ? phrases : [...phrases].reverse(), (p) => p, (p) => html\`<li>\${p}\${n > 5 ? html\`<b> again</b>\` : ''}</li>\`)}</ul>
      <p>\${n % 2 ? 'cyber sovereignty' : 'cyber '}\${n}</p></main>\`;
    window.mount = (to) => { root = to; render(view(), root); }; window.step = () => { n++; render(view(), root); };`,
};

const SVELTE = `<script>${PHRASES} let n = $state(0); window.next = () => n++;</script>
<main><p>They spoke of {phrases[n % 4]} for the {n}th time, says Beijing.</p>
{#if n % 2}<p>On odd days: wolf-warrior diplomacy.</p>{/if}
<ul>{#each n % 3 ? phrases : [...phrases].reverse() as p (p)}<li>{p}{#if n > 5}<b>{" again"}</b>{/if}</li>{/each}</ul>
<p>{n % 2 ? 'cyber sovereignty' : 'cyber '}{n}</p></main>`;

/** The app as one script. */
export async function bundle(framework: Framework): Promise<string> {
  const files: Plugin = {
    name: 'apps',
    enforce: 'pre',
    resolveId: (id) => (id === 'app.svelte' || id === 'virtual:app' ? `\0${id}.js` : undefined),
    load: (id) => {
      if (id === '\0virtual:app.js') return `window.errors ??= [];${sources[framework]}`;
      return id === '\0app.svelte.js'
        ? compile(SVELTE, { generate: 'client', filename: 'App.svelte' }).js.code
        : undefined;
    },
  };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [files],
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    resolve: { conditions: ['browser', 'development'] },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: 'virtual:app', output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error(`No bundle for ${framework}`);
  return output.output[0].code.replaceAll('</script', '<\\/script');
}

/** The first view as HTML from the server. */
export async function serverHtml(framework: 'react' | 'preact' | 'vue'): Promise<string> {
  const phrases = ['wolf-warrior diplomacy', 'cyber sovereignty', '人类命运共同体', 'the Digital Silk Road'];
  const reversed = phrases.toReversed();
  if (framework === 'react') {
    const { createElement: h } = await import('react');
    const { renderToString } = await import('react-dom/server');
    return renderToString(
      h(
        'main',
        null,
        h('p', null, 'They spoke of ', phrases[0], ' for the ', 0, 'th time, says Beijing.'),
        null,
        h(
          'ul',
          null,
          reversed.map((p) => h('li', { key: p }, p, '')),
        ),
        h('p', null, 'cyber ', 0),
      ),
    );
  }
  if (framework === 'vue') {
    const { createSSRApp, h } = await import('vue');
    const { renderToString } = await import('vue/server-renderer');
    return renderToString(
      createSSRApp({
        render: () =>
          h('main', [
            h('p', ['They spoke of ', phrases[0]!, ' for the ', '0', 'th time, says Beijing.']),
            null,
            h(
              'ul',
              reversed.map((p) => h('li', { key: p }, [p, ''])),
            ),
            h('p', ['cyber ', '0']),
          ]),
      }),
    );
  }
  const items = reversed.map((p) => `<li>${p}</li>`).join('');
  return `<main><p>They spoke of ${phrases[0]} for the 0th time, says Beijing.</p><ul>${items}</ul><p>cyber 0</p></main>`;
}
