import { Avatar } from '../kit/avatar.tsx'
import { LogoutIcon, ShieldIcon, UserCircleIcon } from '../kit/icons.ts'
import { Menu } from '../kit/menu.tsx'
import { densities, useDensity, type Density } from '../theme/density.ts'
import { useTheme, type ThemeName } from '../theme/theme.tsx'
import classes from './me-menu.module.css'

export type Person = {
  id: string
  name: string
  /** Username or e-mail, below the name. */
  detail?: string
  /** Paths of pages about oneself; absent while there is no such page. */
  profile?: string
  security?: string
}

const themes: Record<ThemeName, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function MeMenu({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  const { theme, setTheme } = useTheme()
  const { density, setDensity } = useDensity()
  return (
    <Menu
      label="You"
      target={
        <button type="button" className={classes.button} aria-label={`You: ${person.name}`}>
          <Avatar name={person.name} id={person.id} size={28} />
        </button>
      }
      heading={
        <div className={classes.heading}>
          <bdi className={classes.name}>{person.name}</bdi>
          {person.detail && <bdi className="rc-muted">{person.detail}</bdi>}
        </div>
      }
      groups={[
        {
          items: [
            person.profile !== undefined && {
              label: 'Profile',
              icon: <UserCircleIcon size={16} />,
              to: person.profile,
            },
            person.security !== undefined && { label: 'Security', icon: <ShieldIcon size={16} />, to: person.security },
          ],
        },
        {
          label: 'Theme',
          items: Object.entries(themes).map(([name, label]) => ({
            label,
            checked: name === theme,
            onSelect: () => setTheme(name as ThemeName),
          })),
        },
        {
          label: 'Density of lists',
          items: Object.entries(densities).map(([name, label]) => ({
            label,
            checked: name === density,
            onSelect: () => setDensity(name as Density),
          })),
        },
        { items: [{ label: 'Sign out', icon: <LogoutIcon size={16} className="rc-flip" />, onSelect: onSignOut }] },
      ]}
    />
  )
}
