import bars from 'virtual:bars';
import categories from 'virtual:categories';
import packed from 'virtual:matcher';
import { Matcher } from '../matching/matcher.ts';
import { unpack } from '../matching/packed.ts';
import { LocalSearch, type Passage } from '../matching/search.ts';
import { trackedVariants } from '../settings/effects.ts';
import { type Tracking, tracking } from '../settings/records.ts';

/** Searches the text of pages for the bundled glossary. */
export class Searches {
  private readonly compiled = unpack(packed, bars);
  private readonly matcher = new Matcher(this.compiled.tables);
  private last: { readonly key: string; readonly search: LocalSearch } | null = null;

  /** Places are the same whatever is tracked. */
  places(passage: Passage): Promise<readonly number[]> {
    return (this.last?.search ?? this.for(tracking.empty)).places(passage);
  }

  /** For what is tracked. */
  for(wanted: Tracking): LocalSearch {
    const key = JSON.stringify(wanted);
    if (this.last?.key === key) return this.last.search;
    const { tables, names } = this.compiled;
    const tracked = trackedVariants(tables.defaults, names, categories, wanted);
    const search = new LocalSearch(this.matcher, names, tracked);
    this.last = { key, search };
    return search;
  }
}
