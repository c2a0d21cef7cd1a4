/** A share from 0 to 1 for people: one decimal below 10 %, none above. */
export function percent(share: number): string {
  const value = share * 100
  if (value > 0 && value < 0.1) return 'under 0.1 %'
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} %`
}
