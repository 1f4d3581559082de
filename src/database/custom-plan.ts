/**
 * Stands in statements that PostgreSQL plans with their values each time: those of one revision, of which there are as
 * many as revisions, and those that a kept plan, which does not know the values, takes for small (the payments of a year).
 */
export const CUSTOM_PLAN = '/* custom plan */';
