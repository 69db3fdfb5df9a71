/** In the page: what a reader and the page itself do, for comparison. */

/** Reads each text and touches each unit once. */
export function walk(): number {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let sum = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data } = node as Text;
    for (let i = 0; i < data.length; i++) sum = (sum + data.charCodeAt(i)) | 0;
  }
  return sum & 1;
}

/** Text nodes, as many as asked for, evenly over the page. */
export function someTexts(count: number): Text[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const all: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && node.length > 3) all.push(node);
  }
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] ?? new Text());
}

/** What a page does to itself: a third each sets a text, adds an element and takes one out. */
export function edit(nodes: readonly Text[]): number {
  const from = performance.now();
  for (const [i, node] of nodes.entries()) {
    if (i % 3 === 0) node.data = `An edit of the page, number ${i}`;
    else if (i % 3 === 1) node.after(document.createElement('i'));
    else node.parentElement?.lastElementChild?.remove();
  }
  return performance.now() - from;
}
