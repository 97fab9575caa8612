const DAY = 86_400_000;

/** The same time of day some working days later, in UTC: Saturdays and Sundays do not count. Holidays differ by place and count. */
export function addWorkingDays(from: Date, days: number): Date {
  let ms = from.getTime();
  for (let left = days; left > 0; ) {
    ms += DAY;
    const weekday = new Date(ms).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return new Date(ms);
}
