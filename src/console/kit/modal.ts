// Fetched when the first dialog or drawer opens: a list is read before anything is asked.
export { Drawer, Modal } from '@mantine/core'
