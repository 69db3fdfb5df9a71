/** The part of `browser.storage.sync` and `.local` that we use. */
export interface StorageAreaLike {
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

export interface Areas {
  readonly sync: StorageAreaLike;
  readonly local: StorageAreaLike;
}
