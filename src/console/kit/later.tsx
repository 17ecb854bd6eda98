import { lazy, Suspense, useState, type ComponentType } from 'react'

/** A layer whose code is fetched when it first opens, so that the page below is drawn without it. */
export function later<P extends { opened: boolean }>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Layer = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>
  return function Later(props: P) {
    const [wanted, setWanted] = useState(props.opened)
    if (props.opened && !wanted) setWanted(true)
    return wanted ? (
      <Suspense fallback={null}>
        <Layer {...props} />
      </Suspense>
    ) : null
  }
}
