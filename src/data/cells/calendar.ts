export const DATE_FORMATS = ['iso', 'day_first', 'month_first'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

export const DATE_PARTS = [
  'year',
  'month',
  'day',
  'weekday',
  'day_of_year',
  'hour',
  'minute',
  'second',
  'days',
] as const;
export type DatePart = (typeof DATE_PARTS)[number];

const MS_PER_DAY = 86_400_000;
const TIME = String.raw`(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?`;

const PATTERNS = {
  iso: new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})${TIME}$`),
  day_first: new RegExp(String.raw`^(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})${TIME}$`),
  month_first: new RegExp(String.raw`^(?<month>\d{1,2})[./-](?<day>\d{1,2})[./-](?<year>\d{4})${TIME}$`),
} as const satisfies Record<DateFormat, RegExp>;

/**
 * The date that a text writes; undefined where it is none, as the 30th of February. A time with an offset is taken to UTC, one without
 * stands as it is; fractions of seconds are left out.
 */
export function parseDate(text: string, format: DateFormat): Date | undefined {
  const found = PATTERNS[format].exec(text.trim())?.groups;
  if (found === undefined) return undefined;
  const [year, month, day] = [Number(found.year), Number(found.month), Number(found.day)];
  const [hour, minute, second] = [Number(found.hour ?? 0), Number(found.minute ?? 0), Number(found.second ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the 20th century.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second);
  const offset = offsetMinutes(found.zone);
  return offset === undefined ? undefined : new Date(date.getTime() - offset * 60_000);
}

/** Undefined for no offset of a clock. */
function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (60 * hours + minutes);
}

const PARTS: Record<DatePart, (date: Date) => number> = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  // From Monday on, as pandas has it; JavaScript's week begins with Sunday.
  weekday: (date) => (date.getUTCDay() + 6) % 7,
  day_of_year: (date) => Math.floor((date.getTime() - startOfYear(date)) / MS_PER_DAY) + 1,
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  days: (date) => date.getTime() / MS_PER_DAY,
};

function startOfYear(date: Date): number {
  const start = new Date(0);
  return start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
}

/** A date as a number, in UTC. */
export function datePart(date: Date, part: DatePart): number {
  return PARTS[part](date);
}
