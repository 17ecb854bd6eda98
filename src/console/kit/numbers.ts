const whole = new Intl.NumberFormat('en')

/** 12430 → "12,430". */
export const formatNumber = (n: number): string => whole.format(n)

/** `plural(2, 'user')` → "2 users"; an irregular one is given. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${formatNumber(n)} ${n === 1 ? one : many}`
