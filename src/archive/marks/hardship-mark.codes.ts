/** What a file is marked with (Article 16): its household is out of hardship, or is in hardship again after an earlier file was lifted. */
export const HARDSHIP_MARKS = { LIFTED: '解困', CAME_BACK: '返困' } as const;

export type HardshipMark = keyof typeof HARDSHIP_MARKS;
