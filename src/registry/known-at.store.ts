import { type KnownAt as Known, knownAt as condition } from '../database/known-at.ts';

/** Moved to the database's room, where every feature's stores reach it. */
export type KnownAt = Known;
export const knownAt = condition;
