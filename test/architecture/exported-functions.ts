import ts from 'typescript';

/** A name under which more than one file exports a function, with these files in their order. */
export interface SharedName {
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * Lists the functions that are exported under one name by several files: an import by editors, a search and a stack
 * trace would each find the wrong one. `files` holds the sources by their paths.
 */
export function sharedFunctionNames(files: ReadonlyMap<string, string>): readonly SharedName[] {
  const exported = [...files].flatMap(([path, text]) => exportedFunctions(path, text).map((name) => ({ name, path })));
  return [...Map.groupBy(exported, ({ name }) => name)]
    .map(([name, found]) => ({ name, files: found.map(({ path }) => path).toSorted() }))
    .filter((shared) => shared.files.length > 1)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function exportedFunctions(path: string, text: string): readonly string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const names = statements.flatMap((statement) => (isExported(statement) ? functionsOf(statement) : []));
  // Overloads are several declarations of one function.
  return [...new Set(names)];
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function functionsOf(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const isFunction =
      initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
    return isFunction && ts.isIdentifier(name) ? [name.text] : [];
  });
}
