import { pieces } from './matching.ts'
import classes from './highlight.module.css'

/** A value with the searched words marked. */
export function Highlight({ text, search }: { text: string; search: string }) {
  if (search === '') return text
  return pieces(text, search).map((piece, index) =>
    piece.hit ? (
      <mark key={index} className={classes.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  )
}
