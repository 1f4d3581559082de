import type { HouseholdFacts } from './facts/facts.ts';
import { nationalParametersOn } from './parameters/national.ts';
import type { Parameters } from './parameters/parameters.ts';

/**
 * Returns the parameters by which a household is assessed: at `NATIONAL` those of the regulation, which nothing changes
 * (不得随意降低或提高建档标准, Article 2); at lower levels the values of the local profile take precedence.
 */
export function parametersFor({ asOf, level, profile }: HouseholdFacts): Parameters {
  const national = nationalParametersOn(asOf);
  if (level === 'NATIONAL' || profile === null) return national;
  return {
    ...national,
    nearMultiple: profile.nearMultiple ?? national.nearMultiple,
    suddenMultiple: profile.suddenMultiple ?? national.suddenMultiple,
    areaPerHead: profile.areaPerHead ?? national.areaPerHead,
    dwellings: profile.dwellings ?? national.dwellings,
    exclusionsOff: profile.exclusionsOff ?? national.exclusionsOff,
  };
}
