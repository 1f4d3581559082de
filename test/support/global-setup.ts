import { seed } from './runs.ts';

/** Printed once, so that a failed run can be repeated. */
export default function announceSeed(): void {
  process.env['TEST_SEED'] = seed().toString();
  console.log(`TEST_SEED=${seed()} TEST_COUNT=${process.env['TEST_COUNT'] ?? 'small'}`);
}
