import type { Feature } from '../graph/feature.ts';
import { CaseListResolver, DuplicateCaseResolver } from './cases/duplicate-case.resolver.ts';
import { MaskedListResolver } from './masked/masked-list.resolver.ts';
import { OwnReadResolver, SensitiveReadListResolver, SensitiveReadResolver } from './reads/sensitive-read.resolver.ts';
import { RefusedAttemptResolver } from './refusals/refused-attempt.resolver.ts';

export const oversight: Feature = {
  resolvers: [
    SensitiveReadListResolver,
    SensitiveReadResolver,
    OwnReadResolver,
    MaskedListResolver,
    RefusedAttemptResolver,
    CaseListResolver,
    DuplicateCaseResolver,
  ],
};
