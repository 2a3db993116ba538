import { nativeBackend } from '../native-backend.js';

/** An attribute that is an element type. */
export function typeAttribute(name: string, value: number) {
  return { name, type: nativeBackend().binding.TF_ATTR_TYPE, value };
}

export function flagAttribute(name: string, value: boolean) {
  return { name, type: nativeBackend().binding.TF_ATTR_BOOL, value };
}

export function textAttribute(name: string, value: string) {
  return { name, type: nativeBackend().binding.TF_ATTR_STRING, value };
}
