import * as v from 'valibot';
import type { Areas } from './areas.ts';

/** Something the reader of the options page should know. */
export const Problem = v.object({ at: v.number(), message: v.string(), kept: v.optional(v.string()) });
export type Problem = v.InferOutput<typeof Problem>;

const PROBLEMS = 'problems';
/** The newest are kept. */
const MOST = 20;

/** The problems not yet dismissed, oldest first. */
export async function readProblems(areas: Pick<Areas, 'local'>): Promise<Problem[]> {
  const stored = (await areas.local.get(PROBLEMS))[PROBLEMS];
  const parsed = v.safeParse(v.array(Problem), stored);
  return parsed.success ? parsed.output : [];
}

/** Adds a problem, in place of an earlier one of the same message. */
export async function addProblem(areas: Pick<Areas, 'local'>, problem: Problem): Promise<void> {
  const known = await readProblems(areas);
  const others = known.filter(({ message }) => message !== problem.message);
  await areas.local.set({ [PROBLEMS]: [...others, problem].slice(-MOST) });
}

export async function dismissProblems(areas: Pick<Areas, 'local'>): Promise<void> {
  await areas.local.remove(PROBLEMS);
}
