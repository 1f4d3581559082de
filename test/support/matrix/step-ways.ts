import { newId } from '../../../src/database/ids.ts';
import { identityNumber } from '../register-household.ts';
import { JOB, JOB_OWNER } from './asking.ts';
import type { Scope } from './oracle.ts';
import type { Way } from './ways.ts';
import type { World } from './world.ts';

const OWN: Scope = { kind: 'staff', staffCode: JOB_OWNER };

const IN_STREET = 'work: { status: FLEXIBLE, unions: [{ place: STREET, union: "STREET" }] }';

/** The arguments of the mutations that take a step of a file. All three bodies may record an objection to a publicity. */
export function stepWays({ files, households }: World): Readonly<Record<string, readonly Way[]>> {
  const input = (file: string, union: string) =>
    `input: { fileId: "${file}", union: "${union}", act: OBJECT, on: "2026-06-20", afterStep: 9, note: "note" }`;
  const way = (union: string, scope: Scope): readonly Way[] => [
    { args: input(files.target?.fileId ?? '', union), missing: input(newId(), union), scope },
  ];
  const question = (household: string, work = '') =>
    `input: { householdId: "${household}", on: "2026-06-01", state: APPLIED ${work} }`;
  // The superior union and the centre are both the county: who has their roles at the street alone may not act for it.
  const atCounty: Scope = { kind: 'unions', unions: ['county'] };
  // Under this filter there are no files: nothing is submitted.
  const chosen = (union: string) =>
    `input: { files: { numberFrom: "9" }, act: VERIFY, union: "${union}", on: "2026-06-20" }`;
  const selection = () => '{ __typename problems { code } batchId files }';
  const many = (union: string, scope: Scope): readonly Way[] => [
    { args: chosen(union), missing: chosen('NOWHERE'), scope, selection },
  ];
  return {
    'Query.filingUnion': [
      { args: question(households.unfiled), missing: question(newId()) },
      { args: question(households.unfiled, IN_STREET) },
    ],
    'Mutation.exportFilePaper': [
      {
        args: `input: { fileId: "${files.target?.fileId ?? ''}", step: 3 }`,
        missing: `input: { fileId: "${newId()}", step: 3 }`,
        ...{ scope: { kind: 'household', household: 'target' } as const },
        // A link differs from every other.
        selection: () => '{ __typename fileName }',
      },
    ],
    'Mutation.enterNational': [
      {
        args: `input: { fileId: "${files.target?.fileId ?? ''}", matter: FILE, on: "2026-06-20" }`,
        missing: `input: { fileId: "${newId()}", matter: FILE, on: "2026-06-20" }`,
        ...{ scope: { kind: 'household', household: 'target' } as const },
      },
    ],
    'Query.fileOffers': [{ args: 'first: 200' }],
    'Query.fileBatch': [{ args: `id: "${JOB}"`, missing: `id: "${newId()}"`, scope: OWN }],
    'Mutation.stepFilingFiles': many('STREET', { kind: 'unions', unions: ['street'] }),
    'Mutation.stepReviewFiles': many('COUNTY', atCounty),
    'Mutation.stepCentreFiles': many('COUNTY', atCounty),
    'Mutation.takeFilingStep': way('STREET', { kind: 'household', household: 'target' }),
    'Mutation.takeReviewStep': way('COUNTY', atCounty),
    'Mutation.takeCentreStep': way('COUNTY', atCounty),
  };
}

/** The relatives on whose files somebody does not act. */
export function relativeWays({ relative }: World): Readonly<Record<string, readonly Way[]>> {
  return {
    'Query.declaredRelatives': [{ args: 'first: 200' }],
    'Mutation.declareRelative': [
      {
        args: `input: { idNumber: "${identityNumber(9997)}", relation: SPOUSE }`,
        // Each answer has an id of its own.
        ...{ scope: { kind: 'everybody' }, selection: () => '{ __typename problems { code } }' },
      },
    ],
    'Mutation.withdrawRelative': [
      {
        args: `reason: "误", relativeId: "${relative}"`,
        missing: `reason: "误", relativeId: "${newId()}"`,
        // The street runs no centre.
        scope: { kind: 'unions', unions: ['county'] },
      },
    ],
  };
}
