/** Marks that can be told apart without colour. */
export type Shape = 'circle' | 'square' | 'diamond' | 'triangle' | 'star';

/** How a mark is filled: `hollow` has an outline alone, `pale` one around a lighter colour. */
export type Fill = 'full' | 'hollow' | 'pale';

/** How much of its colour a mark is filled with, and the width of its outline in pixels. */
export const fillLooks = {
  full: { fillOpacity: 1, lineWidth: 0 },
  hollow: { fillOpacity: 0, lineWidth: 2 },
  pale: { fillOpacity: 0.35, lineWidth: 1.5 },
} as const satisfies Record<Fill, { fillOpacity: number; lineWidth: number }>;

/** The SVG path of a mark around (x, y) with half its width, in pixels. */
export function shapePath(shape: Shape, x: number, y: number, half: number): string {
  const at = (dx: number, dy: number): string => `${round(x + dx * half)} ${round(y + dy * half)}`;
  switch (shape) {
    case 'circle':
      return `M${at(-1, 0)}A${half} ${half} 0 1 1 ${at(1, 0)}A${half} ${half} 0 1 1 ${at(-1, 0)}Z`;
    case 'square':
      return `M${at(-0.9, -0.9)}L${at(0.9, -0.9)}L${at(0.9, 0.9)}L${at(-0.9, 0.9)}Z`;
    case 'diamond':
      return `M${at(0, -1.2)}L${at(1.2, 0)}L${at(0, 1.2)}L${at(-1.2, 0)}Z`;
    case 'triangle':
      return `M${at(0, -1.1)}L${at(1.1, 0.9)}L${at(-1.1, 0.9)}Z`;
    case 'star':
      return `M${at(0, -1.3)}L${at(0.35, -0.35)}L${at(1.3, 0)}L${at(0.35, 0.35)}L${at(0, 1.3)}L${at(-0.35, 0.35)}L${at(-1.3, 0)}L${at(-0.35, -0.35)}Z`;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
