/** Three people who do not exist, under our own words for the columns. */
const sample = [
  'username,email,first name,last name,site,role,desks,skills,phone',
  'ada.vale,ada.vale@example.com,Ada,Vale,,Agent,Billing,English:4;Spanish,+442079460123',
  'bo.lund,bo.lund@example.com,Bo,Lund,,Agent,,Swedish,',
  'chidi.oran,chidi.oran@example.com,Chidi,Oran,,Agent,Billing;Orders,,',
].join('\r\n')

/** Hands the sample to the browser as a file. The mark in front lets spreadsheets see that it is UTF-8. */
export function downloadSample(): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', sample], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'sample.csv'
  link.click()
  URL.revokeObjectURL(url)
}
