import { expect, test } from 'vitest'
import { plainAddress, plainNetwork } from './addresses.ts'

test.each([
  ['203.0.113.5', '203.0.113.5'],
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['::FFFF:cb00:7105', '203.0.113.5'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  // Not addresses, or more than one reading.
  ['::ffff:203.0.113.5%eth0', null],
  ['2001:db8::1%eth0', null],
  ['203.0.113.5%eth0', null],
  ['0177.0.0.1', null],
  ['0x7f.1', null],
  ['127.1', null],
  ['203.0.113.5:4711', null],
  ['203.0.113.5, 10.0.0.1', null],
  ['unknown', null],
  ['', null],
  [undefined, null],
])('S32: a client that comes as %s is compared as %s', (text, plain) => {
  expect(plainAddress(text)).toBe(plain)
})

test.each([
  ['203.0.113.5', { text: '203.0.113.5' }],
  ['203.0.113.5/32', { text: '203.0.113.5' }],
  [' 10.1.2.3/8 ', { text: '10.0.0.0/8' }],
  ['::ffff:10.1.2.3/112', { text: '10.1.0.0/16' }],
  ['2001:db8::1', { text: '2001:db8::1' }],
  ['2001:DB8:1::1/48', { text: '2001:db8:1::/48' }],
  ['0.0.0.0/0', { wrong: 'everything' }],
  ['::/0', { wrong: 'everything' }],
  ['::ffff:0.0.0.0/96', { wrong: 'everything' }],
  ['::ffff:0.0.0.0/80', { wrong: 'unreadable' }],
  ['10.0.0.0/33', { wrong: 'unreadable' }],
  ['10.0.0.0/8/8', { wrong: 'unreadable' }],
  ['10.0.0.0/-1', { wrong: 'unreadable' }],
  ['fe80::1%eth0', { wrong: 'unreadable' }],
  ['10.0.0', { wrong: 'unreadable' }],
  ['office', { wrong: 'unreadable' }],
])('S32: an entry %s is kept as %o', (text, network) => {
  expect(plainNetwork(text)).toEqual(network)
})
