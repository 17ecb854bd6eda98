import { Switch } from '../kit/choices.tsx'
import { PlainDialog } from '../kit/dialog.tsx'
import { Kbd } from '../kit/kbd.tsx'
import { shortcutGroups, useSingleKeys } from '../shortcuts.ts'
import classes from './keyboard-help.module.css'

/** Every key that acts on this page, and the switch that turns single letters off. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { on, set } = useSingleKeys()
  return (
    <PlainDialog opened onClose={onClose} title="Keyboard" wide>
      <Switch
        name="single-keys"
        label="Single letters act"
        help="Off: only keys with Ctrl or ⌘, the arrows, Enter, Space and Escape do."
        checked={on}
        onChange={set}
      />
      <div className={classes.groups}>
        {shortcutGroups()
          .filter((group) => group.shortcuts.length > 0)
          .map((group, index) => (
            <section key={index}>
              <h3>{group.name}</h3>
              <dl className={classes.list}>
                {group.shortcuts.map((shortcut) => (
                  <div key={shortcut.keys}>
                    <dt>
                      {shortcut.keys.split(' ').map((keys) => (
                        <Kbd key={keys} keys={keys} />
                      ))}
                    </dt>
                    <dd>{shortcut.says}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </PlainDialog>
  )
}
