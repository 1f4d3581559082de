import { entity, key, of, open, ranged, textList, uuid } from '../../database/version-entity.ts';
import { fieldColumns } from '../../fields/field-columns.ts';
import { archiveFileFields } from './archive-file.fields.ts';

/**
 * The tables of files and stewards, the rows derived from them for lists, the file numbers and the recorded decisions.
 */
export const archiveEntities = [
  entity('archive_file', { id: key, householdId: uuid, number: of('text'), recordedIn: uuid }),
  entity('archive_file_version', { ...ranged, householdId: uuid, ...fieldColumns(archiveFileFields) }),
  entity('stewardship', { ...ranged, unionId: uuid }),
  entity('household_index', {
    householdId: key,
    validFrom: { type: 'date', primary: true },
    ...{ validTo: open(of('date')), unionId: uuid, fileId: open(uuid), fileNumber: open(of('text')) },
    ...{ region: open(of('text')), mainCause: open(of('text')), declaredClass: open(of('text')) },
    ...{ migrant: open(of('boolean')), singleParent: open(of('boolean')), workerName: open(of('text')) },
  }),
  entity('person_index', {
    personId: key,
    validFrom: { type: 'date', primary: true },
    ...{ validTo: open(of('date')), householdId: uuid, unionId: uuid },
  }),
  entity('file_number', {
    region: { type: 'text', primary: true },
    year: { type: 'integer', primary: true },
    last: of('integer'),
  }),
  entity('assessment_receipt', {
    id: key,
    householdId: uuid,
    asOf: of('date'),
    level: of('text'),
    revision: of('bigint'),
    outcome: of('text'),
    primaryCategory: open(of('text')),
    categories: textList,
    figures: of('jsonb'),
    missing: textList,
    provisional: textList,
    rulebookVersion: of('text'),
    factsDigest: of('bytea'),
    confirmedBy: open(uuid),
    confirmationDocument: open(of('text')),
    recordedIn: uuid,
  }),
];
