import type { Form, Shape } from './shapes.ts';

/** How a server names things: its documents are made by it, its answers read. */
export interface Dialect {
  /** The selection of a shape, without braces. */
  readonly select: (shape: Shape) => string;
  /** An object of an answer in the canonical form. */
  readonly read: (shape: Shape, given: unknown) => unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** In bangfu these stand below the household's `assets`. */
const OF_ASSETS = new Set([
  ...['savings', 'investments', 'commercialProperty', 'ownsShop', 'employsOthers'],
  ...['dwellings', 'vehicles'],
]);

export const BANGFU: Dialect = {
  select: (shape) => {
    const own = membersOf(shape, (name) => bangfuField(name));
    const assets = own.filter(({ name }) => OF_ASSETS.has(name)).map(({ text }) => text);
    const others = own.filter(({ name }) => !OF_ASSETS.has(name)).map(({ text }) => text);
    return [...others, ...(assets.length === 0 ? [] : [`assets { ${assets.join(' ')} }`])].join(' ');
  },
  read: (shape, given) => {
    const source = given as Fields & { readonly assets?: Fields };
    return canonical(shape, { ...source, ...source.assets }, (_form, value) => value, BANGFU.read, {
      memberId: (of) => (of['member'] as Fields | null)?.['id'] ?? null,
      workerName: (of) => ((of['worker'] as Fields)['person'] as Fields)['name'],
    });
  },
};

function bangfuField(name: string): string {
  if (name === 'memberId') return 'member { id }';
  return name === 'workerName' ? 'worker { person { name } }' : name;
}

/** Fields are columns; `lists` and `id` tell how a server names them. */
function columnDialect(nameOf: (name: string, form: Form) => string, listOf: (name: string) => string): Dialect {
  const dialect: Dialect = {
    select: (shape) =>
      membersOf(shape, nameOf, listOf, dialect)
        .map(({ text }) => text)
        .join(' '),
    read: (shape, given) => canonical(shape, given as Fields, printed, dialect.read, {}),
  };
  return dialect;
}

export const POSTGRAPHILE = columnDialect(
  (name, form) => {
    if (name === 'id') return 'id: rowId';
    return columnOf(name, form);
  },
  (name) => `${name}: ${name}List(orderBy: PRIMARY_KEY_ASC)`,
);

/** The hand-written peers, whose schemas are made for this. */
export const PLAIN = columnDialect(columnOf, (name) => name);

function columnOf(name: string, form: Form): string {
  if (name === 'memberId') return 'memberId: membershipId';
  return form === 'hundredths' && name !== 'area' ? `${name}: ${name}Fen` : name;
}

interface Member {
  readonly name: string;
  readonly text: string;
}

function membersOf(
  { fields, one = {}, many = {} }: Shape,
  nameOf: (name: string, form: Form) => string,
  listOf: (name: string) => string = (name) => name,
  dialect: Dialect = BANGFU,
): readonly Member[] {
  return [
    ...Object.entries(fields).map(([name, form]) => ({ name, text: nameOf(name, form) })),
    ...Object.entries(one).map(([name, shape]) => ({ name, text: `${name} { ${dialect.select(shape)} }` })),
    ...Object.entries(many).map(([name, shape]) => ({ name, text: `${listOf(name)} { ${dialect.select(shape)} }` })),
  ];
}

function canonical(
  { fields, one = {}, many = {} }: Shape,
  source: Fields,
  print: (form: Form, value: unknown) => unknown,
  read: Dialect['read'],
  derived: Readonly<Record<string, (source: Fields) => unknown>>,
): unknown {
  const own = Object.entries(fields).map(([name, form]) => {
    const value = derived[name]?.(source) ?? source[name] ?? null;
    return [name, value === null ? null : print(form, value)];
  });
  const objects = Object.entries(one).map(([name, shape]) => {
    const value = source[name] ?? null;
    return [name, value === null ? null : read(shape, value)];
  });
  const lists = Object.entries(many).map(([name, shape]) => [name, ordered(source[name], shape, read)]);
  return Object.fromEntries([...own, ...objects, ...lists]) as unknown;
}

function ordered(rows: unknown, shape: Shape, read: Dialect['read']): readonly unknown[] {
  const values = (rows as readonly unknown[]).map((row) => read(shape, row) as { readonly id: string });
  return values.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Fen and hundredths as a decimal string, a first day as its month. */
function printed(form: Form, value: unknown): unknown {
  const text = String(value);
  if (form === 'month') return text.slice(0, 7);
  if (form === 'plain') return value;
  const digits = text.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
