import type { z } from 'zod';
import { type Fault, toPointer } from '../errors.js';
import { expectationOf } from './issue-text.js';
import { shownValue, valueAt } from './received.js';

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;

/** A request with more faults than this is answered with the first of them. */
const MAX_FAULTS = 100;

/** One wrong place: the path from the root of what was parsed, and what is wrong there. */
interface Finding {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

/** The faults that zod's issues tell of, one for each wrong field; of a union, those of the branch that was most likely meant. */
export function toFaults(issues: readonly Issue[], root: unknown, base = ''): Fault[] {
  const faults: Fault[] = [];
  for (const issue of issues) {
    for (const { path, detail } of findingsOf(issue, [])) {
      if (faults.length === MAX_FAULTS) return faults;
      const received = valueAt(root, path);
      const pointer = toPointer(path, base);
      faults.push(
        received === undefined
          ? { pointer, detail: detail.startsWith('must be ') ? `is missing; it ${detail}` : detail }
          : { pointer, detail, received: shownValue(received) },
      );
    }
  }
  return faults;
}

function findingsOf(issue: Issue, above: readonly PropertyKey[]): Finding[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], detail: issue.message }));
    case 'invalid_key':
      return [{ path, detail: issue.issues[0]?.message ?? issue.message }];
    case 'invalid_element':
      return issue.issues.flatMap((inner) => findingsOf(inner, path));
    case 'invalid_union':
      return findingsOfUnion(issue, path);
    default:
      return [{ path, detail: issue.message }];
  }
}

function findingsOfUnion(issue: UnionIssue, path: readonly PropertyKey[]): Finding[] {
  if (issue.errors.length === 0) return [{ path, detail: issue.message }];
  const misfits = issue.errors.map(misfitOf);
  const least = Math.min(...misfits);
  const meant = issue.errors[misfits.indexOf(least)];
  if (meant === undefined || least === Number.POSITIVE_INFINITY) {
    return [{ path, detail: `must be ${alternatives(issue).join(' or ')}` }];
  }
  return meant.flatMap((inner) => findingsOf(inner, path));
}

/**
 * How little the value looks like a branch: infinite where it is of another type altogether, else the number of its
 * fields that are missing, unknown, or name another kind.
 */
function misfitOf(branch: readonly Issue[]): number {
  let misfit = 0;
  for (const issue of branch) {
    const isOfAnotherKind = issue.code === 'invalid_type' || issue.code === 'invalid_value';
    if (issue.path.length === 0) {
      if (isOfAnotherKind) return Number.POSITIVE_INFINITY;
      if (issue.code === 'invalid_union') misfit += Math.min(...issue.errors.map(misfitOf));
      if (issue.code === 'unrecognized_keys') misfit += issue.keys.length;
    } else if (issue.path.length === 1 && (isOfAnotherKind || issue.code === 'invalid_union')) {
      misfit += 1;
    }
  }
  return misfit;
}

/** What each branch of a union would have taken: `"float32"`, `an object`, `null`. */
function alternatives(issue: UnionIssue): string[] {
  const found = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => {
      if (inner.path.length > 0) return [];
      return inner.code === 'invalid_union' ? alternatives(inner) : [expectationOf(inner)];
    }),
  );
  return [...new Set(found)];
}
