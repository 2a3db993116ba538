/** Formats that a checkpoint is converted to, in a process of its own. */
export const EXPORT_FORMATS = ['savedmodel', 'onnx', 'keras', 'weights_h5'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Formats whose files come in a zip. */
export const ZIPPED_FORMATS: ReadonlySet<ExportFormat> = new Set(['savedmodel', 'keras']);
