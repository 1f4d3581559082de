/**
 * A comment that marks statements which PostgreSQL should plan with their values each time (a custom plan). They are the
 * statements of one revision, since each revision would need a plan, and those whose result a generic plan, made without
 * the values, estimates wrongly, such as the payments of a year or the persons whom a text finds.
 */
export const CUSTOM_PLAN = '/* custom plan */';
