import { z } from 'zod';

/** Whether pictures are kept as brightness or as red, green and blue. */
export const colorSchema = z.enum(['grey', 'rgb']);
export type Color = z.infer<typeof colorSchema>;
export const CHANNELS = { grey: 1, rgb: 3 } as const satisfies Record<Color, number>;

/** What becomes of a picture; without a size it keeps its own. */
export const pictureFormSchema = z.object({
  color: colorSchema,
  size: z.object({ height: z.int(), width: z.int() }).optional(),
});
export type PictureForm = z.infer<typeof pictureFormSchema>;
