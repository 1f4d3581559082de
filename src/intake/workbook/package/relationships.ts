import { type Attributes, localName } from '../part-parser.ts';
import { targetOf } from './part-names.ts';

interface Relationship {
  /** The last part of its type, such as `worksheet`: the standard's two editions differ in what stands before. */
  readonly type: string;
  readonly part: string;
}

/** The relationships of a part, by their ids. */
export type Relationships = ReadonlyMap<string, Relationship>;

/** Collects the relationships of a part within the package. */
export function relationshipsInto(relationships: Map<string, Relationship>, source: string) {
  return (tag: string, attributes: Attributes): void => {
    if (tag !== 'Relationship' || attributes['TargetMode'] === 'External') return;
    const type = String(attributes['Type']).split('/').at(-1)?.toLowerCase() ?? '';
    relationships.set(String(attributes['Id']), { type, part: targetOf(source, String(attributes['Target'])) });
  };
}

/** The part of the first relationship of a type. */
export function partOfType(relationships: Relationships, type: string): string | undefined {
  return [...relationships.values()].find((one) => one.type === type)?.part;
}

/** The value of an attribute, whichever prefix its name has. */
export function attributeNamed(attributes: Attributes, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}
