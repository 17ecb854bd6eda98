/** A token stands behind the `#` of a mailed link, which no browser sends to any server. */
export const tokenInAddress = (): string => location.hash.slice(1)

/** From here on it is in no history of the browser and on no screenshot; a page that is reloaded is opened from the mail again. */
export function forgetTokenInAddress(): void {
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname)
}
