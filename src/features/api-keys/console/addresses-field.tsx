import { TextField } from '#src/console/kit/text-field.tsx'

export const splitAddresses = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean)

type AddressesFieldProps = { value: string; onChange: (typed: string) => void; error?: string }

/** From where a key is served. */
export const AddressesField = ({ value, onChange, error }: AddressesFieldProps) => (
  <TextField
    label="Served from"
    name="key-addresses"
    ltr
    value={value}
    onChange={onChange}
    placeholder="203.0.113.7, 10.1.0.0/16"
    error={error}
    help="Addresses and networks, with commas between. Empty: from everywhere."
  />
)
