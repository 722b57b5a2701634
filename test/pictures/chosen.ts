import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../support/dist.ts';
import type { View } from './browser.ts';
import { pageOf } from './page.ts';
import { failed, noGo, type Scene } from './scenes.ts';

/** The folder of the pictures that README.md shows, and the list of what they were made of. */
export const pictureFolder = join(root, '.github/pictures');
export const manifestFile = join(pictureFolder, 'manifest.json');

export interface Chosen {
  name: string;
  scene: Scene;
  /** CSS pixels; what is below the height is left out. */
  view: Pick<View, 'width' | 'height' | 'scale'>;
}

/** What README.md shows, each in light and dark. */
export const chosen: readonly Chosen[] = [
  { name: 'failed', scene: failed, view: { width: 860, height: 540, scale: 1.5 } },
  { name: 'no-go', scene: noGo, view: { width: 860, scale: 1.5 } },
  { name: 'narrow', scene: failed, view: { width: 375, height: 667, scale: 1.5 } },
];

/** Of each file of a picture the digests of itself and of the page that was photographed. */
export type Manifest = Record<string, { page: string; file: string }>;

export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The page of each chosen picture as it is rendered now. */
export async function chosenPages(): Promise<{ picture: Chosen; page: string }[]> {
  const pages = new Map<Scene, string>();
  for (const { scene } of chosen) if (!pages.has(scene)) pages.set(scene, pageOf(await scene()));
  return chosen.map((picture) => ({ picture, page: pages.get(picture.scene) ?? '' }));
}
