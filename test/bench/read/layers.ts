/** A change of a built module of bangfu: its file below `dist/src`, a text of it, and what stands there instead. */
type Edit = readonly [file: string, from: string, to: string];

const HOUSEHOLD_LOADER = 'registry/graph/household.loader.js';
const PERSON_LOADER = 'registry/graph/person.loader.js';
const NOW = ["if (known === 'NOW')", 'if (known !== undefined)'] as const;

/**
 * What bangfu is without one of its layers: for the price of each, in the benchmark alone. The answers are the same but
 * for what is masked. Without rules nobody's grants are read, no territory is looked at and no field asks for a right;
 * without keeping, which costs nothing, figures and persons are read anew, as after a change.
 */
export const LAYERS = {
  rules: [
    [
      'access/viewer.read.js',
      'const rows = await sql.query(',
      'const rows = await (globalThis.viewerRows ??= sql.query(',
    ],
    ['access/viewer.read.js', '=> subject), today]);', '=> subject), today]));'],
    ['access/territory-condition.js', 'const day = parameters.add(today);', "return 'true';"],
    [
      'graph/policy/field-policy.js',
      "if (policy === undefined || policy === 'INHERIT'",
      "if (true || policy === 'INHERIT'",
    ],
    [
      'graph/policy/field-policy.js',
      'const resolve = field.resolve ?? defaultFieldResolver;',
      'if (true) return field.resolve;',
    ],
    [
      HOUSEHOLD_LOADER,
      'return (await unionTerritories(context).load(unionId)) ?? NOWHERE;',
      'return { unions: requireViewer(context).grants.map((one) => one.unionId), workerId: null };',
    ],
    [HOUSEHOLD_LOADER, "!authorise(viewer, 'READ_HOUSEHOLD', territory)", 'false'],
    [PERSON_LOADER, "!authorise(viewer, 'READ_HOUSEHOLD', territory)", 'false'],
  ],
  masking: [
    ['graph/policy/field-policy.js', 'return masked(value, sensitivity);', 'return value;'],
    ['graph/policy/field-policy.js', ' && rights.has(SENSITIVITIES[sensitivity]);', ';'],
  ],
  times: [
    ['database/time/known-at.js', ...NOW],
    ['database/time/stewards.js', ...NOW],
  ],
  audit: [
    ['server/audit.js', 'audit(contextValue, notedName(operationName), masked)', 'Promise.resolve()'],
    ['graph/policy/field-policy.js', 'sensitiveReads(context).noteShown(subject, sensitivity);', ''],
    ['graph/policy/field-policy.js', 'sensitiveReads(context).noteMasked(subject);', ''],
  ],
  keeping: [
    [
      'registry/reading/present-persons.js',
      "const cachedPersons = cachedRows('present persons', cacheKey, present);",
      'const cachedPersons = present;',
    ],
  ],
} as const satisfies Readonly<Record<string, readonly Edit[]>>;

export type Layer = keyof typeof LAYERS;

/** A module without some layers; a text that is gone ends the server, lest a layer be measured that was never off. */
export function without(layers: readonly Layer[], url: string, source: string): string {
  const edits: readonly Edit[] = layers.flatMap((layer): readonly Edit[] => LAYERS[layer]);
  return edits
    .filter(([file]) => url.endsWith(`/dist/src/${file}`))
    .reduce((text, [file, from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} has no longer: ${from}`);
      return text.replace(from, to);
    }, source);
}
