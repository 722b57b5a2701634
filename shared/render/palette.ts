/*
 * Colours that can be told apart with all common kinds of colour blindness, also those beside each other: blue, orange and green are of
 * the palette of Okabe and Ito.
 */

export const blue = '#0072b2';
export const orange = '#d55e00';
export const green = '#009e73';
/** Dark enough for thin lines on paper. */
export const darkOrange = '#b34700';

/** For the series of a picture, in this order. */
export const seriesColours = [blue, orange, green, '#8a4f7d', '#56808f', '#7d6608'] as const;

/** The same where there is no legend, with the names by which a text can say which is which. */
export const namedColours = [
  ['blue', blue],
  ['orange', orange],
  ['green', green],
  ['purple', '#cc79a7'],
] as const;
