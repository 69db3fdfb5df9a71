import * as v from 'valibot';
import type { Areas, StorageAreaLike } from './areas.ts';
import { addProblem } from './problems.ts';
import type { RecordSpec } from './records.ts';

/**
 * Why a record could not be read. Only a broken one may be replaced: another device may still read
 * a newer one, and the missing part of an incomplete one may be on its way.
 */
type Fault = 'broken' | 'newer' | 'incomplete';

/** What became of a record that was read. */
export interface ReadRecord<T> {
  readonly value: T;
  /** What was stored, where it could not be read. The value is then the default. */
  readonly unreadable?: { readonly raw: unknown; readonly reason: string; readonly fault: Fault };
}

/** Runs one change after another, across all pages of the extension. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

const webLock: Lock = async (work) => await navigator.locks.request('watchword-settings', work);

/** `storage.sync` takes 8,192 bytes an item, its key included. */
const MOST_BYTES = 8000;
const ON_DEVICE = 'on-this-device:';

const Whole = v.object({ v: v.number(), data: v.unknown() });
/** On this device until sync takes changes again. */
const Later = v.object({ later: v.literal(true) });
const Head = v.object({ v: v.number(), parts: v.number(), stamp: v.string(), text: v.string() });
const Part = v.object({ stamp: v.string(), text: v.string() });

/** What is stored under some names, on the device and in sync. */
interface Stored {
  readonly device: Record<string, unknown>;
  /** Rejects where sync fails: no matter for what is on the device. */
  readonly sync: Promise<Record<string, unknown>>;
}

async function storedUnder({ local, sync }: Areas, names: readonly string[]): Promise<Stored> {
  const inSync = sync.get([...names]);
  inSync.catch(() => undefined);
  return { device: await local.get(names.map((name) => ON_DEVICE + name)), sync: inSync };
}

/** Reads a record. Never throws on bad content; rejects only if the storage itself fails. */
export async function readRecord<T>(areas: Areas, spec: RecordSpec<T>): Promise<ReadRecord<T>> {
  return recordOf(await storedUnder(areas, [spec.name]), areas, spec);
}

/** Reads two records at once, as each question to the storage takes time. */
export async function readBoth<A, B>(
  areas: Areas,
  first: RecordSpec<A>,
  second: RecordSpec<B>,
): Promise<[ReadRecord<A>, ReadRecord<B>]> {
  const both = await storedUnder(areas, [first.name, second.name]);
  return Promise.all([recordOf(both, areas, first), recordOf(both, areas, second)]);
}

async function recordOf<T>(
  { device, sync }: Stored,
  areas: Areas,
  spec: RecordSpec<T>,
): Promise<ReadRecord<T>> {
  const raw = device[ON_DEVICE + spec.name] ?? (await sync)[spec.name];
  if (raw === undefined) return { value: spec.empty };
  const unreadable = (reason: string, fault: Fault = 'broken'): ReadRecord<T> => ({
    value: spec.empty,
    unreadable: { raw, reason, fault },
  });

  const head = v.safeParse(Head, raw);
  let version: number;
  let data: unknown;
  if (head.success) {
    version = head.output.v;
    const text = await joinParts(areas.sync, spec.name, head.output);
    if (text === null)
      return unreadable('one of its parts is missing or belongs to another write', 'incomplete');
    try {
      data = JSON.parse(text);
    } catch {
      return unreadable('it is not JSON');
    }
  } else {
    const whole = v.safeParse(Whole, raw);
    if (!whole.success) return unreadable('it has not the shape of a record');
    ({ v: version, data } = whole.output);
  }
  if (version > spec.version) return unreadable(`a newer Watchword wrote it (version ${version})`, 'newer');
  for (; version < spec.version; version++) data = spec.migrations?.[version]?.(data) ?? data;
  const parsed = v.safeParse(spec.schema, data);
  if (parsed.success) return { value: parsed.output };
  const [issue] = parsed.issues;
  return unreadable(`${(issue && v.getDotPath(issue)) ?? 'it'}: ${issue?.message ?? 'is not valid'}`);
}

async function joinParts(sync: StorageAreaLike, name: string, head: v.InferOutput<typeof Head>) {
  const keys = Array.from({ length: head.parts - 1 }, (_, i) => partKey(name, i + 1));
  const items = await sync.get(keys);
  let { text } = head;
  for (const key of keys) {
    const part = v.safeParse(Part, items[key]);
    if (!part.success || part.output.stamp !== head.stamp) return null;
    text += part.output.text;
  }
  return text;
}

/**
 * Changes a record: reads it, applies `change`, writes the result, all under the lock. What
 * cannot be read is set aside first. Where sync has no room, the record stays on this device and
 * a problem says so.
 */
