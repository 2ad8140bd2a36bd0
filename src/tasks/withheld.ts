/** Stands in the place of a particular that a planted violation leaves out. */
export const WITHHELD = '[detail withheld]';
