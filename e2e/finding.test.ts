import { expect, test } from 'vitest';
import { GLOSSARY_FOLDER } from '../src/build/vite-plugin.ts';
import { readGlossary } from '../src/build/read-glossary.ts';
import { html, inBrowsers, type Scene, settle, until } from './harness.ts';

const W = 'wolf-warrior diplomacy';
const D = 'Digital Silk Road';
const S = 'cyber sovereignty';

/** Fixture pages and what must be highlighted in them, in order. */
const pages: readonly (readonly [name: string, body: string, expected: readonly string[]])[] = [
  ['plain text', `<p>They praised ${W} and the ${D}.`, [W, D]],
  ['inline elements', `<p>They praised <b>wolf</b>-<i>warrior <u>dip</u></i>lomacy.`, [W]],
  ['comments and wbr', '<p>wolf-warrior dip<!-- here -->lo<wbr>macy', [W]],
  [
    'white space of many kinds',
    '<p>wolf-warrior\n   \t diplomacy; Digital&nbsp;Silk&#x3000;Road',
    [W, 'Digital Silk Road'],
  ],
  [
    'soft hyphens and zero-width spaces',
    '<p>cyber sover&shy;eignty, cyber&#8203; sovereignty',
    ['cyber sover\u00adeignty', 'cyber\u200b sovereignty'],
  ],
  ['blocks', '<p>wolf-warrior</p><p>diplomacy</p><div>Digital Silk<div>Road</div></div>', []],
  ['what a longer phrase bars', `<p>The ${D} archive, ${S}, and the ${D}.`, [S, D]],
  ['line breaks', '<p>wolf-warrior<br>diplomacy<br>Digital Silk Road', [D]],
  [
    'list items and cells',
    `<ul><li>wolf-warrior<li>diplomacy</ul><table><tr><td>Digital Silk<td>Road<tr><td>${S}</table>`,
    [S],
  ],
  [
    'blocks that are inline, inline that is block',
    '<div style="display:inline">wolf-warrior </div><div style="display:inline">diplomacy</div><p><span style="display:block">Digital Silk</span> Road',
    [W],
  ],
  ['flex items', '<div style="display:flex"><span>wolf-warrior</span> <span>diplomacy</span></div>', []],
  [
    'words at the edges of blocks',
    '<p>foo<p>wolf-warrior diplomacy<p>bar<div>x</div>Digital Silk Road<div>y</div>',
    [W, D],
  ],
  [
    'hidden inline elements between',
    `<p>wolf-warrior <span style="display:none">x</span>diplomacy`,
    ['wolf-warrior xdiplomacy'].slice(1),
  ],
  ['scripts and styles', `<p>wolf-warrior <script>"${D}"</script>diplomacy<style>/* ${S} */</style>`, [W]],
  [
    'editors',
    `<textarea>${W}</textarea><input value="${W}"><div contenteditable>${W}</div><div contenteditable="plaintext-only">${W}</div><div role="textbox">${W}</div><select><option>${W}</select>`,
    [],
  ],
  ['code', `<pre>${W}</pre><code>${D}</code><kbd>${S}</kbd>`, []],
  ['Chinese in both scripts', '<p>构建人类命运共同体，尊重網絡主權。', ['人类命运共同体', '網絡主權']],
  ['Chinese over lines and elements', '<p>人类<em>命运</em>\n共同体', ['人类命运 共同体']],
  [
    'ruby',
    '<p><ruby>人类<rt>rénlèi</rt>命运<rt>mìngyùn</rt>共同体<rt>gòngtóngtǐ</rt></ruby>',
    ['人类命运共同体'],
  ],
  [
    'longest',
    '<p>community with a shared future in cyberspace, community with a shared future',
    ['community with a shared future in cyberspace', 'community with a shared future'],
  ],
  [
    'hidden text',
    `<div hidden>${W}</div><div style="display:none">${W}</div><div style="visibility:hidden">${W}</div><p style="opacity:0">${W}<p>${D}`,
    [D],
  ],
  [
    'open and closed shadow roots',
    `<div id=a></div><div id=b></div><script>a.attachShadow({mode:'open'}).innerHTML='<p>${W}';b.attachShadow({mode:'closed'}).innerHTML='<p>${D}<div id=c></div>'</script>`,
    [W, D],
  ],
  [
    'nested shadow roots and slots',
    `<div id=a><p>${S}</p></div><script>const r=a.attachShadow({mode:'closed'});r.innerHTML='<slot></slot><div></div>';r.lastChild.attachShadow({mode:'open'}).innerHTML='<p>${W}'</script>`,
    [W, S],
  ],
  [
    'custom elements that come late',
    `<x-late></x-late><script>setTimeout(()=>customElements.define('x-late',class extends HTMLElement{connectedCallback(){this.attachShadow({mode:'open'}).innerHTML='<p>${W}'}}),300);setTimeout(()=>document.body.append('done'),900)</script>`,
    [W],
  ],
  [
    'parents without a box',
    `<p style="display:contents">${W}</p><div id=h></div><script>h.attachShadow({mode:'open'}).append('${D}')</script>`,
    [W, D],
  ],
  ['text that comes late', `<p id=p></p><script>setTimeout(()=>p.textContent='${W}',400)</script>`, [W]],
  [
    'text that comes letter by letter',
    `<p id=p></p><script>let i=0;const t='${W} now';const f=setInterval(()=>{p.firstChild?p.firstChild.data=t.slice(0,++i):p.append(t[i++]);if(i===t.length)clearInterval(f)},20)</script>`,
    [W],
  ],
  [
    'elements that come one by one',
    `<p id=p>a wolf-warrior </p><script>setTimeout(()=>{const b=document.createElement('b');b.textContent='diplo';p.append(b)},200);setTimeout(()=>p.append('macy here'),500)</script>`,
    [W],
  ],
  [
    'text that goes',
    `<p id=p>${W}</p><p>${D}</p><script>setTimeout(()=>p.firstChild.data='nothing',400)</script>`,
    [D],
  ],
  [
    'single-page navigation',
    `<main id=m><p>${W}</main><script>setTimeout(()=>{history.pushState({},'','?next');m.innerHTML='<p>${S}'},500)</script>`,
    [S],
  ],
  [
    'abbreviation with its long form',
    '<p>The Belt and Road Initiative (BRI).',
    ['Belt and Road Initiative', 'BRI'],
  ],
  [
    'abbreviation before its long form',
    '<p>BRI money.<p>The Belt and Road Initiative.',
    ['BRI', 'Belt and Road Initiative'],
  ],
  ['abbreviation alone', '<p>BRI money.', []],
  [
    'context in the segment',
    '<p>positive energy, says the ministry in Beijing.<p>positive energy from yoga.',
    ['positive energy'],
  ],
];

