import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Standards } from '../../policy/money/standards.ts';
import { type AssessmentCase, parseCase } from './case-json.ts';
import { type Fault, fault, type Reason } from './fault.ts';

/** A file of worked cases: its name and its bytes. */
export interface CaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The fault for which a case is refused. `caseName` is the number of the case, from 1, and its name if it has one; it
 * is empty if the whole file is refused.
 */
export interface Refusal {
  readonly file: string;
  readonly caseName: string;
  readonly fault: Fault;
}

/** Reads the cases of all files, in order. If any case is refused, it returns all refusals and no cases. */
export function readCases(
  files: readonly CaseFile[],
  builtIn: Standards,
): Result<readonly AssessmentCase[], readonly Refusal[]> {
  const cases: AssessmentCase[] = [];
  const refusals: Refusal[] = [];
  for (const file of files) {
    const values = decode(file);
    if (!values.ok) {
      refusals.push({ file: file.name, caseName: '', fault: fault([], values.error) });
      continue;
    }
    for (const [index, value] of values.value.entries()) {
      const parsed = parseCase(value, builtIn);
      if (parsed.ok) cases.push(parsed.value);
      else refusals.push(...parsed.error.map((found) => buildRefusal(file, index, value, found)));
    }
  }
  return refusals.length > 0 ? fail(refusals) : succeed(cases);
}

function buildRefusal(file: CaseFile, index: number, value: unknown, found: Fault): Refusal {
  const number = (index + 1).toString();
  const named = typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
  return { file: file.name, caseName: named ? `${number} ${value.name as string}` : number, fault: found };
}

function decode({ bytes }: CaseFile): Result<readonly unknown[], Reason> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('notUtf8');
  }
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? succeed(value) : fail('notCases');
  } catch {
    return fail('notJson');
  }
}
