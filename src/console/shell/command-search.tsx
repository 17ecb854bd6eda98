import '@mantine/spotlight/styles.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { useEffect, useState, type ReactNode } from 'react'
import { fold } from '#src/contract/text.ts'
import { SearchIcon } from '../kit/icons.ts'
import { useGo } from '../routing.tsx'
import type { RailEntry } from './rail.tsx'

export type Command = { id: string; label: string; detail?: string; icon?: ReactNode; run: () => void }

export type Commands = {
  /** "New user", "Export list": what can be done from anywhere. */
  actions?: readonly Command[]
  /** Finds people on the server; called as one types, 150 ms after the last key. */
  findPeople?: (text: string, signal: AbortSignal) => Promise<readonly Command[]>
}

export type CommandSearchProps = Commands & { opened: boolean; onClose: () => void; pages: readonly RailEntry[] }

const [store, spotlight] = createSpotlight()

/** ⌘K: people, pages and actions in one box. */
export function CommandSearch({ opened, onClose, pages, actions = [], findPeople }: CommandSearchProps) {
  const [text, setText] = useState('')
  const go = useGo()
  const people = usePeople(text, findPeople)
  useEffect(() => (opened ? spotlight.open() : spotlight.close()), [opened])
  const matches = (words: string) => fold(words).includes(fold(text.trim()))
  const groups = [
    { name: 'People', commands: people },
    {
      name: 'Pages',
      commands: pages
        .flatMap((p) => (p.parts ?? [p]).map(({ label, to }) => ({ label, to, icon: p.icon, under: p.label })))
        .filter((p) => matches(`${p.under} ${p.label}`))
        .map((p): Command => ({
          id: p.to,
          label: p.label,
          detail: p.under === p.label ? undefined : p.under,
          icon: p.icon,
          run: () => go(p.to),
        })),
    },
    { name: 'Actions', commands: actions.filter((a) => matches(a.label)) },
  ]
  const empty = groups.every((group) => group.commands.length === 0)
  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      onSpotlightClose={onClose}
      lockScroll={false}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--rc-scrim)' }}
    >
      <Spotlight.Search
        placeholder="Search people, pages, actions"
        aria-label="Search people, pages, actions"
        leftSection={<SearchIcon size={18} />}
      />
      <Spotlight.ActionsList>
        {groups.map(
          (group) =>
            group.commands.length > 0 && (
              <Spotlight.ActionsGroup key={group.name} label={group.name}>
                {group.commands.map((command) => (
                  <Spotlight.Action
                    key={command.id}
                    label={command.label}
                    description={command.detail}
                    leftSection={command.icon}
                    onClick={command.run}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {empty && <Spotlight.Empty>Nothing has “{text}” in it.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const DEBOUNCE_MS = 150

function usePeople(text: string, find: Commands['findPeople']): readonly Command[] {
  const [people, setPeople] = useState<readonly Command[]>([])
  useEffect(() => {
    if (!find || text.trim() === '') {
      setPeople([])
      return
    }
    const stopping = new AbortController()
    const timer = setTimeout(() => {
      find(text.trim(), stopping.signal)
        .then((found) => !stopping.signal.aborted && setPeople(found))
        // An aborted search was replaced by the next one; a refused one finds nobody.
        .catch(() => undefined)
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [text, find])
  return people
}