/** A page of random blocks in which phrases are whole, broken, hidden, in editors, scripts and shadow roots. */
function randomPage(seed: number): string {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
  const texts = [
    W,
    D,
    S,
    '人类命运\n共同体',
    '網絡主權',
    'win-win',
    'Beijing',
    'BRI',
    'Belt and Road Initiative',
  ];
  const broken = [
    'wolf-',
    'warrior',
    ' diplomacy',
    'cyber ',
    'sovereignty',
    '命运',
    '共同体',
    'x',
    ' ',
    '\n',
    'It was. ',
  ];
  const names = ['b', 'a', 'span', 'p', 'div', 'li', 'td', 'section', 'code', 'pre', 'ruby', 'rt', 'x-card'];
  const others = [
    '<br>',
    '<wbr>',
    `<script>"${W}"</script>`,
    '<style>i{}</style>',
    `<div contenteditable>${W}</div>`,
    `<textarea>${S}</textarea>`,
    `<svg><text>${S}</text></svg>`,
    '<!-- here -->',
    `<x-card><template shadowrootmode="open"><p>${D}</p></template></x-card>`,
    `<div><template shadowrootmode="closed"><slot></slot>${S}</template><p>${W}</p></div>`,
  ];
  const node = (depth: number): string => {
    const kind = random(10);
    if (kind < 3) return `${pick(texts)} `;
    if (kind < 6 || depth === 0) return pick(broken);
    if (kind === 6) return pick(others);
    const style = random(8) ? '' : pick([' style="display:block"', ' style="display:inline"', ' hidden']);
    const name = pick(names);
    const inner = Array.from({ length: 1 + random(5) }, () => node(depth - 1)).join('');
    return `<${name}${style}>${inner}</${name}>`;
  };
  return Array.from({ length: 60 }, () => `<div>${node(4)}${node(3)}</div>`).join('');
}

interface Found {
  readonly listed: readonly string[];
  readonly painted: number;
}

/** What was found in each fixture, each being a frame of one page. */
async function findAll(scene: Scene, marks: boolean): Promise<Found[]> {
  await scene.inspector.store(marks ? { settings: { v: 1, data: { marks: true } } } : {});
  const urls = pages.map(([, body]) => scene.route(html(body)));
  const frames = urls.map((url) => `<iframe src="${url}" style="width:100%;height:140px"></iframe>`);
  const { page, tab } = await scene.open(html(frames.join('')));
  await settle(1000); // What comes late has come.
  await scene.inspector.untilRead(tab, 600);
  const listed = await scene.inspector.matches(tab);
  return Promise.all(
    urls.map(async (url) => {
      const frame = page.frames().find((one) => one.url().startsWith(url))!;
      const painted = await frame.evaluate((inMarks) => {
        if (!inMarks) return [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0);
        return document.querySelectorAll('mark').length;
      }, marks);
      const texts = listed
        .filter((match) => match.frame.startsWith(url))
        .map(({ text }) => text.replace(/\s+/g, ' '));
      return { listed: texts, painted };
    }),
  );
}

