import { createRequire } from 'node:module';
import { areaList } from '@vant/area-data';

/** The codes of divisions of GB/T 2260 as they stood at the end of a month. */
export interface DivisionEdition {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly codes: ReadonlySet<string>;
}

type Names = Readonly<Record<string, string>>;

const load = createRequire(import.meta.filename);

/** The month of the newest edition, which the package `@vant/area-data` holds: 和安县 and 和康县 of December 2024 are its last. */
const NEWEST = '2024-12';

let editions: readonly DivisionEdition[] | undefined;

/** The editions, the first ones first: those that the package `gb2260` holds, of 2002 to 2016, and the newest one. */
export function divisionEditions(): readonly DivisionEdition[] {
  return (editions ??= [...pastEditions(), { month: NEWEST, codes: newestCodes() }]);
}

function pastEditions(): readonly DivisionEdition[] {
  const months = load('gb2260/lib/revisions.json') as readonly string[];
  return months.toSorted().map((month) => {
    const names = load(`gb2260/lib/${month}.json`) as Names;
    const codes = Object.keys(names).filter((code) => !GROUP.test(names[code] ?? ''));
    return { month: `${month.slice(0, 4)}-${month.slice(4)}`, codes: new Set(codes) };
  });
}

/** Entries that only group others in the standard's table: nobody governs them. */
const GROUP = /^(市辖区|县|.*直辖.*)$/;

/**
 * What is in the package and not in the standard: zones (开发区、高新区、新区) and towns of cities without counties, which have
 * codes of the statistical offices or of nobody. No edition of the standard has a code that ends in 70 to 79 or 90 to 99.
 */
const NOT_OF_THE_STANDARD = /^(4419|4420|4604)(?!00)|^[78]|(7|9)[0-9]$|^(320112|321150)$/;

/** Divisions that the package still lists: 港闸区 (2020), 长岛县 (2020) and 梅列区 (2021) were withdrawn. */
const WITHDRAWN: readonly string[] = ['320611', '370634', '350402'];

function newestCodes(): ReadonlySet<string> {
  const { province_list: provinces, city_list: prefectures, county_list: counties } = areaList;
  const names: Names = { ...provinces, ...prefectures, ...counties };
  const codes = Object.keys(names).filter(
    (code) => !GROUP.test(names[code] ?? '') && !NOT_OF_THE_STANDARD.test(code) && !WITHDRAWN.includes(code),
  );
  return new Set(codes);
}
