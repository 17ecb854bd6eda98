import { Menu as MantineMenu } from '@mantine/core'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { AppLink, type Search } from '../routing.tsx'

export type MenuItem = {
  label: string
  icon?: ReactNode
  danger?: boolean
  /** Keys that do the same, such as `E`. */
  keys?: string
  /** Not possible now, and why. What does not apply, or is not allowed, is left out of the list instead. */
  disabledWhy?: string
  checked?: boolean
} & ({ onSelect: () => void } | { to: string; search?: Search })

export type MenuGroup = { label?: string; items: readonly (MenuItem | false | null | undefined)[] }

export type MenuProps = {
  /** The button that opens it: AppButton or IconButton. */
  target: ReactElement
  groups: readonly MenuGroup[]
  /** Names the menu for screen readers: "Actions for Ana Lind". */
  label: string
  opened?: boolean
  onOpenChange?: (opened: boolean) => void
  align?: 'start' | 'end'
  /** Stands above the items, such as the signed-in person's name. */
  heading?: ReactNode
}

/** A menu in groups. Empty groups leave no line behind, so callers may pass `false` for what is absent. */
export function Menu({ target, groups, label, opened, onOpenChange, align = 'end', heading }: MenuProps) {
  const shown = groups
    .map((group) => ({ ...group, items: group.items.filter((item): item is MenuItem => Boolean(item)) }))
    .filter((group) => group.items.length > 0)
  return (
    <MantineMenu
      opened={opened}
      onChange={onOpenChange}
      position={`bottom-${align}`}
      offset={4}
      transitionProps={{ duration: 120 }}
      width="max-content"
      withinPortal
      // The first item takes the focus, as menus do; the placeholder would be a child that no menu may have.
      withInitialFocusPlaceholder={false}
    >
      <MantineMenu.Target>{target}</MantineMenu.Target>
      {/* Mantine names it after its button, which would win over the label; empty it means nothing. */}
      <MantineMenu.Dropdown aria-labelledby="" aria-label={label}>
        {heading}
        {shown.map((group, index) => (
          <Fragment key={group.label ?? index}>
            {(index > 0 || Boolean(heading)) && <MantineMenu.Divider />}
            {group.label && <MantineMenu.Label>{group.label}</MantineMenu.Label>}
            {group.items.map((item) => (
              <Item key={item.label} item={item} />
            ))}
          </Fragment>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}

function Item({ item }: { item: MenuItem }) {
  const look = {
    color: item.danger ? 'red' : undefined,
    leftSection: item.icon,
    rightSection: item.keys ? <kbd className="rc-kbd">{item.keys}</kbd> : undefined,
  }
  const words = (
    <>
      {item.label}
      {item.disabledWhy && <span className="rc-menu-why">{item.disabledWhy}</span>}
    </>
  )
  if (item.disabledWhy) {
    return (
      <MantineMenu.Item {...look} aria-disabled data-disabled closeMenuOnClick={false}>
        {words}
      </MantineMenu.Item>
    )
  }
  if (item.checked !== undefined && 'onSelect' in item) {
    return (
      <MantineMenu.RadioItem value={item.label} checked={item.checked} onChange={item.onSelect} closeMenuOnClick>
        {words}
      </MantineMenu.RadioItem>
    )
  }
  return 'to' in item ? (
    <MantineMenu.Item {...look} component={AppLink} to={item.to} search={item.search}>
      {words}
    </MantineMenu.Item>
  ) : (
    <MantineMenu.Item {...look} onClick={item.onSelect}>
      {words}
    </MantineMenu.Item>
  )
}