inBrowsers('finding', (scene) => {
  for (const marks of [false, true]) {
    let all: Promise<Found[]> | undefined;
    test.each(pages.map((row, i) => [...row, i] as const))(
      `${marks ? 'marks' : 'highlights'}: %s`,
      async (_name, body, expected, i) => {
        all ??= findAll(scene, marks);
        const { listed, painted } = (await all)[i]!;
        expect(listed).toEqual(expected);
        // Marks in shadow roots, and more than one a phrase, are not counted here.
        if (!marks) expect(painted).toBe(expected.length);
        else if (!/shadow|<b>|<em>|<ruby|<wbr>|<script>"|display:inline|createElement/i.test(body))
          expect(painted).toBe(expected.length);
      },
    );
  }

  test('a sieve leaves nothing out', { timeout: 120_000 }, async () => {
    // With a variant tracked that is off by default all text is read instead.
    const variants = readGlossary(GLOSSARY_FOLDER).terms.flatMap((term) =>
      term.variants
        .filter(({ on, lang }) => on === false && lang === 'en')
        .map(({ id }) => `${term.id}/${id}`),
    );
    const everything = { tracking: { v: 1, data: { variants: { [variants[0] ?? '']: true } } } };
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const found: string[][] = [];
      for (const stored of [{}, everything]) {
        await scene.inspector.store(stored);
        const { page, tab } = await scene.open(html(randomPage(seed)));
        await settle(700);
        await scene.inspector.untilRead(tab, 600);
        found.push((await scene.inspector.matches(tab)).map(({ text }) => text));
        await page.close();
      }
      expect(found[0]?.length).toBeGreaterThan(30);
      expect(found[0]).toEqual(found[1]);
    }
  });

  test('frames of all kinds', async () => {
    const other = scene.route(html(`<p>${D}`)).replace('127.0.0.1', 'localhost');
    const same = scene.route(html(`<p>${W}`));
    const opened = await scene.open(
      html(`<p>${S}<iframe src="${same}"></iframe><iframe src="${other}"></iframe>
        <iframe srcdoc="<p>law of the jungle, says the ministry in Beijing"></iframe>
        <iframe sandbox srcdoc="<p>zero-sum game, says the ministry in Beijing"></iframe>
        <iframe id=blank></iframe><script>blank.contentDocument.body.textContent='China’s community of common destiny'</script>`),
    );
    const expected = [S, W, D, 'law of the jungle', 'zero-sum game', 'community of common destiny'].sort();
    const texts = await until(
      () => scene.texts(opened),
      (found) => found.length === expected.length,
    );
    expect(texts.sort()).toEqual(expected);
  });

  test('frames that are too small to read, once they are large enough', async () => {
    const styles = ['width:1px;height:1px', 'width:0;height:0;border:0', 'display:none', 'display:none'];
    const frames = styles.map((style) => `<iframe style="${style}" srcdoc="<p>${W}"></iframe>`);
    const opened = await scene.open(html(`<p>${S}${frames.join('')}`));
    await until(
      () => scene.texts(opened),
      (found) => found.length > 0,
    );
    await settle(500);
    expect(await scene.texts(opened)).toEqual([S]);
    await opened.page.evaluate((text) => {
      const all = document.querySelectorAll('iframe');
      const last = all[all.length - 1]!.contentDocument!;
      last.open();
      last.write(`<!doctype html><p>${text}</p>`);
      last.close();
      for (const frame of all) frame.removeAttribute('style');
    }, D);
    const texts = await until(
      () => scene.texts(opened),
      (found) => found.length === 5,
    );
    expect(texts.sort()).toEqual([D, S, W, W, W].sort());
  });

  test('document.open replaces the page', async () => {
    const opened = await scene.open(html(`<p>${W}`));
    await opened.page.evaluate((text) => {
      document.open();
      document.write(`<!doctype html><p>${text}</p>`);
      document.close();
    }, D);
    expect(
      await until(
        () => scene.texts(opened),
        ([text]) => text === D,
      ),
    ).toEqual([D]);
    const { x, y } = await until(
      () =>
        opened.page.evaluate(() => ({
          x: 30,
          y: document.querySelector('p')!.getBoundingClientRect().y + 8,
        })),
      () => true,
    );
    await opened.page.mouse.move(x, y);
    await opened.page.mouse.move(x + 1, y);
    await opened.page.waitForSelector('html > div[popover]', { timeout: 3000 });
  });

  test('back to a page that the browser kept', async () => {
    const opened = await scene.open(html(`<p>${W}`));
    await opened.page.goto(scene.route(html(`<p>${D}`)));
    await scene.inspector.store({ tracking: { v: 1, data: { terms: { 'wolf-warrior-diplomacy': false } } } });
    await opened.page.goBack();
    await settle(500);
    expect(await scene.painted(opened)).toEqual([]);
    await scene.inspector.store({});
    expect(await scene.untilPainted(opened, 1)).toEqual([W]);
  });
});
