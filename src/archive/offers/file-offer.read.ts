import { underToday } from '../../access/territory-condition.ts';
import { knownAt } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import type { ArchiveFileState } from '../../registry/file/archive-file.ts';
import type { ListQuery } from '../../staff/staff-list.read.ts';
import { hasNotEnded, isOpenOffer } from './open-offer.read.ts';

/** A file that is offered to a union, with what this one needs to decide; it sees the rest of it once it has accepted. */
export interface FileOffer extends Pick<ArchiveFileState, 'level' | 'category' | 'state'> {
  readonly fileId: string;
  readonly number: string;
  readonly workerName: string | null;
  readonly unit: string | null;
  readonly fromId: string;
  readonly toId: string;
  /** `YYYY-MM-DD`. */
  readonly offeredOn: string;
  readonly document: string | null;
  readonly steps: number;
}

/** The files that are offered to the unions or those under them and have not ended, by their numbers. */
export const OFFER_LIST: ListQuery<FileOffer> = {
  columns: `f.id as "fileId", f.number, v.level, v.category, v.state, p.name as "workerName", p.workplace_or_school as unit,
     k.union_id as "fromId", s.to_union_id as "toId", s."on" as "offeredOn", s.document,
     (select count(*)::int from archive_file_step x where x.file_id = f.id) as steps`,
  body: (known) => `from archive_file_step s
     join archive_file f on f.id = s.file_id
     join archive_file_version v on v.anchor_id = f.id and ${knownAt('v', known)} and ${validOn('v', '$2')}
       and ${hasNotEnded('v')}
     join stewardship k on k.anchor_id = f.id and ${knownAt('k', known)} and ${validOn('k', '$2')}
     left join household_version h on h.anchor_id = f.household_id and ${knownAt('h', known)} and ${validOn('h', '$2')}
     left join membership_version m on m.anchor_id = h.worker_id and ${knownAt('m', known)} and ${validOn('m', '$2')}
     left join person_version p on p.anchor_id = m.person_id and ${knownAt('p', known)} and ${validOn('p', '$2')}
     where ${isOpenOffer('s', known)} and ${underToday('s.to_union_id', '$1', '$2')}`,
  order: 'f.number collate "C"',
  type: 'text',
};
