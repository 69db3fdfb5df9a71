/** The host of the page in the tab, also for a frame of it. */
export function topHost(): string {
  const origins = location.ancestorOrigins;
  const top = origins?.[origins.length - 1];
  return top && URL.canParse(top) ? new URL(top).hostname : location.hostname;
}
