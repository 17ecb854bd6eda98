import { Fragment } from 'react'

const apple = /mac|iphone|ipad/i.test(navigator.userAgent)

/** Keys as this machine names them: `Mod+K` → ⌘ K or Ctrl K. */
export function Kbd({ keys }: { keys: string }) {
  const shown = keys.split('+').map((key) => (key === 'Mod' ? (apple ? '⌘' : 'Ctrl') : key))
  return (
    <span className="rc-keys">
      {shown.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && ' '}
          <kbd className="rc-kbd">{key}</kbd>
        </Fragment>
      ))}
    </span>
  )
}
