import { type Day, requireDay } from '../../kernel/calendar.ts';
import { asHundredths } from '../../kernel/decimal.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Parameters } from './parameters.ts';

interface DatedParameters {
  readonly from: Day;
  /** The regulation that sets them. */
  readonly instrument: string;
  readonly values: Parameters;
}

/** The national parameters by the day from which they are in force, the latest first. */
const nationalParameters: readonly DatedParameters[] = [
  {
    from: requireDay('2019-09-27'),
    instrument: '安工文〔2019〕41号',
    values: {
      nearMultiple: asHundredths(150),
      suddenMultiple: asHundredths(300),
      areaPerHead: asHundredths(5000),
      dwellings: 2,
      tuitionMultiple: asHundredths(200),
      refusedJobOffers: 2,
      exclusionsOff: [],
    },
  },
];

/** Returns the parameters in force on a day; the first ones on file also apply to earlier days. */
export function nationalParametersOn(day: Day): Parameters {
  const entry = nationalParameters.find(({ from }) => from <= day) ?? nationalParameters.at(-1);
  invariant(entry !== undefined, 'national parameters are on file');
  return entry.values;
}

/** The days from which other national parameters are in force. */
export const NATIONAL_PARAMETER_DAYS: readonly Day[] = nationalParameters.map(({ from }) => from);
