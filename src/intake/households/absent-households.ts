import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Sql } from '../../database/database.ts';
import type { Deps } from '../../usecase/command.ts';
import { householdsOfUnion } from './absent-households.read.ts';
import type { ImportRequest } from '../import-answer.ts';
import { faultAt, type ImportFault } from '../workbook/fault.ts';
import { SHEETS, WORKER_SHEET } from '../workbook/sheets.ts';

/** How many file numbers a notice names. */
const MOST_NAMED = 20;

/** Finds the households of a union that a workbook has no longer. */
export class AbsentHouseholds {
  readonly #onRecord: ReadonlyMap<string, string | null>;
  readonly #seen = new Set<string>();

  private constructor(onRecord: ReadonlyMap<string, string | null>) {
    this.#onRecord = onRecord;
  }

  /** Of a union; of a comparison also of those under it, whose files an export of the other system has too. */
  static async of({ database, today }: Deps, { union, compares }: ImportRequest): Promise<AbsentHouseholds> {
    const read = (sql: Sql) => householdsOfUnion(sql, union.id, today, compares === true);
    return new AbsentHouseholds(await database.session(read));
  }

  /** Whether a household is on record with the union. */
  has(id: string): boolean {
    return this.#onRecord.has(id);
  }

  /** Notes a household that the workbook has. */
  see(id: string | undefined): void {
    if (id !== undefined && this.#onRecord.has(id)) this.#seen.add(id);
  }

  /** Names each file that the workbook does not have. */
  files(): readonly ImportFault[] {
    return this.#absent().flatMap((fileNumber) =>
      fileNumber === null
        ? []
        : [
            faultAt(PLACE, 'FILE_ABSENT', {
              zh: `档案 ${fileNumber} 不在工作簿中`,
              en: `the file ${fileNumber} is not in the workbook`,
            }),
          ],
    );
  }

  /** The numbers of the files of the households that are not there; `null` for one without a file. */
  #absent(): readonly (string | null)[] {
    return [...this.#onRecord].filter(([id]) => !this.#seen.has(id)).map(([, fileNumber]) => fileNumber);
  }

  /** Says which are not there. A workbook without most of the union's households only adds to them, and lacks none. */
  notices(): readonly ImportFault[] {
    const absent = this.#absent();
    if (absent.length === 0 || absent.length >= this.#seen.size) return [];
    const numbers = absent.filter((number) => number !== null).slice(0, MOST_NAMED);
    const files = numbers.length === 0 ? NO_FILES : namedFiles(numbers, absent.length - numbers.length);
    return [
      faultAt(PLACE, 'HOUSEHOLDS_ABSENT', {
        zh: `本工会登记中有 ${absent.length} 户不在工作簿中${files.zh}：登记保留不变，确已不再属于本工会的请另行办理`,
        en: `households of this union are on record and not in the workbook: ${absent.length}${files.en}; they are kept`,
      }),
    ];
  }
}

const PLACE = { sheet: SHEETS[WORKER_SHEET]?.name ?? null, row: null, column: null };
const NO_FILES: Bilingual = { zh: '', en: '' };

function namedFiles(numbers: readonly string[], others: number): Bilingual {
  const more: Bilingual = others === 0 ? NO_FILES : { zh: `，另有 ${others} 户`, en: ` and ${others} more` };
  return { zh: `（档案编号 ${numbers.join('、')}${more.zh}）`, en: ` (files ${numbers.join(', ')}${more.en})` };
}
