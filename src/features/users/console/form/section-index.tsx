import { useEffect, useState, type MouseEvent } from 'react'
import classes from './form.module.css'

export type SectionLink = {
  readonly id: string
  readonly title: string
  /** Mistakes inside. */ readonly faults: number
}

/** Leads to the sections of the one long page, and shows in which one you are. */
export function SectionIndex({ sections }: { sections: readonly SectionLink[] }) {
  const current = useSectionInView(sections.map((section) => section.id).join(' '))
  const go = (event: MouseEvent, id: string) => {
    event.preventDefault()
    history.replaceState(history.state, '', `#${id}`)
    showSection(id)
  }
  return (
    <nav aria-label="Sections" className={classes.index}>
      <ul>
        {sections.map(({ id, title, faults }) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => go(event, id)} aria-current={id === current ? 'true' : undefined}>
              {title}
              {faults > 0 && (
                <span className={classes.count}>
                  {faults}
                  <span className="rc-hidden-text"> to mend</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Scrolls to a section and puts the focus on its heading. */
export function showSection(id: string) {
  const section = document.getElementById(`section-${id}`)
  section?.querySelector('details')?.setAttribute('open', '')
  section?.scrollIntoView({ block: 'start' })
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
}

function useSectionInView(ids: string): string | undefined {
  const [current, setCurrent] = useState<string>()
  useEffect(() => {
    if (typeof IntersectionObserver !== 'function') return
    const seen = new Map<string, boolean>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) seen.set(entry.target.id, entry.isIntersecting)
        setCurrent(ids.split(' ').find((id) => seen.get(`section-${id}`)))
      },
      { rootMargin: '-120px 0px -40% 0px' },
    )
    for (const id of ids.split(' ')) {
      const section = document.getElementById(`section-${id}`)
      if (section) observer.observe(section)
    }
    return () => observer.disconnect()
  }, [ids])
  return current
}