export async function changeRecord<T>(
  areas: Areas,
  spec: RecordSpec<T>,
  change: (value: T) => T,
  lock: Lock = webLock,
): Promise<T> {
  return lock(async () => {
    const read = await readRecord(areas, spec);
    const value = v.parse(spec.schema, change(read.value));
    if (read.unreadable) await setAside(areas, spec.name, read.unreadable);
    if (read.unreadable && read.unreadable.fault !== 'broken') await writeHere(areas, spec, value);
    else await write(areas, spec, value);
    return value;
  });
}

/** Keeps what could not be read, and says so. Call under the lock or from {@link repair}. */
async function setAside(
  areas: Areas,
  name: string,
  { raw, reason }: { raw: unknown; reason: string },
): Promise<void> {
  const kept = `aside:${name}:${Date.now()}`;
  const message = `The stored ${name} could not be read (${reason}). It is kept aside and the defaults are in use.`;
  await areas.local.set({ [kept]: raw });
  await addProblem(areas, { at: Date.now(), message, kept });
}

/** Sets a broken record aside, so that it can be written anew. */
export async function repair<T>(areas: Areas, spec: RecordSpec<T>, lock: Lock = webLock): Promise<void> {
  await lock(async () => {
    const { unreadable } = await readRecord(areas, spec);
    if (unreadable?.fault !== 'broken') return;
    await setAside(areas, spec.name, unreadable);
    await areas.local.remove(ON_DEVICE + spec.name);
    await areas.sync.remove(spec.name);
  });
}

async function write<T>(areas: Areas, spec: RecordSpec<T>, value: T): Promise<void> {
  const device = ON_DEVICE + spec.name;
  try {
    const { items, parts } = toItems(spec, value);
    await areas.sync.set(items);
    await areas.local.remove(device);
    await removePartsFrom(areas.sync, spec.name, parts);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // Too many changes at once pass by themselves: `retrySync` comes back to them.
    const passing = /WRITE_OPERATIONS/.test(why);
    await writeHere(areas, spec, value, passing);
    if (passing) return;
    const message = `Your ${spec.name} did not fit into the browser’s sync storage (${why}). It is saved on this device only.`;
    await addProblem(areas, { at: Date.now(), message });
  }
}

/** Writes a record to this device only; it then goes before what is in sync. */
async function writeHere<T>(areas: Areas, spec: RecordSpec<T>, value: T, later = false): Promise<void> {
  await areas.local.set({
    [ON_DEVICE + spec.name]: { v: spec.version, data: value, ...(later && { later }) },
  });
}

/** Tries again to sync a record that is on this device only because changes came too fast. */
export async function retrySync<T>(areas: Areas, spec: RecordSpec<T>, lock: Lock = webLock): Promise<void> {
  const device = ON_DEVICE + spec.name;
  const stored = v.safeParse(Later, (await areas.local.get(device))[device]);
  if (!stored.success) return;
  await changeRecord(areas, spec, (value) => value, lock);
}

/** The items to store: one, or several where one would be too large for sync. */
export function toItems<T>(spec: RecordSpec<T>, value: T): { items: Record<string, unknown>; parts: number } {
  const whole = { v: spec.version, data: value };
  if (storedBytes(spec.name, whole) <= MOST_BYTES) return { items: { [spec.name]: whole }, parts: 1 };
  const stamp = crypto.randomUUID();
  const texts = splitText(JSON.stringify(value), MOST_BYTES - 200);
  const items: Record<string, unknown> = {};
  for (const [i, text] of texts.entries()) {
    if (i === 0) items[spec.name] = { v: spec.version, parts: texts.length, stamp, text };
    else items[partKey(spec.name, i)] = { stamp, text };
  }
  return { items, parts: texts.length };
}

async function removePartsFrom(sync: StorageAreaLike, name: string, parts: number): Promise<void> {
  const all = Object.keys(await sync.get(null));
  const old = all.filter((key) => key.startsWith(`${name}.`) && Number(key.slice(name.length + 1)) >= parts);
  if (old.length) await sync.remove(old);
}

function partKey(name: string, i: number): string {
  return `${name}.${i}`;
}

const encoder = new TextEncoder();

/** What sync counts for an item: the bytes of its key and of its JSON, `<` being escaped. */
export function storedBytes(key: string, value: unknown): number {
  const json = JSON.stringify(value).replaceAll('<', '\\u003C');
  return encoder.encode(key).length + encoder.encode(json).length;
}

function splitText(text: string, bytes: number): string[] {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of text) {
    const cost = storedBytes('', character) - 2;
    if (size + cost > bytes) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += cost;
  }
  return [...parts, part];
}
