import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Annotator } from '../src/content/annotator.ts';

/** What only frames need that may hold a phrase. The background puts it where it is asked for. */
export default defineUnlistedScript(() => {
  globalThis.watchword = { ...globalThis.watchword, annotate: (parts) => new Annotator(parts) };
});
