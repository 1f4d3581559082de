import { type FieldNode, type GraphQLSchema, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** The same questions put in other words, whose answers must be the same. */

/** Without what stands for a place in one walk alone: cursors, and what begins behind one. */
export function withoutCursors(source: string): string {
  return print(
    visit(parse(source), {
      Field: (field): FieldNode | undefined => {
        const name = ['cursor', 'startCursor', 'endCursor'].includes(field.name.value)
          ? '__typename'
          : field.name.value;
        const kept = (field.arguments ?? []).filter((argument) => argument.name.value !== 'after');
        const alias = field.alias ?? field.name;
        return { ...field, alias, name: { ...field.name, value: name }, arguments: kept };
      },
    }),
  );
}

/** With every root field that can be asked so asked as it was known when a day ended, where nothing else is said. */
export function asKnownOn(schema: GraphQLSchema, source: string, day: string): string {
  const types = new TypeInfo(schema);
  const given = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'asKnownOn' } } as const;
  return print(
    visit(
      parse(source),
      visitWithTypeInfo(types, {
        Field: (field): FieldNode | undefined => {
          const takes = types.getFieldDef()?.args.some(({ name }) => name === 'asKnownOn') === true;
          const own = field.arguments ?? [];
          if (types.getParentType() !== schema.getQueryType() || !takes) return undefined;
          // A table is asked for by one of the two.
          if (own.some(({ name }) => ['asKnownOn', 'revision'].includes(name.value))) return undefined;
          return { ...field, arguments: [...own, { ...given, value: { kind: Kind.STRING, value: day } }] };
        },
      }),
    ),
  );
}

/** Without what is declared and used no more. */
export function withoutUnused(source: string): string {
  const document = parse(source);
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      used.add(name.value);
    },
  });
  return print(
    visit(document, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) }),
  );
}
